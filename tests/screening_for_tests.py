"""Short ways to screen one rule against a small record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol
from screener.records.patient import Patient
from screener.screening.options import Options
from screener.screening.screen import screen

INDEX = date(2026, 3, 9)


def bound(value, inclusive=True):
    """One end of a limit; None stays None."""
    return None if value is None else n.Bound(Decimal(str(value)), inclusive)


def limit(concept, lower=None, upper=None, unit=None, *, strict=False, **more):
    """A comparison of a measure."""
    return n.Comparison(concept, concept, bound(lower, not strict), bound(upper, not strict), unit, **more)


def window(value, unit, **more):
    """A window before the index date."""
    return n.Window(None if value is None else Decimal(str(value)), unit, **more)


def protocol(*rules, category="inclusion", **more):
    """A protocol with one criterion a rule."""
    criteria = tuple(
        Criterion(f"{category[:4].upper()}{number:02}", category, "criteria", "the text", Span(0, 8), rule, **more)
        for number, rule in enumerate(rules, 1)
    )
    return Protocol("P", "A protocol", {"criteria": "the text"}, criteria, {})


def patient(**fields):
    """A candidate; entries may be plain dictionaries."""
    return Patient(**{"id": "candidate", **fields})


def observed(concept, value=None, unit=None, day="2026-03-01", **more):
    """One observation."""
    return {"id": f"{concept}-{day}", "concepts": (concept,), "value": value, "unit": unit, "date": day, **more}


def decide(rule, record=None, *, category="inclusion", criterion=None, **options):
    """The finding of one rule for a record (a patient or its fields)."""
    record = patient(**(record or {})) if not isinstance(record, Patient) else record
    return screen(protocol(rule, category=category, **(criterion or {})), record, Options(INDEX, **options)).findings[0]


def met(rule, record=None, **options):
    """"true", "false", or the sorted reasons of an unknown."""
    found = decide(rule, record, **options)
    return found.met.value if found.met.value != "unknown" else sorted(found.reasons)
