"""Reads "≤ 2.5 x ULN or up to 5 x ULN" as two limits: "or up" alone would mean that and more."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

OR_UP = "or up"


def or_up_to(tags: list[Tag]) -> list[Tag]:
    """The tags with "or up" and "to" before a number made "or" and a sign."""
    for at in range(len(tags) - 2):
        word, to, number = tags[at : at + 3]
        if word.type == "POST" and word.text.lower() == OR_UP and to.text.lower() == "to" and number.type == "NUM":
            both = Tag("OR", word.start, word.start + 2, None, word.text[:2])
            sign = Tag("CMP", word.end - 2, to.end, "<=", "up to")
            word.state = to.state = "compiled"
            return [*tags[:at], both, sign, *or_up_to(tags[at + 2 :])]
    return tags
