"""Requirements in a list of exclusions: "Patients must not have heart failure", "No known allergy", "≥ 4 weeks since surgery".

Taken word for word such an item would exclude everybody who is well. "Must not" asks something of candidates, so that
those are excluded who do not meet it; a bare "no known", "no prior" and a wait since a treatment may be either, and both
readings are kept.
"""

from __future__ import annotations

import re

_PEOPLE = r"(?:(?:all|the|any)\s+)?(?:patients?|subjects?|participants?|women|females?|men|males?|candidates?|individuals?|they)"
_ASKS = re.compile(
    rf"^\W*(?:{_PEOPLE}\s+)?(?:must|should|may|shall)\s*(?:not\b|have\s+no\b|be\s+free\b|never\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    rf"^\W*(?:(?:{_PEOPLE}\s+)?(?:who\s+)?(?:(?:is|are)\s+)?not\s+(?:currently\s+)?(?:pregnan\w+|nursing|lactating|breast-?feeding)\b|"
    r"no(?:t)?\s+(?:known|history|prior|previous|evidence|active|currently?|other|concurrent|concomitant|clinically"
    r"|significant|uncontrolled|severe|serious|recent|symptomatic|patients?|subjects?|participants?|individuals?|(?:wo)?men|females?"
    r"|males?|pregnan\w+|nursing|lactating|breast-?feeding)\b)",
    re.IGNORECASE,
)

_WAITS = re.compile(
    r"^\W*(?:(?:a\s+)?(?:washout|wash-out|interval|period|time)\s+of\s+)?"
    r"(?:at\s+least|(?:a\s+)?minimum\s+of|no\s+less\s+than|not\s+less\s+than|more\s+than|greater\s+than|longer\s+than|\\?>\s*=?|≥|≧)"
    r"\s*\d+\s*(?:hours?|days?|weeks?|months?|years?)\b[^.;]{0,40}?\b(?:between|since|elapsed|passed|from)\b"
    r"(?![^.;]*\b(?:initia\w+|start\w*|first|onset|begin\w*|beginning|began|diagnos\w+|admission)\b)",
    re.IGNORECASE,
)
"""How long a wait has to be, at the least, since something that is over; not how long ago something began."""


def asks(words: str) -> bool:
    """Whether an item says what candidates must not have."""
    return bool(_ASKS.match(words))


def denies(words: str) -> bool:
    """Whether an item denies what an exclusion would name, so that it may be a requirement."""
    return bool(_DENIES.match(words))


def waits(words: str) -> bool:
    """Whether an item says how long something has to be over, so that it may be a requirement."""
    return bool(_WAITS.match(words))
