"""Reads "of ≤ 6 months' duration" as how long something has lasted, never as an age."""

from __future__ import annotations

from screener.reading.tags import Tag

DURATION = frozenset({"duration", "in duration"})
_AMOUNT = frozenset({"NUM", "CMP", "TU", "DASH", "RDASH", "BETW", "POST", "AND"})


def lengths(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" before a time that "duration" follows; an apostrophe between them is layout."""
    made: list[Tag] = []
    for tag in tags:
        if _says(tag) and made:
            if made[-1].type == "MARK" and made[-1].text in {"'", "’"} and len(made) > 1 and made[-2].type == "TU":
                made.pop()
            if made[-1].type == "TU":
                _put_for(made)
        made.append(tag)
    return made


def _says(tag: Tag) -> bool:
    return tag.text.lower() in DURATION


def _put_for(made: list[Tag]) -> None:
    """Puts a bare "for" before the amount that ends the tags, where only "of" or a comma stands before it."""
    first = len(made)
    while first and made[first - 1].type in _AMOUNT:
        first -= 1
    if first < 2 or made[first - 1].type != "PREP" or made[first - 2].type != "COMMA":
        return
    place = made[first].start
    made.insert(first, Tag("FORT", place, place, "for", ""))
