"""What part the sentences of an item play: most are conditions, some let people in again, ask for something, or only remark.

"Brain metastases. Patients whose metastases are treated may be enrolled. Scans will be collected at screening." excludes
by its first sentence alone. An exclusion that says what candidates must have excludes those who lack it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import fields
from functools import cache
from typing import Literal

from screener.core.data import read_toml
from screener.criteria.protocol import Category
from screener.reading.layout.prose import narrates
from screener.reading.scanning.spotted import Spotted

Role = Literal[
    "condition", "remark", "admits", "spares", "requires", "requires of some", "judged", "waits", "keeps out", "defines",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Patterns:
    told: Spotted
    conduct: re.Pattern[str]
    decides: re.Pattern[str]
    admits: re.Pattern[str]
    spares: re.Pattern[str]
    not_admits: re.Pattern[str]
    elaborates: re.Pattern[str]
    judged: re.Pattern[str]
    waits: re.Pattern[str]


def role_of(words: str, category: Category, *, first: bool) -> Role:
    """The part that a sentence plays in an item of that list; `first`: no other sentence stands before it."""
    known = _patterns()
    folded = " ".join(words.split())
    low = folded.lower()
    if narrates(folded, low) or known.told.search(folded, low):
        return "remark"
    plain = _BRACKET.sub(" ", folded) if "(" in folded else folded
    if not first:
        if known.conduct.search(plain) and not known.decides.search(plain):
            return "remark"
        if "considered" in low and _NO_KIND.search(plain):
            return "remark"
        if known.admits.search(plain) and not known.not_admits.search(plain) and not _EVERYBODY.match(plain):
            return "admits"
        if category == "exclusion" and known.spares.search(plain) and not _ONLY_SOME.search(plain):
            return "spares"
        if category == "inclusion" and known.elaborates.match(plain):
            return "remark"
        if category == "exclusion" and _DEFINES.match(plain) and not known.decides.search(plain):
            return "defines"  # "Immunosuppressants are defined as methotrexate and azathioprine" asks for none
    if category == "exclusion":
        return "waits" if known.waits.search(plain) else _requirement(plain, low)
    return "keeps out" if _KEPT_OUT_IF.search(plain, low) else "condition"


def _requirement(words: str, low: str) -> Role:
    """Whether a sentence among the exclusions says what candidates must be: all of them, or only those it names."""
    must = _MUST.search(words, low)
    if must is None or _INVERTED.match(words) or _KEEPS_OUT.search(words) or _RELATIVE.search(words[: must.start()]):
        return "condition"
    cannot = must.group().lower().startswith("can") and not must.group().lower().endswith("exceed")
    all_of_them = _PEOPLE.fullmatch(words[: must.start()]) and not (cannot and not words[: must.start()].strip())
    if not all_of_them and (cannot or must.group().lower() == "may not"):
        return "condition"
    if _patterns().judged.search(words):
        return "judged"
    return "requires" if all_of_them else "requires of some"


def begins_sentence(words: str) -> bool:
    """Whether words behind a semicolon or dash say something of their own: "…; patients must have recovered"."""
    return bool(_PART.match(words))


_BRACKET = re.compile(r"\([^()]*\)")
_SUBJECTS = (
    r"(?:(?:wo)?m[ae]n|(?:fe)?males?|patients?|subjects?|participants?|volunteers?|candidates?|individuals?|persons?|people|they"
    r"|he or she|he/she|you)"
)
_PEOPLE = re.compile(
    rf"\W*(?:(?:note|nb|however|in addition|additionally|also|furthermore)\W+)?"
    rf"(?:(?:(?:all|the|any|each|both|eligible|enrolled|potential|study|male|female|and|or)\s+)*{_SUBJECTS}\s+)?",
    re.IGNORECASE,
)
_ONLY_SOME = re.compile(r"\b(?:unless|only|alone|(?:is|are|will be|must be|should be) excluded)\b", re.IGNORECASE)
_EVERYBODY = re.compile(
    rf"\W*(?:(?:all|the|these|such)\s+)*{_SUBJECTS}\s+"
    r"(?:(?:is|are|will\s+be|may\s+be|can\s+be)\s+(?:considered\s+)?eligible|may|can)\b",
    re.IGNORECASE,
)
_MUST = Spotted(re.compile(
    r"\b(?:must|shall|should|(?:is|are) required to|may not|cannot (?:have|be|exceed)|can not (?:have|be|exceed)"
    r"|(?:is|are|was|were) (?:not to|to have no|to be free))\b",
    re.IGNORECASE,
), ("cannot", "can not", "must", "shall", "should", "required to", "may not", "not to", "have no", "be free"))  # fmt: skip
_INVERTED = re.compile(r"\W*should\b(?!\s+(?:not|never|have|be)\b)", re.IGNORECASE)  # "Should the disease progress, …"
_PART = re.compile(
    r"\s*(?:please\s+)?(?:note|nb|n\.b\.)(?:\s+that\b|\s*[:,])|"
    rf"\s*(?:(?:all|an?|any|the|such|these|those|female|male|however)\W+)*{_SUBJECTS}\b[^.;]{{0,110}}?"
    r"\b(?:must|should|may participate"
    r"|(?:are|is|will be|may be|can be) (?:also |not )?(?:eligible|ineligible|excluded|allowed|permitted|enrolled|included))\b",
    re.IGNORECASE,
)
_KEEPS_OUT = re.compile(
    r"\b(?:exclud\w+|exclusion\w*|ineligible|(?:not|never)\s+(?:be\s+)?(?:able\s+to\s+)?(?:eligible|enrol\w*|includ\w*|participate|enter\w*|considered"
    r"|allowed|permitted|recruited|take part))\b",
    re.IGNORECASE,
)
_KEPT_OUT_IF = Spotted(re.compile(
    r"\b(?:(?:is|are|was|were|be)\s+excluded|ineligible|not\s+(?:be\s+)?(?:eligible|enrolled|included|participate))\b[^.,;]{0,40}?"
    r"\b(?:if|when|in case)\b",
    re.IGNORECASE,
), ("excluded", "ineligible", "not"))  # fmt: skip
_NO_KIND = re.compile(  # "Replacement therapy is not considered a form of systemic treatment"
    r"\b(?:is|are|will) not (?:be )?considered (?:to be )?(?:an? )?(?:form of |type of |kind of )?"
    r"(?:systemic|prior|previous|active|major|anti-?cancer|immunosuppressive)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"\W*[\w/ -]{2,60}? (?:is|are|was|were|will be) (?:here )?defined (?:as|by)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whom|that|which|whose)\s+(?:\w+\s+)?$", re.IGNORECASE)


@cache
def _patterns() -> _Patterns:
    table = read_toml("rules", "words", "sentences.toml")
    found = {each.name: re.compile("|".join(table[each.name]), re.IGNORECASE) for each in fields(_Patterns)}
    return _Patterns(Spotted(found.pop("told"), tuple(table["told_words"])), **found)
