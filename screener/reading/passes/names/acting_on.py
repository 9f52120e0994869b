"""Gives classes of drugs that are told in halves their whole names: "CYP3A4 inhibitors or inducers"."""

from __future__ import annotations

import re

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import as_written
from screener.reading.scanning.tags import covering

ACTIONS = frozenset(
    f"{one}{many}"
    for one in (
        "inhibitor",
        "inducer",
        "agonist",
        "antagonist",
        "blocker",
        "activator",
        "modulator",
        "substrate",
        "analog",
        "analogue",
    )
    for many in ("", "s")
)
"""What a class of drugs does to the target in its name."""
STRENGTHS = frozenset({"strong", "moderate", "weak", "potent", "powerful"})
_BRACKET = re.compile(r"\s*\(([^()]+)\)")
_CONNS = frozenset({"AND", "OR", "COMMA", "SLASH"})
_TARGET = frozenset({"TEXT", "NUM", "DASH"})


def last_word(tag: Tag) -> str:
    """The last word of a tag in small letters."""
    return tag.text.lower().rsplit(None, 1)[-1] if tag.text else ""


def acting_on(tags: list[Tag]) -> list[Tag]:
    """The tags with each such class named whole; a class that the catalogue lacks keeps its words as its name."""
    return _by_strength(_before(_after(tags)))


def _after(tags: list[Tag]) -> list[Tag]:
    """ "CYP3A4 inhibitors or inducers": the noun behind the connective takes the target of the class before it."""
    for at in range(2, len(tags)):
        if _bare(tags, at) and tags[at - 1].type in _CONNS and not _of_follows(tags, at):
            target = _target_before(tags, at - 2)
            if target:
                _name(tags[at], f"{target} {tags[at].text}")
    return tags


def _target_before(tags: list[Tag], at: int) -> str:
    """The words of a class that ends here before its noun, with the further targets listed before them."""
    if last_word(tags[at]) not in ACTIONS or tags[at].type not in {"DRUG", "TREATN"}:
        return ""
    target = " ".join(tags[at].text.split()[:-1])
    first = at
    while first > 0 and (tags[first - 1].type in _TARGET or ((target or first < at) and _lists(tags, first - 1))):
        first -= 1
    return f"{as_written(tags[first:at])} {target}".strip()


def _lists(tags: list[Tag], at: int) -> bool:
    """Whether a connective stands here behind a further target, a word with a number in it, or behind a strength."""
    if at < 1 or tags[at].type not in _CONNS:
        return tags[at].text.lower() in STRENGTHS
    word = tags[at - 1].text.lower()
    return word in STRENGTHS or (tags[at - 1].type == "TEXT" and any(map(str.isdigit, word)))


def _before(tags: list[Tag]) -> list[Tag]:
    """ "strong inhibitors or inducers of CYP3A4": the nouns before the last take its target, and it takes their strength."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        last = _joined_to(tags, at) if _bare(tags, at) else at
        target = _target_behind(tags, last) if last > at else ""
        if not target:
            made.append(tags[at])
            at += 1
            continue
        strength = made.pop() if made and made[-1].text.lower() in STRENGTHS else None
        said = f"{strength.text} " if strength else ""
        for look in range(at, last, 2):
            _name(tags[look], f"{said}{tags[look].text} of {target}")
        if strength is not None:
            whole = covering("DRUG", (strength, tags[at]), tags[at].value, tags[at].text)
            whole.others = (*whole.others, ("SHARED", True))
            tags[at] = whole
            if tags[last].type == "DRUG":
                _name(tags[last], f"{said}{tags[last].text}")
        made += tags[at:last]
        at = last
    return made


def _joined_to(tags: list[Tag], at: int) -> int:
    """The last of the nouns that connectives join to this one."""
    while at + 2 < len(tags) and tags[at + 1].type in _CONNS and _noun_first(tags[at + 2]):
        at += 2
    return at


def _noun_first(tag: Tag) -> bool:
    return tag.type in {"TREATN", "DRUG"} and tag.text.lower().split(None, 1)[0] in ACTIONS


def _target_behind(tags: list[Tag], at: int) -> str:
    """What the class that starts here acts on, as its own words say behind "of"."""
    if tags[at].type == "DRUG":
        return tags[at].text.partition(" of ")[2]
    if not _of_follows(tags, at):
        return ""
    end = at + 2
    while end < len(tags) and tags[end].type in _TARGET:
        end += 1
        if end + 2 < len(tags) and tags[end].type == "LP" and tags[end + 2].type == "RP":
            end += 3
    return as_written(tags[at + 2 : end])


def _by_strength(tags: list[Tag]) -> list[Tag]:
    """ "moderate or strong CYP3A4 inhibitors": the strength before the connective is one of the same class."""
    for at in range(len(tags) - 2):
        tag, after = tags[at], tags[at + 2]
        first, _, rest = after.text.partition(" ")
        if (
            tag.text.lower() in STRENGTHS
            and tags[at + 1].type in _CONNS
            and after.type == "DRUG"
            and first.lower() in STRENGTHS
            and ACTIONS & set(rest.lower().split())
        ):
            tag.type = "DRUG"
            _name(tag, f"{tag.text} {rest}")
    return tags


def _bare(tags: list[Tag], at: int) -> bool:
    return tags[at].type == "TREATN" and tags[at].text.lower() in ACTIONS


def _of_follows(tags: list[Tag], at: int) -> bool:
    return at + 2 < len(tags) and tags[at + 1].text.lower() == "of" and tags[at + 2].type in _TARGET


def _name(tag: Tag, name: str) -> None:
    """Makes a tag the class of that name, uncoded where the catalogue lacks it."""
    value = next((found for one in _spellings(name) if (found := lexicon().role(words(one), "DRUG")) is not None), None)
    tag.type, tag.text, tag.value = "DRUG", name, value if value is not None else ()
    if not tag.could_be("SHARED"):
        tag.others = (*tag.others, ("SHARED", True))


def _spellings(name: str) -> list[str]:
    """The name, and with a bracket in it the name without the bracket and the one that the bracket shortens."""
    bracket = _BRACKET.search(name)
    if bracket is None:
        return [name]
    first = name.split(None, 1)[0]
    strength = f"{first} " if first.lower() in STRENGTHS else ""
    return [name, _BRACKET.sub(" ", name), f"{strength}{bracket.group(1)}{name[bracket.end() :]}"]
