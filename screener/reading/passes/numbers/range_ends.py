"""Reads "(inclusive)" and "(exclusive)" behind the ends of a range: "between 18 (inclusive) and 65 (exclusive) years"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import is_amount
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_SAYS = ("inclusive", "exclusive", "included", "excluded")


def range_ends(tags: list[Tag]) -> list[Tag]:
    """The tags with the brackets at both ends of a range made signs, and one behind the whole range taken out of its bracket."""
    at = 0
    while at < len(tags):
        word = _word(tags, at)
        if not word:
            at += 1
            continue
        second = _second(tags, at + 3)
        if second and tags[at - 1].type in {"NUM", "UNIT", "TU"}:
            made = _signed(tags, at, second)
            if made is None:
                return tags
            tags, at = made
            continue
        for mark in (tags[at], tags[at + 2]):
            mark.state = "filler"
        aged = at + 3 < len(tags) and (tags[at + 3].type == "AGESUF" or tags[at + 3].could_be("AGESUF"))
        behind = [tags[at + 3], tags[at + 1]] if aged else [tags[at + 1]]  # "80 years (inclusive) of age"
        tags = [*tags[:at], *behind, *tags[at + 3 + aged :]]
        at += 1
    return tags


def ends_behind_brackets(tags: list[Tag]) -> list[Tag]:
    """The tags with "or more" behind an amount in another unit made the sign of the first ("1 pint (500 mL) or more")."""
    for at in range(2, len(tags) - 4):
        left, number, unit, right, post = tags[at : at + 5]
        bracketed = left.type == "LP" and number.type == "NUM" and unit.type in {"UNIT", "TEXT"} and right.type == "RP"
        ends = plays(post, "POST") and post.text.lower().startswith(("or ", "and "))
        if not bracketed or not ends or [tag.type for tag in tags[at - 2 : at]] != ["NUM", "UNIT"]:
            continue
        about = at > 2 and tags[at - 3].type == "CMP" and tags[at - 3].value == "~"
        if (at > 2 and plays(tags[at - 3], "CMP") and not about) or (unit.type == "TEXT" and unit.text.lower() not in _UNITS):
            continue
        if post.type != "POST":
            post.become("POST")
        parts = (post, tags[at - 3]) if about else (post,)
        start = tags[at - 2].start
        sign = Tag("CMP", start, start, post.value, post.text, (("parts", parts),))
        for tag in tags[at : at + 4] if unit.type == "TEXT" else ():
            tag.state = "compiled"
        inside = tags[at : at + 4] if unit.type == "UNIT" else []
        return [*tags[: at - 2 - about], sign, *tags[at - 2 : at], *inside, *ends_behind_brackets(tags[at + 5 :])]
    return tags


_UNITS = frozenset({"unit", "units", "pint", "pints"})
"""Of blood, so many millilitres as its number before the bracket says."""


def _word(tags: list[Tag], at: int) -> str:
    """The word of a bracket that holds nothing else behind an amount; nothing where there is no such bracket."""
    if tags[at].type != "LP" or not at or at + 2 >= len(tags) or tags[at + 2].type != "RP" or not is_amount(tags[at - 1]):
        return ""
    said = tags[at + 1].text.lower()
    return said if said in _SAYS else ""


def _second(tags: list[Tag], at: int) -> int:
    """The place of the bracket behind the second end of a range; 0 where there is none."""
    joins = at + 1 < len(tags) and (tags[at].type in {"AND", "DASH"} or tags[at].text.lower() == "to")
    if not joins or tags[at + 1].type != "NUM":
        return 0
    end = at + 2
    while end < len(tags) and tags[end].type in {"UNIT", "TU"}:
        end += 1
    return end if end < len(tags) and _word(tags, end) else 0


def _signed(tags: list[Tag], first: int, second: int) -> tuple[list[Tag], int] | None:
    """The range as two limits, each with the sign that its bracket gives, and the place behind it."""
    start = first - 1
    while start and tags[start].type in {"UNIT", "TU"}:
        start -= 1
    if tags[start].type != "NUM":
        return None
    head = start - 1 if start and tags[start - 1].type == "BETW" else start
    low = _sign(tags[head:start] + tags[first : first + 3], tags[start].start, tags[first + 1].text, ">")
    joint = tags[first + 3]
    high = _sign(tags[second : second + 3], tags[first + 4].start, tags[second + 1].text, "<")
    if joint.type != "AND":
        joint.become("AND")
    made = [*tags[:head], low, *tags[start:first], joint, high, *tags[first + 4 : second], *tags[second + 3 :]]
    return made, len(made) - len(tags[second + 3 :])


def _sign(parts: list[Tag], at: int, word: str, sign: str) -> Tag:
    tag = Tag("CMP", at, at, sign if word.lower().startswith("ex") else f"{sign}=", sign)
    tag.others = (("parts", tuple(parts)),)
    return tag
