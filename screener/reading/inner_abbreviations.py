"""Joins a name over the bracket that shortens its beginning: "central nervous system (CNS) metastases"."""

from __future__ import annotations

import re

from screener.catalog.words import words
from screener.reading.lexicon import lexicon
from screener.reading.tags import Tag
from screener.reading.tags import covering

_NAMES = frozenset({"COND", "DRUG", "PROC", "VACC", "MEAS", "TREATN"})
_WORDS = frozenset({"TEXT", "COND", "DRUG", "PROC", "VACC", "MEAS", "CONDN", "PROCN", "TREATN", "SEV", "FILL", "DASH", "ROMAN"})
_LONGEST = 6
"""Tags that a shortened beginning may take, and that may follow the bracket."""
_WORD = re.compile(r"[^\W_]+")


def joined_over(tags: list[Tag]) -> list[Tag]:
    """The tags with every such name made one that covers its bracket.

    A name that the catalogue lacks stays in its parts, but for a finding of unknown words ("nervous system (NS) lymphoma").
    """
    if not any(_shortened(tags, at) for at, tag in enumerate(tags) if tag.type == "LP"):
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        short = _shortened(tags, at)
        first = _beginning(made, short) if short else None
        size, role = _named(tags, at, made[first:], short) if first is not None else (0, None)
        if first is not None and role is None and _ends_name(tags, at + 3) and _unknown(made[first:]):
            size, role = 4, ("COND", ())
        if first is None or role is None:
            made.append(tags[at])
            at += 1
            continue
        parts = (*made[first:], *tags[at : at + size])
        del made[first:]
        made.append(covering(role[0], parts, role[1]))
        at += size
    return made


def _ends_name(tags: list[Tag], at: int) -> bool:
    """Whether a finding stands here and no further word of its name behind it."""
    if at >= len(tags) or tags[at].type != "COND":
        return False
    return at + 1 == len(tags) or tags[at + 1].type not in _WORDS - {"FILL", "DASH"}


def _unknown(beginning: list[Tag]) -> bool:
    """Whether the catalogue knows no part of the shortened words, so that the name behind its bracket is only its end."""
    return all(tag.type in {"TEXT", "SEV", "DASH"} for tag in beginning)


def _shortened(tags: list[Tag], at: int) -> str:
    """The abbreviation in a bracket that opens here and holds nothing else."""
    if tags[at].type != "LP" or at + 2 >= len(tags) or tags[at + 2].type != "RP":
        return ""
    text = tags[at + 1].text
    return text if text.isalpha() and 2 <= len(text) <= _LONGEST and sum(letter.isupper() for letter in text) > 1 else ""


def _beginning(before: list[Tag], short: str) -> int | None:
    """Where the words start whose first letters the abbreviation takes; None where they do not."""
    letters = short.rstrip("s").lower()
    initials = ""
    for at in range(len(before) - 1, max(len(before) - 1 - _LONGEST, -1), -1):
        if before[at].type not in _WORDS:
            return None
        initials = "".join(word[0] for word in _WORD.findall(before[at].text)).lower() + initials
        if initials == letters:
            return at
    return None


def _named(tags: list[Tag], at: int, beginning: list[Tag], short: str) -> tuple[int, tuple[str, object] | None]:
    """How many tags the bracket and the longest name's end behind it take, and that name's role."""
    after = 0
    while at + 3 + after < len(tags) and after < _LONGEST and tags[at + 3 + after].type in _WORDS:
        after += 1
    whole = " ".join(tag.text for tag in beginning)
    for count in range(after, 0, -1):
        end = " ".join(tag.text for tag in tags[at + 3 : at + 3 + count])
        for name in (f"{whole} {end}", f"{short} {end}"):
            role = next((role for role in lexicon().roles.get(words(name), ()) if role[0] in _NAMES), None)
            if role is not None:
                return 3 + count, role
    return 0, None
