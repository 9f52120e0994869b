"""Reads an age at which something was so as a time after birth: "diagnosed before the age of 12", "by 36 hours of age".

So is an age behind what a relative had or died of: "family history of stroke at < 50 years of age", "sudden death under 40".
"""

from __future__ import annotations

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

SIGNS = {"before": "<", "prior to": "<", "by": "", "until": ""}
_SIGNS = SIGNS | {word.capitalize(): sign for word, sign in SIGNS.items()}
_AGE = ("age",)
_DEATH = ("death", "deaths")
_KIN = frozenset({"relative", "relatives", "parent", "parents", "father", "mother", "brother", "brothers", "sibling", "siblings"})
_UNITS = ("month", "week", "day", "hour")
_BEGUN = frozenset({"diagnosed", "identified", "confirmed", "documented", "onset", "beginning"})
_PEOPLE = frozenset({"POP", "SEX", "FORSEX", "TU", "NUM", "OR", "AND", "MUST"})


def at_ages(tags: list[Tag]) -> list[Tag]:
    """The tags with each age before or by which something was so made a time after birth; people "before 50" are aged so."""
    for at in range(len(tags) - 2, 0, -1):
        sign = _SIGNS.get(tags[at].text)
        if tags[at].type == "CMP":
            sign = _theirs(tags, at)
            found = _age(tags, at + 1) or _named_before(tags, at) if sign is not None else None
        else:
            found = _age(tags, at + 1) if sign is not None and tags[at - 1].type not in _PEOPLE else None
        if found is None or sign is None:
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


def _theirs(tags: list[Tag], at: int) -> str | None:
    """The sign of an age that stands right behind what a relative had, or behind a death."""
    if tags[_found(tags, at)].type != "COND" or tags[at].value not in {"<", "<="}:
        return None
    first, end = sentence_around(tags, at)
    kin = any(tag.type == "FAMILY" for tag in tags[first:end])
    return str(tags[at].value) if kin or tags[_found(tags, at)].text.lower().endswith(_DEATH) else None


def _found(tags: list[Tag], at: int) -> int:
    """The place of what stands before the sign of an age and its "at (age)"."""
    found = at - 1
    while found > 0 and (tags[found].text.lower() == "at" or tags[found].value == _AGE or tags[found].type == "FILL"):
        found -= 1
    return found


def _named_before(tags: list[Tag], at: int) -> tuple[int, int, str] | None:
    """An age whose name stands before its sign: "at age < 40 years"."""
    if tags[at - 1].value != _AGE or at + 2 >= len(tags) or tags[at + 1].type != "NUM" or tags[at + 2].type != "TU":
        return None
    tags[at - 1].type, tags[at - 1].others, tags[at - 1].state = "FILL", (), "compiled"
    return at + 1, at + 3, str(tags[at + 2].value)


def their_ages(tags: list[Tag]) -> list[Tag]:
    """The tags with a bracket that tells how old relatives were when they had something ("(< 55 years in brothers)") asked."""
    for at in range(1, len(tags) - 3):
        if tags[at].type != "LP" or tags[at - 1].type != "COND" or tags[at + 1].type != "CMP" or tags[at + 2].type != "NUM":
            continue
        end = next((place for place in range(at, len(tags)) if tags[place].type == "RP"), 0)
        first, _ = sentence_around(tags, at)
        words = {word for tag in tags[at:end] for word in tag.text.lower().split()}
        if end and not words.isdisjoint(_KIN) and any(tag.type == "FAMILY" for tag in tags[first:at]):
            return [*tags[: at + 1], covering("JUDGED", tags[at + 1 : end], "kin"), *tags[end:]]
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
