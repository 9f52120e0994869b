"""The words of the notation that printing and parsing share, and how a name or a string is spelled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring

WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
"""A bare name or value."""

_ANNOTATION = r"\[[A-Za-z0-9_']*\]|\{[A-Za-z0-9_.]*\}"
BARE_UNIT = re.compile(rf"(?:[A-Za-z%/°µ']|\d+\*|{_ANNOTATION})(?:[A-Za-z0-9%*/.^'_+°µ\-]|{_ANNOTATION})*")
"""A unit that needs no quotes; a bracket inside it is a UCUM one."""

RESERVED = frozenset(
    [
        "abnormal",
        "active",
        "after",
        "all",
        "allergy",
        "also",
        "and",
        "any",
        "any-time",
        "around",
        "at",
        "before",
        "change",
        "class",
        "coded",
        "condition",
        "contraindication",
        "damaged-sign",
        "decrease",
        "device",
        "doing",
        "dose",
        "drug",
        "during",
        "eligible-for",
        "equivalent-to",
        "ever",
        "exact-birthday",
        "examples",
        "except",
        "for",
        "from",
        "history",
        "in",
        "increase",
        "is",
        "judgement",
        "lasting",
        "least",
        "measured",
        "most",
        "naive-to",
        "needs",
        "negative",
        "newly-diagnosed",
        "normal",
        "not",
        "of",
        "per",
        "planned",
        "positive",
        "procedure",
        "received",
        "resolved",
        "response",
        "route",
        "stable",
        "started",
        "state",
        "stopped",
        "suspected",
        "taking",
        "then",
        "therapy",
        "times",
        "to",
        "uncoded",
        "under",
        "unread",
        "until",
        "using",
        "vaccinated",
        "vaccination-planned",
        "when",
        "will-receive",
        "with",
        "within",
        "x",
    ]
)
"""Words that have a meaning of their own and are quoted where they are a name; a test holds them to the grammar."""

TIME_WORDS: Mapping[str, str] = {
    "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years",
    "half-life": "half-lives",
}  # fmt: skip
"""Calendar units and their plural, which the notation prints."""

UNIT_WORDS: Mapping[str, str] = {"a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours"}
"""UCUM codes of time that the notation prints as a word."""

CONDITION_WORDS: Mapping[str, str] = {
    "present": "condition",
    "ever": "history of",
    "active": "active",
    "suspected": "suspected",
    "newly-diagnosed": "newly-diagnosed",
    "resolved": "resolved",
}
TREATMENT_WORDS: Mapping[str, str] = {
    "current": "taking",
    "ever": "received",
    "started": "started",
    "stopped": "stopped",
    "planned": "will-receive",
    "naive": "naive-to",
    "needed": "needs",
    "eligible": "eligible-for",
}
CHANGE_WORDS: Mapping[str, str] = {"increase": "increase", "decrease": "decrease", "either": "change"}


def quoted(text: str) -> str:
    """The text in double quotes, with backslash escapes as in JSON."""
    return encode_basestring(text)


def value_text(text: str) -> str:
    """A word as it stands, anything else in quotes."""
    return text if WORD.fullmatch(text) and text not in RESERVED else quoted(text)


@lru_cache(maxsize=10_000)
def id_text(text: str) -> str:
    """A concept id as it stands, or between backquotes where it would not be read as one."""
    if WORD.fullmatch(text) and text not in RESERVED:
        return text
    return verbatim_id(text)


def verbatim_id(text: str) -> str:
    """An id between backquotes, which is taken as it is and never looked up for near names."""
    return "`" + quoted(text)[1:-1].replace("`", "\\u0060") + "`"
