"""Reads "by the Cockcroft-Gault equation" as how a value was found, which a person confirms."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_BEFORE = frozenset({"PREP", "ACCORD", "FILL"})
_NAMED = _BEFORE | {"MEAS", "MEASN", "RP"}
_USED = frozenset({"by", "using", "the", "with", "per", "via"})
_NOUNS = frozenset({
    "equation", "formula", "method", "calculation", "creatinine", "equations", "estimation", "estimate", "chart", "charts",
})  # fmt: skip


def formulas(tags: list[Tag]) -> list[Tag]:
    """The tags with the name of a formula, the preposition before it and the noun behind it made one word of the description."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        if tags[at].type != "FORMULA":
            made.append(tags[at])
            at += 1
            continue
        end = _end(tags, at)
        first = len(made)
        if end < len(tags) and tags[end].type in {"CMP", "DASH"} and not (made and made[-1].type in _NAMED):
            tags[at].type, tags[at].value = "TEXT", tags[at].text.lower()  # "MDRD < 60 mL/min": the name of what it gives
            made.append(tags[at])
            at += 1
            continue
        while first and made[first - 1].type in _BEFORE and _leads(made[first - 1]):
            first -= 1
        parts = [*made[first:], *tags[at:end]]
        del made[first:]
        made.append(covering("SEV", parts, "criteria-set"))
        at = end
    return made


def _leads(tag: Tag) -> bool:
    """Whether a word before a formula only says that it was used."""
    return tag.type == "ACCORD" or tag.text.lower().removesuffix(" the") in _USED


def _end(tags: list[Tag], at: int) -> int:
    """The place behind the formula, its abbreviation in a bracket and the nouns that follow."""
    end = at + 1
    bracket = [tag.type for tag in tags[end : end + 3]]
    if bracket == ["LP", "FORMULA", "RP"] or (bracket == ["LP", "TEXT", "RP"] and tags[at].text.lower().endswith("study")):
        end += 3
    while end < len(tags) and (tags[end].text.lower() in _NOUNS or _names(tags, end)):
        end += 1
    return end


def _names(tags: list[Tag], at: int) -> bool:
    """Whether the year of a formula or what it gives stands there before the noun ("CKD-EPI 2009 equation")."""
    named = tags[at].type == "MEAS" or (tags[at].type == "NUM" and len(tags[at].text) == 4)
    return named and at + 1 < len(tags) and tags[at + 1].text.lower() in _NOUNS
