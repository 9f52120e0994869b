"""Reads one temperature in both degrees: "≥ 38 °C / 100.4 °F" is a limit in either, as "≥ 38 °C (100.4 °F)" is."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tags import Tag

FAHRENHEIT = frozenset({
    "°f", "° f", "ºf", "º f", "˚f", "˚ f", "f", "deg f", "degf", "degrees f", "℉", "fahrenheit", "degrees fahrenheit",
})  # fmt: skip
"""How degrees Fahrenheit are written."""
_JOINS = frozenset({"SLASH", "OR", "COMMA"})
_DEGREES = {"Cel", "[degF]"}
_NEAR = Decimal("0.2")


def both_degrees(tags: list[Tag]) -> list[Tag]:
    """The tags with the sign of a temperature said again before the same one in the other degrees."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        made.append(tag)
        if at < 3 or at + 2 >= len(tags) or tag.type not in _JOINS:
            continue
        sign, *one = tags[at - 3 : at]
        other = tags[at + 1 : at + 3]
        if sign.type == "CMP" and _same(one, other):
            tag.type = "OR"
            made.append(Tag("CMP", other[0].start, other[0].start, sign.value, sign.text, state="compiled"))
    return made


def _same(one: list[Tag], other: list[Tag]) -> bool:
    """Whether two amounts are the same temperature in both degrees, as near as tenths of one can be."""
    if [tag.type for tag in (*one, *other)] != ["NUM", "UNIT", "NUM", "UNIT"] or {one[1].value, other[1].value} != _DEGREES:
        return False
    celsius, fahrenheit = (one[0], other[0]) if one[1].value == "Cel" else (other[0], one[0])
    if not isinstance(celsius.value, Decimal) or not isinstance(fahrenheit.value, Decimal):
        return False
    return abs(celsius.value * 9 / 5 + 32 - fahrenheit.value) <= _NEAR
