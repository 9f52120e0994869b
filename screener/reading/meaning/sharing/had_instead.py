"""Tells where "without A but with B" says that B is there, and "family history of A, or have B" that the patient has B."""

from __future__ import annotations

import re

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.tags import Tag

_BUT = re.compile(r"\W*but\b(?!\s+(?:also|not|no|neither|without)\b)", re.IGNORECASE)
_HAS = re.compile(r"\W*(?:(?:and|or|but)\s+)?(?:with|having|who\s+(?:also\s+)?(?:have|has|had))\b", re.IGNORECASE)
_WHO_HAS = re.compile(r"\W*(?:(?:and|or|but)\s+)?who\s+(?:also\s+)?(?:have|has|had)\b(?!\s+(?:not|no|never)\b)", re.IGNORECASE)
_STILL = re.compile(r"\W*(?:and|but)\s+(?:who\s+)?still\s+(?:have|has|having)\b(?!\s+(?:not|no|never)\b)", re.IGNORECASE)
_OTHERS = re.compile(
    r"\W*or\s+(?:\w+\s+){0,2}(?:patients?|subjects?|participants?|individuals|adults|children|women|men|those|persons?)\s+"
    r"(?:with|having|who\s+(?:have|has|had))\b(?!\s+(?:not|no|never)\b)",
    re.IGNORECASE,
)
_LACKING = re.compile(r"(?:without|\bwith\s+no)(?:\s+\w+){0,3}\Z", re.IGNORECASE)
_THEMSELVES = re.compile(r"\W*(?:(?:and/or|and|or)\s+)?(?:who\s+)?(?:have|has|had|having)\b", re.IGNORECASE)
_WITH = re.compile(r"\W*(?:(?:and/or|and|or)\s+)?(?:with|having|who\s+(?:have|has|had))\b", re.IGNORECASE)


def had_by_themselves(conn: Tag, draft: Draft, context: Context) -> bool:
    """Whether a verb behind a connective says that the patients have what follows, so that it is not of their family."""
    return _THEMSELVES.match(context.text, conn.start, draft.heads[0].start) is not None


def had_besides(conn: Tag, draft: Draft, context: Context) -> bool:
    """Whether words behind a connective say that the patients have what follows, so that nothing forbids it them."""
    return _WITH.match(context.text, conn.start, draft.heads[0].start) is not None


def had_instead(denial: Tag, conn: Tag, draft: Draft, context: Context) -> bool:
    """Whether the words behind a connective say that what follows is there, whatever was denied before."""
    words = context.text[conn.start : draft.heads[0].start]
    if _BUT.match(words) or _WHO_HAS.match(words) or _STILL.match(context.text, conn.start):
        return True
    lacking = denial.text.lower() == "without"
    if _LACKING.search(context.text, 0, denial.end) and _OTHERS.match(context.text, conn.start):
        return True  # "patients without A or patients with B"
    return lacking and _HAS.match(words) is not None
