"""Reads "no later than 4 weeks before screening": a day that far before it at the latest, so at least as long ago."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

DENIES = frozenset({"no", "not", "should not", "must not", "may not", "cannot", "can not", "should not be", "must not be"})
_BEFORE = frozenset({"PRIOR", "AGO"})
_BRACKET = ["LP", "NUM", "TU", "RP"]
_REACH = 9


def no_later(tags: list[Tag]) -> list[Tag]:
    """The tags with "no later than" and "not earlier than" before a length of time made its sign."""
    at = 0
    while at + 4 < len(tags):
        if tags[at].text.lower() not in DENIES:
            at += 1
            continue
        sign = at + 1 + (tags[at + 1].text.lower() == "be")  # "the scan should not be older than 3 months"
        said = tags[sign].text.lower().split()
        first = sign + 1 + (said[-1:] != ["than"])
        worded = [*said, *(tag.text.lower() for tag in tags[sign + 1 : first])]
        if worded in (["later", "than"], ["earlier", "than"]) or (worded == ["older", "than"] and _of_record(tags, at)):
            time = first + 1
            if time < len(tags) and tags[first].type == "NUM" and tags[time].type == "TU":
                tags = [*tags[:at], _sign(tags, at, first, worded[0]), *tags[first:]]
        at += 1
    return tags


_RECORDS = frozenset({"PROC", "PROCN", "MEAS", "MEASN"})


def _of_record(tags: list[Tag], at: int) -> bool:
    """Whether an examination stands before "not older than", and no age."""
    before = next((tag for tag in reversed(tags[:at]) if tag.type not in {"FILL", "NEG"}), None)
    return before is not None and before.type in _RECORDS and before.value != ("age",)


def _sign(tags: list[Tag], at: int, first: int, word: str) -> Tag:
    """The sign of a time before something, or "within" for one that must not be longer."""
    text = f"no {word} than"
    if word == "older":
        return covering("WITHIN", tags[at:first], "last", text)
    if word == "later" and _other_end(tags, at):
        return covering("CMP", tags[at:first], "<=", text)
    least = (word == "later") == _counted_back(tags, first + 2)
    return covering("CMP", tags[at:first], ">=", text) if least else covering("WITHIN", tags[at:first], "last", text)


def _counted_back(tags: list[Tag], at: int) -> bool:
    """Whether "before" follows, perhaps behind the time again in a bracket."""
    if [tag.type for tag in tags[at : at + 4]] == _BRACKET:
        at += 4
    return at < len(tags) and tags[at].type in _BEFORE


def _other_end(tags: list[Tag], at: int) -> bool:
    """Whether the least time stands before "and", of which this is then the most ("at least 4 and no later than 12 weeks")."""
    if not at or tags[at - 1].type != "AND":
        return False
    return any(plays(tag, "CMP") and tag.value in {">=", ">"} for tag in tags[max(0, at - _REACH) : at])
