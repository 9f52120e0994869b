"""Gives a pair of blood pressures its two limits: "> 160/100 mmHg" is systolic above 160 or diastolic above 100."""

from __future__ import annotations

from screener.reading.tags import Tag

_WHOLE = ("blood-pressure",)
_ABOVE = frozenset({">", ">="})


def paired(tags: list[Tag]) -> list[Tag]:
    """The tags with each pair behind a blood pressure and a sign made two limits.

    Above a pair one of the two is enough; below it both have to be.
    """
    for at in range(len(tags) - 4):
        if tags[at].type == "MEAS" and tags[at].value == _WHOLE:
            sign = at + 1
            if _sign(tags[sign]) and _pair(tags[sign + 1 : sign + 4]):
                return [*tags[:at], *_two(tags[at : sign + 5]), *paired(tags[sign + 5 :])]
    return tags


def _sign(tag: Tag) -> bool:
    return (tag.type == "CMP" or tag.could_be("CMP")) and tag.value in {">", ">=", "<", "<="}


def _pair(tags: list[Tag]) -> bool:
    return [tag.type for tag in tags] == ["NUM", "SLASH", "NUM"]


def _two(tags: list[Tag]) -> list[Tag]:
    name, sign, first, slash, second = tags[:5]
    rest = tags[5:]
    unit = rest[0] if rest and rest[0].type == "UNIT" else None
    slash.state = "compiled"
    if sign.type != "CMP":
        sign.become("CMP")
    joined = Tag("OR" if sign.value in _ABOVE else "AND", slash.start, slash.start, "or", "")
    again = Tag("CMP", slash.start, slash.end, sign.value, sign.text)
    systolic = Tag("MEAS", name.start, name.end, ("systolic-blood-pressure",), name.text)
    diastolic = Tag("MEAS", slash.start, slash.end, ("diastolic-blood-pressure",), slash.text)
    name.state = "compiled"
    units = [Tag("UNIT", unit.start, unit.end, unit.value, unit.text)] if unit is not None else []
    return [systolic, sign, first, *units, joined, diastolic, again, second, *rest]
