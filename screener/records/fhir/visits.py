"""Which visit of a study an encounter is, where it says so in exact words."""

from __future__ import annotations

import re
from functools import lru_cache

from screener.records.fhir.access import Resource
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import text_of
from screener.records.fhir.access import word
from screener.records.fhir.context import Context

_VISIT = re.compile(r"(?:study )?(?:(screening|baseline|randomi[sz]ation)(?: visit)?|visit (\d{1,2}))", re.IGNORECASE)


@lru_cache(maxsize=1000)
def visit_name(text: str) -> str | None:
    """`screening`, `baseline`, `randomization` or `visit-N` for words that are exactly such a visit's name."""
    found = _VISIT.fullmatch(" ".join(text.split()))
    if not found:
        return None
    return f"visit-{int(found[2])}" if found[2] else found[1].lower().replace("randomis", "randomiz")


def encounter_visit(encounter: Resource) -> str | None:
    """The study visit that an encounter is, from its type or reason."""
    texts = [text_of(one) for key in ("type", "reasonCode", "serviceType") for one in parts(encounter, key)]
    return next((name for text in texts if (name := visit_name(text))), None)


def visit_of(resource: Resource, context: Context) -> str | None:
    """The study visit at which a resource was made."""
    if "encounter" not in resource:
        return None
    display = visit_name(word(part(resource, "encounter"), "display"))
    return display or encounter_visit(context.follow(resource, "encounter"))
