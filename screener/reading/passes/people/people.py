"""Takes tags, gives them with the measure named that a number straight behind people limits: their age, or their weight."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tags import Tag

_PEOPLE = frozenset({"POP", "SEX"})
_ENDS = frozenset({"STOP", "COMMA", "SEMI", "PREP", "RP", "WHICH", "AND", "OR"})
_LIMITS = frozenset({"LP", "BETW", "NUM", "CMP", "AGESUF"})
_OLDEST = 110


def people(tags: list[Tag]) -> list[Tag]:
    """The tags with an age or a weight named before "between 18 and 60", "(≥ 19 years)" and "< 5 kg" behind people."""
    if not any_of_type(tags, "POP", "SEX", "AGESUF"):
        return tags
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type not in _LIMITS:
            made.append(tag)
            continue
        before = _before(tags, at)
        if before is not None and _persons(before):
            if tag.type == "LP" and _bracketed_age(tags, at):
                made += [tag, _named("age", tag.end)]
                continue
            if tag.type in {"BETW", "NUM"} and _bare_ages(tags, at):
                made.append(_named("age", tag.start))
            elif tag.type == "CMP" and (weight := _weighed(before, tags, at)):
                made.append(_named(weight, tag.start))
        if tag.type == "AGESUF" and (before is None or _persons(before)) and _number(tags, at + 1):
            tag.be("MEAS", ("age",))
        made.append(tag)
    return made


def _persons(tag: Tag) -> bool:
    return tag.type in _PEOPLE or (tag.type == "STATE" and tag.value == ("healthy-volunteer",))


def _named(ident: str, at: int) -> Tag:
    return Tag("MEAS", at, at, (ident,), "", state="compiled")


def _before(tags: list[Tag], at: int) -> Tag | None:
    back = at - 1
    while back >= 0 and tags[back].type == "FILL":
        back -= 1
    return tags[back] if back >= 0 else None


def _number(tags: list[Tag], at: int) -> bool:
    return at < len(tags) and tags[at].type in {"NUM", "CMP", "BETW"}


def _bracketed_age(tags: list[Tag], at: int) -> bool:
    """Whether a bracket holds a number of years and nothing else."""
    end = at + 1
    while end < len(tags) and tags[end].type in {"CMP", "NUM", "DASH", "TU", "POST", "AGEW", "BETW", "AND", "PREP"}:
        end += 1
    inside = tags[at + 1 : end]
    closed = end < len(tags) and tags[end].type == "RP"
    years = any(tag.type in {"TU", "AGEW"} and tag.value == "year" for tag in inside)
    return closed and years and sum(tag.type == "NUM" for tag in inside) <= 2


def _bare_ages(tags: list[Tag], at: int) -> bool:
    """Whether two numbers without a unit follow that can be ages."""
    at += tags[at].type == "BETW"
    low, join, high = [*tags[at : at + 3], None, None, None][:3]
    if low is None or join is None or high is None or low.type != "NUM" or high.type != "NUM":
        return False
    joined = join.type in {"DASH", "AND"} or join.text.lower() in {"to", "through"}
    after = tags[at + 3] if at + 3 < len(tags) else None
    plain = all(tag.value == int(tag.value) for tag in (low, high))  # type: ignore[call-overload]
    return joined and plain and 0 < low.value < high.value <= _OLDEST and (after is None or after.type in _ENDS)  # type: ignore[operator]


_NEWBORN = ("infant", "neonat", "newborn", "preterm", "premature", "bab")


def _weighed(people: Tag, tags: list[Tag], at: int) -> str:
    """The weight that a number of kilograms (of grams for the newborn) sets; nothing where words say what is weighed."""
    if at + 2 >= len(tags) or tags[at + 1].type != "NUM" or tags[at + 2].value not in {"kg", "g"}:
        return ""
    newborn = any(word in people.text.lower() for word in _NEWBORN)
    if tags[at + 2].value == "g" and not newborn:
        return ""
    after = tags[at + 3] if at + 3 < len(tags) else None
    born = at + 4 < len(tags) and tags[at + 3].text.lower() == "at" and tags[at + 4].text.lower() == "birth"
    if born and newborn:
        return "birth-weight"
    return "weight" if after is None or after.type in _ENDS - {"PREP"} else ""
