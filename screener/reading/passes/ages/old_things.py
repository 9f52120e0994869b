"""Puts how old a thing is to a person: "tissue blocks older than 5 years" asks for nobody's age."""

from __future__ import annotations

import re

from screener.core.data import read_toml
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

THINGS = frozenset(read_toml("rules", "words", "things.toml")["aged"])
_OLDER = re.compile(r"\b(?:older|newer|younger)\b", re.IGNORECASE)
_LINKS = frozenset({"IE", "WHICH", "MUST", "FILL"})
_BETWEEN = frozenset({"available", "that", "is", "are", "be", "was", "were"})
_NAMED = frozenset({"TEXT", "COND", "CONDN", "PROC", "PROCN", "SEV", "TREATN"})


def old_things(tags: list[Tag]) -> list[Tag]:
    """The tags with such a thing and its age made the words of a question."""
    for at in range(1, len(tags) - 2):
        sign = tags[at]
        unit = at + 2 + (tags[at + 2].type == "TU" and tags[at + 3 : at + 4] != [] and tags[at + 3].type == "AGESUF")
        old = tags[unit].type in {"AGEW", "AGESUF"} and tags[unit].text.lower().endswith("old")
        if not plays(sign, "CMP") or not (old or _OLDER.search(sign.text)):
            continue
        if tags[at + 1].type != "NUM" or not (plays(tags[at + 2], "TU") or tags[at + 2].type == "AGEW"):
            continue
        first = at - 1
        while first > 0 and (tags[first].type in _LINKS or tags[first].text.lower() in _BETWEEN):
            first -= 1
        if tags[first].text.lower() not in THINGS and not _over(tags, first) and not _pictures(tags[first], tags[at + 2]):
            continue
        while first > 0 and tags[first - 1].type in _NAMED:
            first -= 1
        first -= first > 0 and tags[first - 1].type == "HIST"
        asked = covering("JUDGED", tags[first : unit + 1], "judgement")
        return [*tags[:first], asked, *old_things(tags[unit + 1 :])]
    return tags


def _pictures(tag: Tag, unit: Tag) -> bool:
    """Whether pictures have a name of several words, and are as old as nobody is told to be ("MRI scans at most 2 weeks old")."""
    first, _, last = tag.text.lower().rpartition(" ")
    return tag.type in {"PROC", "PROCN"} and first != "" and last in THINGS and unit.value in {"day", "week", "month"}


def _over(tags: list[Tag], at: int) -> bool:
    """Whether what somebody has a history of is told to be old ("history of cancer older than 5 years")."""
    return at > 0 and tags[at].type == "COND" and tags[at - 1].type == "HIST"
