"""Parts the tags of an item into its sentences."""

from __future__ import annotations

from screener.reading.sentence_roles import begins_sentence
from screener.reading.tags import Tag

_ENDS = frozenset({"STOP", "SEMI"})
_DIGITS = 3
"""A list has fewer than a hundred items."""


def sentences_of(tags: list[Tag], text: str) -> list[list[Tag]]:
    """The tags of each sentence; a full stop in brackets ends none, a semicolon before a requirement ends one."""
    tags = _unnumbered(tags)
    opens = sum(tag.type == "LP" for tag in tags)
    bracketed = 0 < opens == sum(tag.type == "RP" for tag in tags)
    found: list[list[Tag]] = []
    depth = 0
    ended = True
    for tag in tags:
        if ended:
            found.append([])
        found[-1].append(tag)
        depth += (tag.type == "LP") - (tag.type == "RP") if bracketed else 0
        if tag.type in {"SEMI", "DASH"} and depth <= 0 and begins_sentence(text[tag.end : tag.end + 160]):
            tag.type = "STOP"
        ended = tag.type == "STOP" and depth <= 0
    return found


def _unnumbered(tags: list[Tag]) -> list[Tag]:
    """The tags without the numbers of a list that runs on in one item: "HIV infection; 14. Cirrhosis"."""
    kept: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        numbers = tag.type == "NUM" and tag.text.isdigit() and len(tag.text) < _DIGITS
        if numbers and _point(tags, at + 1, first=not kept) and (not kept or kept[-1].type in _ENDS):
            tag.state = "compiled"
            if kept:
                kept[-1].type = "STOP"
            at += 2
            continue
        kept.append(tag)
        at += 1
    return kept


def _point(tags: list[Tag], at: int, *, first: bool) -> bool:
    """Whether a full stop stands here, or at the start of an item a point that its words follow without a space."""
    if at >= len(tags):
        return False
    glued = first and tags[at].text == "." and at + 1 < len(tags) and tags[at + 1].type != "NUM"
    return tags[at].type == "STOP" or glued
