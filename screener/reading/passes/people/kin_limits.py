"""Reads "maternal age ≥ 18 years" and "donor hemoglobin ≥ 13 g/dL" as a number of that person, never of the candidate."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_BETWEEN = frozenset({"is", "are", "be", "must be", "should be", "must", "should", "of", "aged", "a", "the", ":"})
_AMOUNT = frozenset({"CMP", "NUM", "UNIT", "TU", "AGEW", "AGESUF", "POST", "RDASH", "DASH", "BETW", "AND", "ULN", "TIMES"})
_ENDS = frozenset({"STOP", "SEMI", "COLON", "RP"})
_SIGNS = frozenset({"<", "<=", ">", ">="})
_UNITS = ("month", "week", "day", "hour")


def kin_limit(tags: list[Tag], at: int) -> list[Tag] | None:
    """The tags with such a person, and the measure behind, made one name of a measure; None where more is told of them."""
    last = at
    if at + 1 < len(tags) and tags[at + 1].type == "MEAS":
        last += 1
    first = last + 1
    while first < len(tags) and tags[first].text.lower() in _BETWEEN:
        first += 1
    end = first
    while end < len(tags) and (tags[end].type in _AMOUNT or plays(tags[end], "BETW") or _to(tags, end)):
        end += 1
    amount = tags[first:end]
    goes_on = end < len(tags) and tags[end].type not in _ENDS and not (tags[end].type in {"OR", "AND"} and end + 1 == len(tags))
    if goes_on or not any(tag.type == "NUM" for tag in amount):
        return None
    if not any(tag.type in {"UNIT", "TU", "AGEW"} for tag in amount):
        if tags[last].value != ("age",):
            return None
        place = amount[-1].end
        amount.append(Tag("TU", place, place, "year", "years"))
    for tag in tags[last + 1 : first]:
        tag.state = "filler"
    name = covering("TEXT", tags[at : last + 1], "their own")
    return [*tags[:at], name, *_timed(amount), *tags[end:]]


def _to(tags: list[Tag], at: int) -> bool:
    """Whether a range goes on there, or another limit."""
    word = tags[at].text.lower()
    after = tags[at + 1] if at + 1 < len(tags) else None
    return (word in {"to", "and"} and plays(after, "NUM")) or (word == "or" and plays(after, "CMP"))


def _timed(amount: list[Tag]) -> list[Tag]:
    """The amount with words of age made plain time, so that it is not taken for the candidate's."""
    made: list[Tag] = []
    for tag in amount:
        if tag.type == "AGEW":
            tag.value = next((one for one in _UNITS if tag.text.lower().startswith(one)), "year")
            tag.type, tag.others, tag.text = "TU", (), f"{tag.value}s"
        if tag.type == "AGESUF":
            tag.state = "compiled"
            continue
        if tag.type in {"POST", "CMP"} and str(tag.value) in _SIGNS:
            tag.text = str(tag.value)
        made.append(tag)
    if made[0].type == "NUM" and sum(tag.type == "NUM" for tag in made) > 1:
        made.insert(0, Tag("BETW", made[0].start, made[0].start, "between", "between"))
    return made
