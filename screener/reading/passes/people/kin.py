"""Puts to a person what is said of a mother, caregiver, partner or donor: it tells nothing of the candidate."""

from __future__ import annotations

from functools import cache
from functools import lru_cache

from screener.core.data import read_toml
from screener.reading.passes.people.kin_limits import kin_limit
from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag

_NAMES = frozenset({"POP", "GUARD", "STATE", "SEX", "TEXT", "FAMILY"})
_WHO = _NAMES | {"SEV"}
_ENDS = frozenset({"STOP", "SEMI", "COLON"})
_PLAIN = frozenset({"FILL", "PREP", "WHICH", "NEG", "KNOWN", "MARK", "CURRENT", "MUST", "AGESUF", "TREAT", "SEV"})
_LINKS = frozenset({"with", "of", "on", "under", "at", "in"})
_AMOUNTS = frozenset({"MEAS", "NUM", "CMP", "BETW", "ULN", "AGEW"})
_GIVEN = frozenset({"DRUG", "PROC", "VACC", "RESULT"})
_FOUND = frozenset({"COND", "HIST", "ACTIVE"})
_THEIRS = _AMOUNTS | _GIVEN | _FOUND
_JOINTS = frozenset({
    "AND", "OR", "COMMA", "SLASH", "EXC", "IF", "EG", "IE", "MUST", "DESPITE", "LP", "RP", "FORSEX", "JUDGE", "EXCLV", "ALLOWV",
    "NOF", "EITHER", "WHICH",
})  # fmt: skip
_SUBJECT = _PLAIN | {"POP", "SEX", "TEXT"}
_BEFORE = frozenset({"SEX", "SEV", "TEXT"})
_BESIDE = frozenset({"AND", "OR", "SLASH"})
_ALSO = frozenset({"AND", "OR", "SLASH", "COMMA"})
_SOMEBODY = frozenset({"someone", "somebody", "anyone", "a person", "a family member", "a loved one"})


def kin(tags: list[Tag]) -> list[Tag]:
    """The tags with such people and what is said of them put to a person, to the end of their sentence."""
    words, whose = _words()
    for at, tag in enumerate(tags):
        if tag.type not in _WHO or not (tag.type == "FAMILY" or _may_be_kin(tag.text)):
            continue
        name = tag.text.lower()
        if name in whose:
            first = _content(tags, at + 1)
            if first is not None and first.type in _THEIRS and not any(tag.value == _PREGNANT for tag in tags[:at]):
                return _limited(tags, at) or _asked(tags, at, at)
        elif tag.type == "FAMILY" and at and tags[at - 1].type == "STATE":
            tag.be("PREP", "with")  # "pregnant mothers with"
        elif tag.type != "SEV" and _is_kin(tag, name, words):
            found = _told(tags, at)
            if found is not None:
                return (_limited(tags, at) if found == at else None) or _asked(tags, found, at)
    return tags


def _limited(tags: list[Tag], at: int) -> list[Tag] | None:
    """The tags with one limit of such a person, told in a sentence of its own, as a number of theirs."""
    return kin_limit(tags, at) if not at or tags[at - 1].type in _ENDS else None


@lru_cache(maxsize=20_000)
def _may_be_kin(text: str) -> bool:
    """Whether one of the words for such people is in the words of a tag: most have none, and need no further look."""
    name = text.lower()
    words, whose = _words()
    return name in whose or name in words or name.rpartition(" ")[2] in words


def _is_kin(tag: Tag, name: str, words: frozenset[str]) -> bool:
    if tag.type == "FAMILY":
        return name.partition(" ")[0] in words and name.endswith(" with")
    return name in words or (tag.type != "TEXT" and name.rpartition(" ")[2] in words)


def _told(tags: list[Tag], at: int) -> int | None:
    """Where what is asked begins, if anything behind such people is theirs."""
    tag = tags[at]
    subject = _is_subject(tags, at)
    bracket = subject and at + 1 < len(tags) and tags[at + 1].type == "LP"
    first = _content(tags, at + 1 + bracket)
    if first is None or _protects(tags, at):
        return None
    straight = first is tags[at + 1]
    if first.type in _AMOUNTS or (first.type in _GIVEN and not straight):
        return at if subject or tag.type != "STATE" else at + 1
    if subject and first.type in _FOUND:
        told_of = tag.type not in {"GUARD", "FAMILY"} or (_several(tags, at) and not (straight and tag.type == "GUARD"))
        return at if told_of else None  # "partner with HIV" is read as the partner's
    return at if subject and not straight and _of_people(tags, at) else None


_PREGNANT = ("pregnant",)
_BEARING = frozenset({"contraception", "childbearing-potential", "pregnant", "surgically-sterile"})


def _protects(tags: list[Tag], at: int) -> bool:
    """Whether the sentence is about pregnancies of partners, which has a meaning of its own."""
    first, end = sentence_around(tags, at)
    for tag in tags[first:end]:
        if (tag.type == "STATE" and not _BEARING.isdisjoint(tag.value)) or "condom" in tag.text.lower():  # type: ignore[arg-type]
            return True
    return False


def _several(tags: list[Tag], at: int) -> bool:
    """Whether a list of things, or an amount, is told of them."""
    _, end = sentence_around(tags, at)
    return any(tag.type in _ALSO or tag.type == "CMP" for tag in tags[at:end])


def _content(tags: list[Tag], at: int) -> Tag | None:
    """The first tag that says something, where nothing but small words stands before it."""
    while at < len(tags) and tags[at].type in _PLAIN and (tags[at].type != "PREP" or tags[at].value in _LINKS):
        at += 1
    return tags[at] if at < len(tags) else None


def _is_subject(tags: list[Tag], at: int) -> bool:
    """Whether a sentence or a member of a list begins with such people, and does not name the candidates beside them."""
    back = at - 1
    while back >= 0 and tags[back].type in _SUBJECT:
        back -= 1
    return back < 0 or tags[back].type in _ENDS | {"LP", "COMMA"}


def _of_people(tags: list[Tag], at: int) -> bool:
    """Whether the people are those of somebody else, of whom something is told ("parents of children with asthma")."""
    if at + 2 >= len(tags) or tags[at + 1].text.lower() not in {"of", "for"}:
        return False
    whom = at + 2
    while whom < len(tags) and tags[whom].type in {"FILL", "SEV"}:
        whom += 1
    if whom >= len(tags) or not (tags[whom].type == "POP" or tags[whom].text.lower() in _SOMEBODY):
        return False
    first = _content(tags, whom + 1)
    return first is not None and first.type in _THEIRS


def _asked(tags: list[Tag], start: int, at: int) -> list[Tag]:
    """The tags with those from a place on as a person's question."""
    while 0 < start <= at and (tags[start - 1].type in _BEFORE or (tags[start - 1].type in _BESIDE and start > 1)):
        start -= 1 + (tags[start - 1].type in _BESIDE)
    depth = 0
    end = start
    while end < len(tags) and tags[end].type not in _ENDS:
        depth += {"LP": 1, "RP": -1}.get(tags[end].type, 0)
        if depth < 0:
            break
        end += 1
    for tag in tags[start:end]:
        if tag.type in _JOINTS:
            tag.type, tag.others = "PREP", ()
    tags[start].be("JUDGED", "kin")
    return [*tags[:end], *kin(tags[end:])]


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table = read_toml("rules", "words", "kin.toml")
    return frozenset(table["kin"]), frozenset(table["whose"])
