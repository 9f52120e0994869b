"""Gives two times of a list one place: "surgery within 4 weeks or heparin within 2 weeks before randomization"."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import WindowPhrase

_JOINS = frozenset({"OR", "AND", "COMMA"})
_ENDS = frozenset({"STOP", "SEMI", "COLON", "EXC", "IF", "MUST", "IE", "EG"})


def shared_places(tags: list[Tag]) -> list[Tag]:
    """The tags with each "within 4 weeks" counted back from the place of the next such time of its list."""
    later: WindowPhrase | None = None
    joined = False
    depth = 0
    for tag in reversed(tags):
        depth += (tag.type == "RP") - (tag.type == "LP")
        if depth:
            continue
        if tag.type in _ENDS:
            later = None
        elif tag.type in _JOINS:
            joined = True
        elif tag.type == "WINDOW" and isinstance(tag.value, WindowPhrase):
            if later is not None and joined and _placeless(tag.value):
                tag.value = replace(tag.value, anchor=later.anchor)
            else:
                later = tag.value if _placed(tag.value) else None
            joined = False
    return tags


def _within(phrase: WindowPhrase) -> bool:
    """Whether a time is a length with "within" before it, and no more than that."""
    if phrase.head is None or phrase.limit is None or phrase.also is not None:
        return False
    return phrase.head.type == "WITHIN" and phrase.head.text.lower() == "within"


def _placeless(phrase: WindowPhrase) -> bool:
    return _within(phrase) and phrase.anchor is None


def _placed(phrase: WindowPhrase) -> bool:
    """Whether a time is counted back from a known place."""
    anchor = phrase.anchor
    lasted = phrase.limit is not None and phrase.also is None and (phrase.head is None or phrase.head.type == "WITHIN")
    return lasted and anchor is not None and anchor.anchor is not None and anchor.preposition.type == "PRIOR"
