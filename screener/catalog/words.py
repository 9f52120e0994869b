"""How names are cut into words and folded, in the catalogue and in the text alike."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’](?=[a-z])[^\W_]+)?")
"""A word: letters and digits; hyphens, slashes and brackets part words, an inner apostrophe does not."""

_BRITISH = (
    ("haem", "hem"),
    ("aemi", "emi"),
    ("oede", "ede"),
    ("oeso", "eso"),
    ("oest", "est"),
    ("oetal", "etal"),
    ("rrhoe", "rrhe"),
    ("paed", "ped"),
    ("gynaec", "gynec"),
    ("anaest", "anest"),
    ("faec", "fec"),
    ("caec", "cec"),
    ("leuco", "leuko"),
    ("leukaem", "leukem"),
    ("sulph", "sulf"),
    ("tumour", "tumor"),
    ("isation", "ization"),
    ("omised", "omized"),
    ("alised", "alized"),
    ("ilised", "ilized"),
    ("unised", "unized"),
    ("enrolment", "enrollment"),
    ("ising", "izing"),
    ("behaviour", "behavior"),
    ("centre", "center"),
    ("litre", "liter"),
    ("fibre", "fiber"),
    ("labour", "labor"),
)
_BRITISH_PART = re.compile("|".join(british for british, _ in _BRITISH))
_ABBREVIATIONS = re.compile(r"[A-Z]{2,}(?:i|I)s")
_KEEP = frozenset(
    {"lens", "pus", "gas", "bias", "iris", "plus", "aids", "als", "was", "has", "less", "this", "does", "esrs", "hads"}
)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word in lower case, American spelling and singular, so that variants of a name meet."""
    if _ABBREVIATIONS.fullmatch(word):
        return word[:-1].lower()  # "ACEIs"
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s")
    if _BRITISH_PART.search(low):
        for british, american in _BRITISH:
            low = low.replace(british, american)
    if len(low) > 3 and low.endswith("s") and low not in _KEEP and not low.endswith(("ss", "us", "is")):
        if low.endswith("ies") and len(low) > 4:
            return low[:-3] + "y"
        if low.endswith(("sses", "xes", "ches", "shes")):
            return low[:-2]
        return low[:-1]
    return low


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a name, the key under which the catalogue's index keeps it."""
    return tuple(fold(word) for word in WORD.findall(text))
