"""Takes out the letters that number a list within a sentence: "either a) two relapses or b) three lesions"."""

from __future__ import annotations

from screener.reading.tags import Tag

_BEFORE = frozenset({"COMMA", "SEMI", "COLON", "OR", "AND", "EITHER", "STOP", "NOF", "IE", "SLASH"})


def letters_listed(tags: list[Tag]) -> list[Tag]:
    """The tags without each lone letter before a bracket that only closes, which counts as read."""
    for at, tag in enumerate(tags):
        if tag.type != "RP" or not at or not _letter(tags, at - 1) or _opened(tags, at):
            continue
        for mark in tags[at - 1 : at + 1]:
            mark.state = "compiled"
        return [*tags[: at - 1], *letters_listed(tags[at + 1 :])]
    return tags


def _opened(tags: list[Tag], end: int) -> bool:
    """Whether a bracket opens before that is still open there."""
    depth = 0
    for tag in tags[:end]:
        depth = depth + 1 if tag.type == "LP" else max(0, depth - (tag.type == "RP"))
    return depth > 0


def _letter(tags: list[Tag], at: int) -> bool:
    """Whether a lone letter stands where a member of a list begins."""
    alone = tags[at].type in {"TEXT", "FILL"} and len(tags[at].text) == 1 and tags[at].text.isalpha()
    return alone and (at == 0 or tags[at - 1].type in _BEFORE or tags[at - 1].text.lower() == "either")
