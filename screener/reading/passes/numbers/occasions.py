"""Reads "on two occasions" and "in at least 3 joints" behind a limit as how many times, or in how many places, it holds."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import telling

_WORDS = frozenset({"on", "in", "at", "during", "confirmed on", "measured on", "for"})
_TIMES = frozenset({
    "occasions", "measurements", "readings", "determinations", "tests", "visits", "samples", "scans", "assessments",
    "examinations", "evaluations", "recordings", "specimens", "draws", "checks", "repeats",
})  # fmt: skip
_PLACES = frozenset({
    "sites", "site", "directions", "items", "item", "joints", "joint", "leads", "domains", "areas", "teeth", "vessels",
})  # fmt: skip
_BETWEEN = frozenset({
    "separate", "different", "consecutive", "distinct", "successive", "independent", "contiguous", "blood", "repeat",
})  # fmt: skip
_VALUES = frozenset({"levels", "values", "results", "concentrations"})
NOUNS = _TIMES | _PLACES | _VALUES
"""What is counted, in the words of a whole tag."""
_OPENS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "LP", "IE", "AND", "OR", "TREAT", "KNOWN", "HIST"})
_LIMITED = frozenset({"TEXT", "UNIT", "NUM", "POST", "ULN", "RESULT", "MEAS", "MEASN", "RP", "RELTO"})
_FEW = 20


def occasions(tags: list[Tag]) -> list[Tag]:
    """The tags with each number of occasions or places made one qualifier, whose further role holds its amount and noun."""
    for at in range(len(tags) - 2):
        if tags[at].type == "NUM" and (named := _measured_ahead(tags, at)) is not None:
            return [*tags[:at], telling("occasions", tags[at : at + 1], (None, tags[at], named)), *occasions(tags[at + 1 :])]
        if not at or tags[at].text.lower() not in _WORDS or tags[at - 1].type not in _LIMITED:
            continue
        number = at + 1 + plays(tags[at + 1], "CMP")
        if number >= len(tags) or tags[number].type != "NUM" or not _few(tags[number]):
            continue
        noun = number + 1 + (number + 1 < len(tags) and tags[number + 1].type == "POST")
        while noun < len(tags) and tags[noun].text.lower() in _BETWEEN:
            noun += 1
        if noun >= len(tags) or not _counted(tags[noun], signed=number > at + 1):
            continue
        sign = tags[at + 1] if number > at + 1 else None
        whole = telling("occasions", tags[at : noun + 1], (sign, tags[number], tags[noun]))
        return [*tags[:at], whole, *occasions(tags[noun + 1 :])]
    return tags


def _measured_ahead(tags: list[Tag], at: int) -> Tag | None:
    """The noun of "two fasting glucose measurements ≥ 126 mg/dL", where a sign or what tells how far apart follows it."""
    if not _few(tags[at]) or tags[at].value == 1 or (at and tags[at - 1].type not in _OPENS):
        return None
    name = at + 1 + (tags[at + 1].text.lower() in _BETWEEN)
    noun = name + 1
    if noun + 1 >= len(tags) or tags[name].type != "MEAS" or tags[noun].text.lower() not in _TIMES | _VALUES:
        return None
    return tags[noun] if plays(tags[noun + 1], "CMP") or tags[noun + 1].value == "apart" else None


def _few(tag: Tag) -> bool:
    return isinstance(tag.value, Decimal) and 1 <= tag.value <= _FEW and tag.value == int(tag.value)


def _counted(tag: Tag, *, signed: bool) -> bool:
    """Whether a noun counts occasions, or behind a sign places."""
    said = tag.text.lower()
    return said in _TIMES or (signed and said in _PLACES)
