"""Takes out what numbers a list within a sentence: "either a) two relapses or b) three lesions", "(i) asthma; (ii) gout"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

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


def numbers_listed(tags: list[Tag]) -> list[Tag]:
    """The tags without numbers before brackets that only close, each the next after the one before ("1) gout, or 2) asthma")."""
    closing = (at for at in range(1, len(tags) - 1) if tags[at].type == "RP" and tags[at + 1].type not in _MARKS)
    places = [at - 1 for at in closing if not _opened(tags, at)]
    for series in (_DIGITS, _ROMAN, _LETTERS):
        run: list[int] = []
        for at in places:
            nth = series.index(tags[at].text) if tags[at].text in series else -1
            if nth == len(run) and (not run or tags[at - 1].type in _BEFORE):
                run.append(at)
        if len(run) > 1:
            return _without(tags, run, 2)
    return tags


_MARKS = frozenset({"COMMA", "SEMI", "STOP", "RP"})
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
            first = not run and nth in {0, 1} and _begins(tags, at)  # the first may have gone with the mark of the item
            first = first or (not run and nth == 0 and _second(tags, at, series[1]))
            if first or (run and nth == series.index(tags[run[-1] + 1].text) + 1 and _begins(tags, at)):
                run.append(at)
        if run and any(tags[at + 1].text in NUMBERING for at in run):
            return _without(tags, run, 3)
    return tags


def _without(tags: list[Tag], run: list[int], width: int) -> list[Tag]:
    """The tags without the numbers of so many tags at those places, each member behind the first noted as going on from it."""
    for at in run[1:]:  # what is said before the first is said of it too
        tags[at + width].others = (*tags[at + width].others, ("NUMBERED", True))
    gone = {at + step for at in run for step in range(width)}
    for place in gone:
        tags[place].state = "compiled"
    return [tag for place, tag in enumerate(tags) if place not in gone]


_JOINED = 3


def _second(tags: list[Tag], at: int, label: str) -> bool:
    """Whether what goes on behind a first number in the midst of words ("history of (1) asthma, or (2) gout") has the second."""
    if tags[at + 3].type in {"OR", "AND", "SLASH"}:
        return False
    later = range(at + 4, len(tags) - 3)
    return any(_bracketed(tags, one) and tags[one + 1].text == label and _begins(tags, one) for one in later)


def _bracketed(tags: list[Tag], at: int) -> bool:
    """Whether a lone word stands in brackets, with something behind it."""
    return tags[at].type == "LP" and tags[at + 2].type == "RP" and tags[at + 3].type not in _MARKS


def _begins(tags: list[Tag], at: int) -> bool:
    """Whether a member of a list begins at a bracket."""
    before = tags[at - 1] if at else None
    named = at > _JOINED and tags[at - 2].type == "RP" and tags[at - 4].type == "LP" and tags[at - 1].type in {"OR", "AND"}
    if named or tags[at + 3].type == "PREP":
        return False  # "meeting criteria (a) or (b) for sepsis"
    return before is None or before.type in _BEFORE or before.text.lower() in {"either", "and", "or", "and/or", "as long as"}
