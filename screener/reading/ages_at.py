"""Reads an age at which something was so as a time after birth: "diagnosed before the age of 12", "by 36 hours of age"."""

from __future__ import annotations

from screener.reading.tags import Tag
from screener.reading.tags import covering

SIGNS = {"before": "<", "prior to": "<", "by": "", "until": ""}
_SIGNS = SIGNS | {word.capitalize(): sign for word, sign in SIGNS.items()}
_AGE = ("age",)
_UNITS = ("month", "week", "day", "hour")
_BEGUN = frozenset({"diagnosed", "identified", "confirmed", "documented", "onset", "beginning"})
_PEOPLE = frozenset({"POP", "SEX", "FORSEX", "TU", "NUM", "OR", "AND", "MUST"})


def at_ages(tags: list[Tag]) -> list[Tag]:
    """The tags with each age before or by which something was so made a time after birth; people "before 50" are aged so."""
    for at in range(len(tags) - 2, 0, -1):
        sign = _SIGNS.get(tags[at].text)
        if sign is None or tags[at].type == "CMP" or tags[at - 1].type in _PEOPLE:
            continue
        found = _age(tags, at + 1)
        if found is None:
            continue
        number, end, unit = found
        first = at - (at > 1 and tags[at - 1].text.lower() in _BEGUN)
        first -= at - first == 1 and first > 1 and tags[first - 1].type == "PREP" and tags[first - 1].text.lower() == "with"
        head = covering("WITHIN", tags[first:number], "next", tags[at].text)
        place = tags[number].end
        behind = tags[number + 1 : end]
        time = covering("TU", behind, unit, f"{unit}s") if behind else Tag("TU", place, place, unit, "")
        last = time.end
        signs = [Tag("CMP", tags[number].start, tags[number].start, sign, sign)] if sign else []
        born = [Tag("AFTER", last, last, "after", "after"), Tag("ANCHOR", last, last, "birth", "birth")]
        tags = [*tags[:first], head, *signs, tags[number], time, *born, *tags[end:]]
    return tags


def _age(tags: list[Tag], at: int) -> tuple[int, int, str] | None:
    """The place of an age's number, the place behind the age, and its unit."""
    while at < len(tags) and tags[at].type == "FILL":
        at += 1
    named = at < len(tags) and tags[at].type == "MEAS" and tags[at].value == _AGE
    at += named
    if named and at < len(tags) and tags[at].type == "PREP" and tags[at].text.lower() == "of":
        at += 1
    if at >= len(tags) or tags[at].type != "NUM":
        return None
    end, unit = at + 1, "year"
    if end < len(tags) and tags[end].type == "AGEW":
        unit = next((one for one in _UNITS if tags[end].text.lower().startswith(one)), "year")
        return at, end + 1, unit
    if end < len(tags) and tags[end].type == "TU":
        unit, end = str(tags[end].value), end + 1
        if end < len(tags) and (tags[end].type == "AGESUF" or (tags[end].type == "MEAS" and tags[end].value == _AGE)):
            return at, end + 1, unit
    return (at, end, unit) if named and not (end < len(tags) and tags[end].type in {"UNIT", "DASH"}) else None
