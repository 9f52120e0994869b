"""Reads a blood pressure that is told again: "> 180/110 (systolic above 180 or diastolic above 110)", "brought below 180/110"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

BROUGHT = frozenset({"brought", "lowered", "reduced", "decreased", "falls", "drops"})
_EITHER = ("blood-pressure",)
_BY = frozenset({"by", "with"})
_MEANS = frozenset({"TEXT", "TREATN", "DRUG", "SEV", "FILL", "DASH", "COND"})
_AGAIN = frozenset({"MEAS", "CMP", "NUM", "UNIT", "OR", "AND"})
_AMOUNT = frozenset({"NUM", "UNIT", "SLASH"})


def pressures_again(tags: list[Tag]) -> list[Tag]:
    """The tags without a bracket behind a pair of pressures that only gives both of its numbers again, each with its name."""
    for at in range(4, len(tags) - 5):
        if tags[at].type != "LP":
            continue
        pair = tags[at - 4 : at - 1] if tags[at - 1].type == "UNIT" else tags[at - 3 : at]
        end = next((place for place in range(at, len(tags)) if tags[place].type == "RP"), 0)
        if _pair(pair, 0) and _same(pair, tags[at + 1 : end]):
            for tag in tags[at : end + 1]:
                tag.state = "compiled"
            tags[at - 1].end = tags[end].end  # the limit is said there too
            return [*tags[:at], *pressures_again(tags[end + 1 :])]
    return tags


def _same(pair: list[Tag], inside: list[Tag]) -> bool:
    """Whether the bracket names the systolic pressure first, then the diastolic, with the numbers of the pair."""
    sides = [tag.value for tag in inside if tag.type == "MEAS"]
    numbers = [tag.value for tag in inside if tag.type == "NUM"]
    plain = all(tag.type in _AGAIN for tag in inside) and sides == [("systolic-blood-pressure",), ("diastolic-blood-pressure",)]
    return plain and numbers == [pair[0].value, pair[2].value]


def _pair(tags: list[Tag], at: int) -> bool:
    return [tag.type for tag in tags[at : at + 3]] == ["NUM", "SLASH", "NUM"]


def brought_to(tags: list[Tag]) -> list[Tag]:
    """The tags without "brought" between a measure and its limit; how it is brought there is kept as words behind the limit."""
    for at in range(2, len(tags) - 2):
        if tags[at].text.lower() not in BROUGHT or tags[at + 1].type != "CMP":
            continue
        measure = next((tag for tag in tags[at - 2 : at] if tag.type == "MEAS"), None)
        if measure is None or tags[at - 1].type not in {"MEAS", "FILL"} or (measure.value == _EITHER and not _pair(tags, at + 2)):
            continue  # "the blood pressure is brought below 170" names no side
        if not any(tag.type == "IF" for tag in tags[:at]):
            continue
        tags[at].state = "filler"
        end = next((place for place in range(at + 2, len(tags)) if tags[place].type not in _AMOUNT), len(tags))
        last = next((place for place in range(end + 1, len(tags)) if tags[place].type not in _MEANS), len(tags))
        told = last > end + 1 and tags[end].text.lower() in _BY
        how = [behind(tags[end:last], "description")] if told else []
        return [*tags[:at], *tags[at + 1 : end], *how, *brought_to(tags[last if told else end :])]
    return tags
