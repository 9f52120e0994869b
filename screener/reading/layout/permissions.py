"""Knows words that only tell what may be used: "The following drugs are allowed: aspirin, statins" asks nobody to take them."""

from __future__ import annotations

import re

from screener.reading.scanning.spotted import Spotted

_NOUNS = r"(?:medications?|medicines?|drugs?|treatments?|therap(?:y|ies)|agents?|products?|substances?|procedures?|vaccines?)"
_PERMITS = Spotted(re.compile(
    r"\W*(?:only\s+)?(?:"
    r"(?:(?:the|use\s+of|following|these|concomitant|concurrent|prior|previous|other|background)\s+)+"
    rf"(?:(?:[\w-]+\s+){{0,3}}{_NOUNS}\s+)?"
    r"(?:(?:is|are|will\s+be|would\s+be)\s+(?:allowed|permitted|permissible|acceptable)"
    r"|(?:can|may|could)\s+be\s+(?:used|taken|given|continued|administered|received))"
    rf"|(?:permitted|allowed|permissible|acceptable)(?:\s+(?:[\w-]+\s+){{0,3}}{_NOUNS})?"
    rf"|(?:[\w-]+\s+){{0,2}}{_NOUNS}\s+(?:(?:that|which)\s+are\s+)?(?:allowed|permitted|permissible)"
    r")(?:\s+(?:during|in|throughout|before|while|at|for|on|prior)\b[^:.;,]{0,60})?\s*[:：]",
    re.IGNORECASE,
), ("allowed", "permitted", "permissible", "acceptable", " be "))  # fmt: skip
_NOT = re.compile(
    r"\b(?:not|no|if|except|unless|contracept\w*|birth|patients?|subjects?|participants?|women|men)\b", re.IGNORECASE
)


def permits_list(words: str) -> bool:
    """Whether an item begins with such a heading over a list, and denies or asks nothing by it."""
    found = _PERMITS.search(words, words.lower()) if ":" in words or "：" in words else None
    return found is not None and found.start() == 0 and _NOT.search(found.group()) is None


_MAY_BE = re.compile(
    r"[^.;:]*\b(?:may|can|could)\s+(?:also\s+)?be\s+(?:used|continued|taken|given)\b[^.;:,]*[.;]?\s*", re.IGNORECASE
)


def permits(words: str) -> bool:
    """Whether an item only lets something be: with such a heading, or as "statins may be used"."""
    return permits_list(words) or (_MAY_BE.fullmatch(words) is not None and _NOT.search(words) is None)
