"""Which visual acuity a small number is: a decimal one, or a LogMAR; letters are whole numbers."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits

_LARGEST = 2
_NEAR = 60


def in_decimals(name: Name, limits: list[Limits], draft: Draft, context: Context) -> Name:
    """The name of the acuity that is meant where its letters are given in parts of one ("visual acuity ≥ 0.5")."""
    if name.concept != "bcva-letters" or not limits:
        return name
    values = [bound.value for one in limits for bound in (one.lower, one.upper) if bound is not None]
    bare = all(one.unit is None and one.time is None and one.relative == "none" for one in limits)
    parts = any("." in str(value) for value in values) and all(0 <= value <= _LARGEST for value in values)
    near = context.text[max(0, draft.start - _NEAR) : draft.end + _NEAR].lower()
    if not bare or not parts or "letter" in near or "mar" in near:
        return name
    told = "“visual acuity” in parts of one can be decimal, where more is better, or a LogMAR"
    ident = context.choose(f"acuity-{draft.heads[0].start}", ("decimal-visual-acuity", "logmar"), told)
    return Name(ident, catalog()[ident].label, True)
