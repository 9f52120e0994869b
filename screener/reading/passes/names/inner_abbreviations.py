"""Joins a name over the bracket that shortens its beginning: "central nervous system (CNS) metastases"."""

from __future__ import annotations

import re
from itertools import pairwise

from screener.catalog.words import words
from screener.reading.passes.names.acting_on import ACTIONS
from screener.reading.passes.names.acting_on import STRENGTHS
from screener.reading.passes.names.acting_on import last_word
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import as_written
from screener.reading.scanning.tags import covering

_NAMES = frozenset({"COND", "DRUG", "PROC", "VACC", "MEAS", "TREATN"})
_WORDS = frozenset({"TEXT", "COND", "DRUG", "PROC", "VACC", "MEAS", "CONDN", "PROCN", "TREATN", "SEV", "FILL", "DASH", "ROMAN"})
_LONGEST = 6
"""Tags that a shortened beginning may take, and that may follow the bracket."""
_SPELT = _WORDS | {"NUM", "ROUTE", "STAGEW", "EG", "UNIT", "TU"}
"""What the full name of a drug's target can be scanned as: "dipeptidyl peptidase-IV", "glucagon-like peptide-1"."""
_FURTHEST = 10
_WORD = re.compile(r"[^\W_]+")


def joined_over(tags: list[Tag]) -> list[Tag]:
    """The tags with every such name made one that covers its bracket.

    A name that the catalogue lacks stays in its parts, but for a finding of unknown words ("nervous system (NS) lymphoma").
    """
    if not any(tag.type == "LP" for tag in tags):
        return tags
    tags = _targets(tags)
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


def _targets(tags: list[Tag]) -> list[Tag]:
    """The tags with what a class of drugs acts on made one name: "monoamine oxidase (MAO)" before "inhibitors"."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _bracket_end(tags, at) if tags[at].type == "LP" else None
        acts = _acts_at(tags, end) if end is not None else None
        first = _spelt_from(made, tags[at + 1 : end - 1]) if end is not None and acts is not None else None
        if first is None or end is None or acts is None:
            made.append(tags[at])
            at += 1
            continue
        inside, behind = tags[at + 1 : end - 1], tags[end : acts + 1]
        strength = made[first - 1 : first] if first and made[first - 1].text.lower() in STRENGTHS else []
        known = _known([*strength, *made[first:]], behind) or _known([*strength, *inside], behind)
        first -= len(strength) if known else 0
        known = known or _known(made[first:], behind) or _known(inside, behind)
        stop = acts + 1 if known else end
        parts = [*made[first:], *tags[at:stop]]
        del made[first:]
        kind, value = known or ("TEXT", None)
        made.append(covering(kind, parts, value, as_written(parts)))
        at = stop
    return made


def _bracket_end(tags: list[Tag], at: int) -> int | None:
    """Behind a bracket that opens here and holds one abbreviation, which its tags spell without a gap: "(GLP-1)"."""
    close = next((look for look in range(at + 2, min(at + 6, len(tags))) if tags[look].type == "RP"), None)
    if close is None:
        return None
    inside = tags[at + 1 : close]
    whole = all(tag.end == after.start for tag, after in pairwise(inside))
    text = "".join(tag.text for tag in inside)
    return close + 1 if whole and len(text) <= _FURTHEST and sum(letter.isupper() for letter in text) > 1 else None


def _acts_at(tags: list[Tag], at: int) -> int | None:
    """Where the noun of a class stands behind a bracket, with at most two words before it ("receptor agonists")."""
    for look in range(at, min(at + 3, len(tags))):
        tag = tags[look]
        if tag.type in {"TREATN", "DRUG"} and last_word(tag) in ACTIONS:
            return look
        if tag.type not in {"TEXT", "NUM", "UNIT"}:
            return None
    return None


def _spelt_from(before: list[Tag], inside: list[Tag]) -> int | None:
    """Where the full name starts whose letters the abbreviation takes, read from behind; None where it has none."""
    reach = next((at for at in range(len(before) - 1, -1, -1) if before[at].type not in _SPELT), -1)
    first = max(reach + 1, len(before) - _FURTHEST)
    found = letters_taken("".join(tag.text for tag in inside), before[first:])
    return None if found is None else first + found


def letters_taken(short: str, name: list[Tag]) -> int | None:
    """The tag in which the name starts whose letters an abbreviation takes, read from behind; None where they do not.

    Every letter or digit is found in order, the first at the start of a word (A. Schwartz, M. Hearst, PSB 2003).
    """
    letters = [letter for letter in short.lower() if letter.isalnum()]
    for at in range(len(name) - 1, -1, -1):
        for word in reversed(_WORD.findall(name[at].text.lower())):
            for place in range(len(word) - 1, -1, -1):
                if word[place] == letters[-1] and (len(letters) > 1 or place == 0):
                    letters.pop()
                    if not letters:
                        return at
    return None


def _known(name: list[Tag], behind: list[Tag]) -> tuple[str, object] | None:
    """The class of drugs that the catalogue knows by those words."""
    key = words(" ".join(tag.text for tag in (*name, *behind)))
    return next((role for role in lexicon().roles.get(key, ()) if role[0] == "DRUG"), None)


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
