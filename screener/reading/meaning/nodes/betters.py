"""Puts the bound of "or better" and "no worse than" on the side that they mean for a measure."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.scanning.senses import above
from screener.reading.scanning.senses import rises
from screener.reading.scanning.senses import valued
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import LimitPhrase
from screener.reading.syntax.trees import WindowPhrase


def meant(tag: Tag, one: Limits, name: Name) -> Limits | None:
    """The limit with its bound on the side that such words mean for this measure; None where that is not known."""
    phrase = tag.value.limit if isinstance(tag.value, WindowPhrase) else tag.value
    words = _words(phrase) if isinstance(phrase, LimitPhrase) else frozenset()
    if not valued(words):
        return one
    bound = one.lower or one.upper
    rising = rises(name.concept, name.label)
    if rising is None or bound is None or (one.lower is not None and one.upper is not None):
        return None
    lower = above(words, rising)
    return replace(one, lower=bound if lower else None, upper=None if lower else bound)


def _words(phrase: LimitPhrase) -> frozenset[str]:
    """The words of a limit's signs, before and behind its number."""
    signs = [phrase.post, *(one for bound in phrase.bounds for one in (bound.sign, bound.post))]
    return frozenset(word for sign in signs if sign is not None for word in sign.text.lower().split())
