"""Takes the second "if" away where two conditions are joined: "may take part if A and if B"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag

AGAIN = frozenset({"if", "provided that", "provided", "unless"})


def if_again(tags: list[Tag]) -> list[Tag]:
    """The tags without an "if" behind "and" or "or" whose like stands before it, with no comma between and behind them."""
    for at in range(2, len(tags) - 1):
        word = tags[at]
        if word.type != "IF" or tags[at - 1].type not in {"AND", "OR"}:
            continue
        first, last = sentence_around(tags, at)
        before = next((place for place in range(at - 2, first - 1, -1) if tags[place].type == "IF"), -1)
        if before <= first or any(tag.type == "COMMA" for tag in tags[before:last]):
            continue
        if tags[before].text.lower() == word.text.lower() and tags[before].value == word.value:
            word.state = "compiled"
            return if_again([*tags[:at], *tags[at + 1 :]])
    return tags
