"""Brings words behind a number into the usual order: "6 months or more ago", "≥ 21 mmHg and up to 40", "or in excess of 80"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_SIGNS = frozenset({">=", "<="})
_AMOUNT = frozenset({"NUM", "UNIT", "TU"})

_ENDS = frozenset({"COMMA", "STOP", "SEMI", "RP"})
"""Behind these, "prior" says when ("3 months or more prior, by history")."""


def words_behind(tags: list[Tag]) -> list[Tag]:
    """The tags with the sign of a time that has passed before its number, and each of the other words made its sign."""
    if not any(plays(tag, "POST") or tag.text.lower() == "or in" for tag in tags):
        return tags
    for at in range(len(tags) - 2):
        if tags[at].type == "NUM":
            timed = _signed_first(tags, at)
            if timed:
                return [*tags[:at], *timed, *words_behind(tags[at + len(timed) :])]
        found = _sign_in_words(tags, at)
        if found:
            end = next(place for place in range(at + 1, len(tags)) if tags[place].start >= found[-1].end)
            return [*tags[: at + 1], *found, *words_behind(tags[end:])]
    return tags


def _signed_first(tags: list[Tag], at: int) -> list[Tag]:
    """ "6 months or more ago", "6 or more months ago" and "6 months ago or more" as "at least 6 months ago"; else nothing."""
    run = tags[at : at + 4]
    post = next((tag for tag in run[1:] if plays(tag, "POST")), None)
    signed = at > 0 and tags[at - 1].type in {"CMP", "BETW", "DASH", "WITHIN"}
    if signed or len(run) < 4 or post is None or not any(plays(tag, "TU") for tag in run[1:3]):
        return []
    behind = run[2] if run[3] is post else run[3]
    if behind.type != "AGO" and (run[3] is post or not _passed(behind, tags[at + 4 : at + 5])):
        return []
    if post.type != "POST":
        post.become("POST")
    if post.value not in _SIGNS:
        return []
    post.type = "CMP"
    return [post, *(tag for tag in run if tag is not post)]


def _passed(tag: Tag, behind: list[Tag]) -> bool:
    """Whether a word behind a length of time says since what it has passed, or as "prior" at an end that it has."""
    if tag.type == "HIST":
        return tag.text.lower() == "prior" and all(after.type in _ENDS for after in behind)
    return tag.type == "AFTER" or (tag.type == "BETW" and tag.text.lower() == "from")


def _sign_in_words(tags: list[Tag], at: int) -> list[Tag]:
    """The "and up to" or "or in excess of" before a number as a connective and a sign; nothing for other words."""
    words = [tag.text.lower() for tag in tags[at + 1 : at + 4]]
    kinds = [tag.type for tag in tags[at : at + 5]]
    if words[:2] == ["and up", "to"] and kinds[0] in _AMOUNT and kinds[3:4] == ["NUM"]:
        return _parted(tags[at + 1 : at + 3], "AND", "and", "<=")
    if words == ["or in", "excess", "of"] and kinds[4:] == ["NUM"]:
        return _parted(tags[at + 1 : at + 4], "OR", "or", ">")
    return []


def _parted(run: list[Tag], kind: str, word: str, sign: str) -> list[Tag]:
    """Words in a row as the connective that they begin with and the sign that the rest are."""
    first, *rest = run
    first.type, first.value, first.text, first.others = kind, word, word, ()
    return [first, covering("CMP", rest, sign)]
