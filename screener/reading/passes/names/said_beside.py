"""Keeps words beside a head with it: "BMI for age and sex", how sensitive a test is, the joint that is injected."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

SENSITIVE = frozenset({"sensitivity", "sensitivity of", "sensitive to"})
"""How well a test finds something."""
_FOR = frozenset({"age", "gender", "sex", "height", "their age", "ethnicity"})
_BETWEEN = frozenset({"AND", "COMMA", "SLASH", "DASH", "FILL"})
_PLACE = frozenset({"TEXT", "SEV", "FILL", "CONDN", "DASH"})
_ENDS = frozenset({"WITHIN", "STOP", "COMMA", "SEMI", "OR", "AND", "RP"})
_STANDARDS = ("z", "sd", "percentile", "centile", "%", "standard dev")
_LONGEST = 14


def standards(tags: list[Tag]) -> list[Tag]:
    """The tags with "for age and sex" between a measure and its number made part of the measure's name."""
    for at in range(len(tags) - 3):
        if tags[at].type != "MEAS" or tags[at].value == ("age",) or tags[at + 1].text.lower() not in {"for", "-", "–"}:
            continue
        end = at + 2
        if tags[end].text.lower() == "for":
            end += 1 + (tags[end + 1].type == "DASH")
        first = end
        while end < len(tags) and (tags[end].text.lower() in _FOR or tags[end].type in _BETWEEN):
            end += 1
        while end > first and tags[end - 1].text.lower() not in _FOR:
            end -= 1
        if end == first or tags[first].text.lower() not in _FOR or not _numbered(tags, end):
            continue
        for tag in tags[at + 1 : end]:
            tag.state = "compiled"
        return [*tags[:at], covering("MEAS", tags[at:end], tags[at].value), *standards(tags[end:])]
    return tags


def _numbered(tags: list[Tag], at: int) -> bool:
    """Whether a sign or number of such a standard follows, perhaps behind "of"."""
    at += at < len(tags) and tags[at].type == "PREP"
    if at >= len(tags) or tags[at].type not in {"CMP", "NUM", "BETW"}:
        return False
    return any(tag.value == "{percentile}" or tag.text.lower().startswith(_STANDARDS) for tag in tags[at : at + 6])


def sensitivities(tags: list[Tag]) -> list[Tag]:
    """The tags with a bracket that tells how sensitive a test is kept with the test, and no allergy."""
    for at, tag in enumerate(tags):
        if tag.type != "LP" or not at or tags[at - 1].type not in {"MEAS", "MEASN", "TEXT", "RESULT", "PROC"}:
            continue
        if not any(one.text.lower() in SENSITIVE for one in tags[at + 1 : at + 4]):
            continue
        end = next((place for place in range(at, min(len(tags), at + _LONGEST)) if tags[place].type == "RP"), 0)
        if not end or not any(one.type == "NUM" for one in tags[at:end]):
            continue
        tag.state = tags[end].state = "compiled"
        return [*tags[:at], behind(tags[at + 1 : end], "description"), *sensitivities(tags[end + 1 :])]
    return tags


def places_of(tags: list[Tag]) -> list[Tag]:
    """The tags with what is injected behind "injection of" a drug before it made words that tell where."""
    for at in range(1, len(tags) - 1):
        if tags[at].type != "ROUTE" or tags[at - 1].type != "DRUG" or not tags[at].text.lower().endswith(" of"):
            continue
        end = at + 1
        while end < len(tags) and tags[end].type in _PLACE:
            end += 1
        if end > at + 1 and (end == len(tags) or tags[end].type in _ENDS):
            return [*tags[: at + 1], behind(tags[at + 1 : end]), *places_of(tags[end:])]
    return tags
