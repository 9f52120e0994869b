"""Stable names: which item an atom belongs to, and the link id that a key gets."""

from __future__ import annotations

import hashlib
import re

LONGEST = 48
_PLAIN = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9]+")


def link_id(key: str) -> str:
    """A short name of letters, digits and hyphens, the same for the same key on every machine and in every protocol."""
    if len(key) <= LONGEST and _PLAIN.fullmatch(key):
        return key.replace(" ", "-")
    name = _OTHER.sub("-", key.lower()).strip("-")[: LONGEST - 9].strip("-")
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{name}-{digest}" if name else digest


def value_key(concept: str, visit: str = "", form: str = "") -> str:
    """The key of a value: the concept, the visit it belongs to, and `%` where it is asked in percent of predicted."""
    return concept + (f" at {visit}" if visit else "") + (f" in {form}" if form else "")
