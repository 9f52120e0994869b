"""Other whole names of the same thing: a name without what records add to it and what changes nothing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LOINC = re.compile(
    r"(?P<name>.+?) \[(?:Mass/volume|Moles/volume|#/volume|Enzymatic activity/volume|Units/volume|Volume Fraction)\]"
    r"(?: in (?:Blood|Serum or Plasma|Serum, Plasma or Blood|Serum|Plasma|Venous blood))?(?: by .+)?",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?P<name>.+?)[ ,:-]+(?:total score|score|level|value|measurement)", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)(?P<rest>[^()]*)")
_SEVERITY = re.compile(
    r"(?P<severity>mild|moderate|severe|moderate[ -]to[ -]severe|mild[ -]to[ -]moderate)[ ,]+(?P<name>.+)",
    re.IGNORECASE,
)


def plainer(name: str) -> Iterator[str]:
    """The names of a measure without LOINC's property and specimen, or without a closing "score" or "level"."""
    if found := _LOINC.fullmatch(name):
        yield found["name"]
    if found := _ENDING.fullmatch(name):
        yield found["name"]


def bracketed(name: str) -> tuple[str, str] | None:
    """The two names of "Eczema Area and Severity Index (EASI)"; each must by itself name the thing."""
    found = _BRACKETED.fullmatch(name)
    if not found:
        return None
    return f"{found['outer']}{found['rest']}".strip(), found["inner"].strip()


def graded(name: str) -> tuple[str, str] | None:
    """The severity that a condition's name begins with, and the name after it."""
    found = _SEVERITY.fullmatch(name)
    return (re.sub(r"[ -]+", " ", found["severity"].lower()), found["name"]) if found else None
