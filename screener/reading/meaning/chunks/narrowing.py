"""The narrowing words within a phrase of the closed lists: "chronic use of", "severe reaction to", "first-degree relative"."""

from __future__ import annotations

import re
from functools import cache

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.core.span import Span
from screener.criteria.nodes import Qualifier
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft

_DONE = frozenset({"procedure", "device"})
"""The kinds of treatment that are not used for long, nor throughout the body."""
_EITHER = re.compile(r"\bor\b(?! more)")


def narrowing(draft: Draft, context: Context) -> list[Qualifier]:
    """What the modifiers of a head say besides what they stand for; "allergic or other severe reactions" need not be severe."""
    found: list[Qualifier] = []
    used = draft.slot in {"treatment", "text"} and not any(catalog()[ident].kind in _DONE for ident in draft.ids)
    for name, tag in draft.lead.scope.items():
        if name not in _words() or (name == "TREAT" and not used):
            continue
        said = context.text[tag.start : tag.end]
        for kind, start, end in _inner(name, said.lower()):
            found.append(Qualifier(kind, " ".join(said[start:end].split()), Span(tag.start + start, tag.start + end)))
    return found


@cache
def _inner(name: str, said: str) -> tuple[tuple[str, int, int], ...]:
    """Each narrowing word of a phrase with its kind and place."""
    found = ((kind, match) for kind, pattern in _words()[name] for match in pattern.finditer(said))
    return tuple((kind, *match.span()) for kind, match in found if not _EITHER.search(said.replace(match.group(), "")))


@cache
def _words() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """By the kind of the phrase: the kinds of narrowing words, each with its words."""
    table = read_toml("rules", "words", "narrowing.toml")
    return {name: tuple((kind, _pattern(words)) for kind, words in kinds.items()) for name, kinds in table.items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    spaced = "|".join(words).replace(" ", r"[\s-]+")
    return re.compile(rf"\b(?:{spaced})\b")
