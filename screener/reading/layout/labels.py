"""Tells the lines that only name the topic of the list below them: "Age", "General safety", "Ocular conditions or treatments"."""

from __future__ import annotations

import re
from functools import cache

from screener.core.data import read_toml
from screener.core.span import Span

_LONGEST = 60
_MOST_WORDS = 6
_WORD = re.compile(r"[^\s/,]+")
_LIST_BELOW = re.compile(r"[ \t.:]*\r?\n(?:[ \t]*\r?\n)*(?P<indent>[ \t]*)(?:[-*•·▪]|\d{1,2}[.)]\s)")
_MARK = re.compile(r"[\s\-*•·▪o]*(?:\(?(?:\d{1,2}|[a-zA-Z])[.)])?\s*")


def is_label(words: str, text: str, span: Span) -> bool:
    """Whether a line of its own names a topic and marked items follow it ("Age", above "- 18 and over")."""
    if len(words) > _LONGEST or not (" ".join(words.lower().split()) in labels() or names_topic(words, timed=True)):
        return False
    line = text.rfind("\n", 0, span.start) + 1
    before, below = _MARK.fullmatch(text, line, span.start), _LIST_BELOW.match(text, span.end)
    if before is None or below is None:
        return False
    indent = len(before.group()) - len(before.group().lstrip())
    return not before.group().strip() or len(below.group("indent")) > indent  # with a mark of its own it may be an item


def names_topic(words: str, *, timed: bool) -> bool:
    """Whether words are made up of words for topics; timed: words that say when ("prior", "history") may be among them."""
    found = _WORD.findall(words.lower().rstrip(" .:"))
    if not 0 < len(found) <= _MOST_WORDS:
        return False
    topics = _words("topic", "timed-topic") if timed else _words("topic")
    return topics.issuperset(found)


def labels() -> frozenset[str]:
    """The known labels, in small letters."""
    return _words("label")


def titles() -> frozenset[str]:
    """The titles of groups of criteria, in small letters."""
    return _words("title")


def organs() -> frozenset[str]:
    """What tells before a colon only of which organ a test or a disease is."""
    return _words("organ")


def of_any_organ() -> frozenset[str]:
    """The findings that any organ can have, which its name narrows."""
    return _words("of-any-organ")


def result_nouns() -> frozenset[str]:
    """The nouns for what laboratories and examinations find."""
    return _words("result")


def result_words() -> frozenset[str]:
    """These nouns and the words beside them of which a heading over results may be made up."""
    return _words("result", "result-of")


@cache
def _words(*kinds: str) -> frozenset[str]:
    table = read_toml("rules", "words", "labels.toml")
    return frozenset(word for kind in kinds for word in table[kind])
