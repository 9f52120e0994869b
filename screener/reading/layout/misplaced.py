"""Requirements that stand in a list of exclusions: "Patients must not have heart failure", "No known allergy to it".

Taken word for word such an item would exclude everybody who is well. "Must not" asks something of candidates, so that
those are excluded who do not meet it; a bare "no known", "no prior" may be either, and both readings are kept.
"""

from __future__ import annotations

import re

_PEOPLE = r"(?:(?:all|the|any)\s+)?(?:patients?|subjects?|participants?|women|females?|men|males?|candidates?|individuals?|they)"
_ASKS = re.compile(
    rf"^\W*(?:{_PEOPLE}\s+)?(?:must|should|may|shall)\s*(?:not\b|have\s+no\b|be\s+free\b|never\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"^\W*no(?:t)?\s+(?:known|history|prior|previous|evidence|active|currently?|other|concurrent|concomitant|clinically"
    r"|significant|uncontrolled|severe|serious|recent|symptomatic|patients?|subjects?|participants?|individuals?|(?:wo)?men|females?"
    r"|males?|pregnan\w+|nursing|lactating|breast-?feeding)\b",
    re.IGNORECASE,
)


def asks(words: str) -> bool:
    """Whether an item says what candidates must not have."""
    return bool(_ASKS.match(words))


def denies(words: str) -> bool:
    """Whether an item denies what an exclusion would name, so that it may be a requirement."""
    return bool(_DENIES.match(words))
