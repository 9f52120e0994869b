"""Tells the words that only introduce a list ("Patients who meet any of the following will be excluded:")."""

from __future__ import annotations

import re

from screener.criteria.protocol import Category
from screener.reading.document import ItemText

_INTRODUCES = re.compile(
    r"\b(?:any|all|one|each|none|following|criteria|criterion|conditions|below|requirements)\b.*"
    r"|\b(?:eligible|excluded|included|inclusion|exclusion|participate|qualify)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_PEOPLE = re.compile(
    r"^\W*(?:(?:in\s+order\s+)?to\s+(?:be|qualify|participate)|a\s+potentially|(?:all\s+|an?\s+|each\s+|potential\s+|eligible\s+|any\s+)?(?:patients?|subjects?|participants?|individuals?|volunteers?|candidates?|women|men|persons?|people|children|those|adults)\b|each\s|the\s+following|any\s+of|all\s+of|inclusion|exclusion|key|main|both|if\s+any|for\s+inclusion|at\s+)",
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"\b(?:allowed|permitted|permissible|acceptable|eligible|exceptions?|(?:may|can) be (?:enrolled|included|used))\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|never|no|cannot|ineligible|excluded)\b", re.IGNORECASE)
_CONTENT = re.compile(r"\d|[<>≥≤]|\b(?:with|without|having|diagnos|history|aged|treated)\b", re.IGNORECASE)


def is_preamble(text: str, item: ItemText, category: Category) -> bool:
    """Whether the first item of a list only says that what follows is asked for or excludes.

    "At least two of the following" is not one: it counts.
    """
    words = item.span.text(text).rstrip()
    if not words.endswith((":", "：")) and not (item.children or len(words) < 200):
        return False
    if not words.endswith((":", "：")) or _CONTENT.search(words):
        return False
    if category == "exclusion" and _ALLOWS.search(words) and not _DENIES.search(words):
        return False  # "The following are allowed:"
    wanted = "any" if category == "exclusion" else "all"
    counts = re.search(r"\b(any|one|all|each|none|two|three|both)\b(?:\s+\w+){0,2}\s+of\b", words, re.IGNORECASE)
    if counts and counts.group(1).lower() not in ({"any", "one"} if wanted == "any" else {"all", "each"}):
        return False
    return bool(_PEOPLE.match(words) and _INTRODUCES.search(words))


def is_title(text: str, item: ItemText) -> bool:
    """Whether an item is only the title of the list below it: words in capitals ("PATIENT CHARACTERISTICS:")."""
    words = item.span.text(text).rstrip()
    titled = words.endswith((":", "：")) and words.isupper() and len(words.split()) > 1
    return titled and not any(mark.isdigit() for mark in words)
