"""Tells the words that only introduce a list ("Patients who meet any of the following will be excluded:")."""

from __future__ import annotations

import re

from screener.criteria.protocol import Category
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.labels import names_topic
from screener.reading.layout.labels import titles
from screener.reading.layout.permissions import permits_list

_INTRODUCES = re.compile(
    r"\b(?:any|all|one|each|none|following|criteria|criterion|conditions|below|requirements)\b.*"
    r"|\b(?:eligible|excluded|included|inclusion|exclusion|participate|qualify)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_PEOPLE = re.compile(
    r"^\W*(?:(?:in\s+order\s+)?to\s+(?:be|qualify|participate)|a\s+potentially|(?:all\s+|an?\s+|each\s+|potential\s+|eligible\s+|any\s+|the\s+)?(?:patients?|subjects?|participants?|individuals?|volunteers?|candidates?|women|men|persons?|people|children|those|adults)\b|each\s|the\s+following|any\s+of|all\s+of|inclusion|exclusion|key|main|both|if\s+any|for\s+inclusion|at\s+|(?:the\s+)?(?:investigators?|study)\s+will\s+exclude\s+)",
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"\b(?:allowed|permitted|permissible|acceptable|eligible|exceptions?|(?:may|can) be (?:enrolled|included|used))\b",
    re.IGNORECASE,
)
_POINTS = frozenset({"following", "these", "below", "criteria", "criterion", "conditions"})
_SAYS = _POINTS | {
    "the", "a", "an", "any", "all", "one", "each", "either", "none", "two", "or", "more", "of", "and", "at", "least", "if",
    "who", "that", "which", "those", "patient", "patients", "subject", "subjects", "participant", "participants", "person",
    "persons", "individual", "individuals", "people", "volunteers", "candidates", "meet", "meets", "meeting", "met", "fulfil",
    "fulfill", "fulfills", "fulfilling", "satisfy", "satisfying", "have", "has", "with", "exclusion", "inclusion",
    "eligibility", "will", "would", "be", "are", "is", "was", "were", "not", "excluded", "eligible", "ineligible", "included",
    "enrolled", "allowed", "considered", "to", "participate", "participation", "participating", "in", "from", "for", "this",
    "study", "trial", "must", "should", "may", "cannot", "can", "they", "enrollment", "enrolment", "entry", "listed",
    "requirements",
}  # fmt: skip
"""The words of a sentence that says no more than that a list follows it, without a colon."""
_DENIES = re.compile(r"\b(?:not|never|no|cannot|ineligible|excluded)\b", re.IGNORECASE)
_CONTENT = re.compile(r"\d|[<>≥≤]|\b(?:with|without|having|diagnos|history|aged|treated)\b", re.IGNORECASE)


def is_preamble(text: str, item: ItemText, category: Category) -> bool:
    """Whether the first item of a list only says that what follows is asked for or excludes.

    "At least two of the following" is not one: it counts.
    """
    words = item.span.text(text).rstrip()
    colon = words.endswith((":", "："))
    if not colon and not (len(item.children) > 1 and _only_points(words)):
        return False
    if colon and _CONTENT.search(words):
        return False
    if colon and permits_list(words):
        return False
    if category == "exclusion" and _ALLOWS.search(words) and not _DENIES.search(words):
        return False  # "The following are allowed:"
    wanted = "any" if category == "exclusion" else "all"
    counts = re.search(r"\b(any|one|all|each|none|two|three|both)\b(?:\s+\w+){0,2}\s+of\b", words, re.IGNORECASE)
    if counts and counts.group(1).lower() not in ({"any", "one"} if wanted == "any" else {"all", "each"}):
        return False
    return bool(_PEOPLE.match(words) and _INTRODUCES.search(words))


def is_title(text: str, item: ItemText, category: Category) -> bool:
    """Whether an item is only the title of the list below it: a known one, or words in capitals ("PATIENT CHARACTERISTICS:").

    Above exclusions a bare topic is one too ("General safety"), for each item below excludes by itself; what it is above
    inclusions depends on them.
    """
    words = item.span.text(text).rstrip(" .\r\n\t")
    titled = words.endswith((":", "：")) and words.isupper() and len(words.split()) > 1 and not words.startswith("FOR ")
    if item.children and " ".join(words.lower().rstrip(":：").split()) in titles():
        return True
    if category == "exclusion" and len(item.children) > 1 and names_topic(words, timed=False):
        return True
    return titled and not any(mark.isdigit() for mark in words)


def _only_points(words: str) -> bool:
    """Whether words say nothing but that those who meet what follows are taken or turned away."""
    found = words.lower().rstrip(".;").split()
    return not _POINTS.isdisjoint(found) and _SAYS.issuperset(found)
