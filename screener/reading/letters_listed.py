"""Takes out what numbers a list within a sentence: "either a) two relapses or b) three lesions", "(i) asthma; (ii) gout"."""

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


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LETTERS = tuple("abcdefghij")
_DIGITS = tuple("123456789")
NUMBERING = frozenset({"b", "ii", "2"})
"""One of these is there wherever a list is numbered in brackets."""


def numbered_in_brackets(tags: list[Tag]) -> list[Tag]:
    """The tags without the bracketed numbers that stand where members begin, each the next after the one before."""
    places = [at for at in range(len(tags) - 3) if _bracketed(tags, at)]
    for series in (_LETTERS, _ROMAN, _DIGITS):
        run: list[int] = []
        for at in places:
            label = tags[at + 1].text
            nth = series.index(label) if label in series else -1
            first = not run and nth in {0, 1}  # the first may have gone with the mark of the item
            if first or (run and nth == series.index(tags[run[-1] + 1].text) + 1):
                run.append(at)
        if run and any(tags[at + 1].text in NUMBERING for at in run):
            gone = {at + step for at in run for step in range(3)}
            for place in gone:
                tags[place].state = "compiled"
            return [tag for place, tag in enumerate(tags) if place not in gone]
    return tags


_JOINED = 3


def _bracketed(tags: list[Tag], at: int) -> bool:
    """Whether a lone word in brackets stands where a member of a list begins, with something behind it."""
    alone = tags[at].type == "LP" and tags[at + 2].type == "RP" and tags[at + 3].type not in {"COMMA", "SEMI", "STOP", "RP"}
    before = tags[at - 1] if at else None
    named = at > _JOINED and tags[at - 2].type == "RP" and tags[at - 4].type == "LP" and tags[at - 1].type in {"OR", "AND"}
    if named or tags[at + 3].type == "PREP":
        return False  # "meeting criteria (a) or (b) for sepsis"
    begins = before is None or before.type in _BEFORE or before.text.lower() in {"either", "and", "or", "and/or", "as long as"}
    return alone and begins
