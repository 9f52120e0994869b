"""Joins "treatment" to its "with" over the time between them: "treatment within the last 4 weeks with oral steroids"."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag

_GIVEN = frozenset({"TREATN", "SEV", "ANCHOR", "PROC", "TEXT"})
_TIME = frozenset({"WITHIN", "NUM", "TU", "PRIOR", "AFTER", "ANCHOR", "AT", "DURING", "FILL", "CMP", "AGO"})
_WITH = frozenset({"with", "with a", "with an", "with any", "with the", "with other", "with one"})
_GIVES = frozenset({"DRUG", "TREATN", "TEXT", "ROUTE", "SEV", "PROC", "FILL"})


def given_with(tags: list[Tag]) -> list[Tag]:
    """The tags with a word for treatment, the time behind it and then "with" read as "treatment with"."""
    for at in range(len(tags) - 4):
        if tags[at].type not in _GIVEN or tags[at + 1].type != "WITHIN":
            continue
        end = at + 1
        while end < len(tags) and tags[end].type in _TIME:
            end += 1
        if end + 1 >= len(tags) or tags[end].text.lower() not in _WITH or tags[end + 1].type not in _GIVES:
            continue
        meant = lexicon().role(words(f"{tags[at].text} with"), "TREAT")
        if meant is not None and any(tag.type == "TU" for tag in tags[at:end]):
            tags[at].be("TREAT", meant)
            tags[end].type, tags[end].state, tags[end].others = "FILL", "compiled", ()
    return tags
