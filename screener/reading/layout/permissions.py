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
    rf"|(?:permitted|allowed|permissible)\s+(?:[\w-]+\s+){{0,3}}{_NOUNS}"
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
