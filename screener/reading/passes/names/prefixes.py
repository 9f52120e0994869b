"""Reads the prefixes "non-", "anti-", "pre-" and "post-".

"Non-" denies a name of one word, and is part of any longer one ("non-diabetic renal disease"); an "anti-glaucoma agent"
is given against what it names; "pre-operative" is one word.
"""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_DENIABLE = frozenset({"COND", "STATE", "SEX", "DEMO", "VACC"})
_NOUN_OF = {"COND": "CONDN", "CONDN": "CONDN", "DRUG": "TREATN", "TREATN": "TREATN", "PROC": "PROCN", "PROCN": "PROCN"}
_TIMED = frozenset({"pre", "post"})
PREFIXES = _TIMED | {"non", "anti"}
_WORDS = frozenset({"TEXT", "SEV"})
_OURS = frozenset({"study", "trial", "protocol", "investigational"})


def prefixed(tags: list[Tag]) -> list[Tag]:
    """The tags with "non-" joined to the word behind it wherever it does not deny a whole name."""
    if PREFIXES.isdisjoint([tag.text.lower() for tag in tags]):
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        joined, taken = _timed(tags, at) if tags[at].text.lower() in _TIMED else (None, 0)
        if _prefix(tags[at]):
            joined, taken = _joined(tags, at)
        made.append(joined or tags[at])
        at += taken or 1
    return made


def _timed(tags: list[Tag], at: int) -> tuple[Tag | None, int]:
    """One word for "pre-operative", with how many tags that takes; none behind a length of time ("2 years post-infarction")."""
    parts = tags[at : at + 3]
    if [tag.type for tag in parts[1:]] != ["DASH", "TEXT"] or (at and tags[at - 1].type == "TU") or plays(parts[2], "ANCHOR"):
        return None, 0
    if parts[0].end != parts[1].start or parts[1].end != parts[2].start:
        return None, 0
    whole = "-".join((parts[0].text, parts[2].text))
    for tag in parts:
        tag.state = "compiled"
    return Tag("TEXT", parts[0].start, parts[2].end, whole.lower(), whole), 3


def _one_word(text: str) -> bool:
    """Whether a name has one word, besides a noun for people ("diabetic patients")."""
    found = words(text)
    roles = lexicon().roles.get(found[-1:], ())
    people = len(found) > 1 and any(kind == "POP" for kind, _ in roles)
    return len(found) - people == 1


def _prefix(tag: Tag) -> bool:
    return (tag.type == "NEG" and tag.text.lower() == "non") or _against(tag)


def _against(tag: Tag) -> bool:
    return tag.type == "TEXT" and tag.text.lower() == "anti"


def _before_noun(tags: list[Tag], at: int) -> bool:
    """Whether a noun stands there, or behind adjectives ("non-diabetic metabolic dysfunction")."""
    while at + 1 < len(tags) and (tags[at].type == "SEV" or (tags[at].type == "TEXT" and tags[at].text.endswith(_ADJECTIVE))):
        at += 1
    return at < len(tags) and tags[at].type in _NOUN_OF.keys() | {"MEAS"}


_ADJECTIVE = ("al", "ic", "ar", "ary", "ive", "ous")


def _joined(tags: list[Tag], at: int) -> tuple[Tag | None, int]:
    """One tag for the prefix and what it belongs to, with how many tags that takes; None where it denies a name."""
    dashed = at + 1 < len(tags) and tags[at + 1].type == "DASH"
    place = at + 2 if dashed else at + 1
    if place >= len(tags):
        return None, 0
    base = tags[place]
    if base.text.lower() in _OURS and not _against(tags[at]):  # "any non-study vaccine" is any other than that of the study
        text = f"{tags[at].text}-{base.text}"
        for tag in tags[at : place + 1]:
            tag.state = "compiled"
        return Tag("SEV", tags[at].start, base.end, "description", text), place + 1 - at
    whole = f"{tags[at].text}{tags[at + 1].text if dashed else ' '}{base.text}"
    alone = _one_word(base.text)
    adjective = _before_noun(tags, place + 1)
    if _against(tags[at]) and (not dashed or base.type not in {"COND", "TEXT", "MEAS"}):
        return None, 0
    if not _against(tags[at]) and base.type in _DENIABLE and alone and not (base.type == "COND" and adjective):
        return None, 0
    if base.type in _WORDS or _against(tags[at]) or (base.type == "COND" and alone):
        kind = base.type if base.type == "SEV" else "TEXT"
        value = base.value if kind == "SEV" else whole.lower()
    elif base.type in _NOUN_OF:
        kind, value = _NOUN_OF[base.type], "noun"
    else:
        return None, 0
    for tag in tags[at : place + 1]:
        tag.state = "compiled"
    return Tag(kind, tags[at].start, base.end, value, whole), place + 1 - at
