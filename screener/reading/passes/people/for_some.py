"""Reads "for HIV-positive patients" behind a denial or a limit as a condition: it tells whom that concerns."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_SAYS = frozenset({"NEG", "NUM", "ULN", "NAIVE"})


def for_some(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" and "in" before such people made a condition."""
    said = False
    for at, tag in enumerate(tags):
        if tag.type in _SAYS:
            said = True
        elif tag.type in {"STOP", "SEMI"}:
            said = False
        elif said and tag.type == "PREP" and tag.value in {"for", "in"} and _people(tags, at + 1):
            tag.be("IF", "if")
    return tags


def _people(tags: list[Tag], at: int) -> bool:
    """Whether a finding stands here right before the people who have it, with nothing but the end behind them."""
    if at + 1 >= len(tags) or tags[at].type != "COND" or tags[at + 1].type != "POP" or " " in tags[at + 1].text.strip():
        return False
    return at + 2 >= len(tags) or tags[at + 2].type in {"STOP", "SEMI", "COMMA", "RP"}
