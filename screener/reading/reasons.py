"""Keeps with it what a stay in hospital was for, side effects came from, somebody is addicted to: "hospitalized for asthma".

A time behind is the stay's, and nobody is asked to have had the surgery that toxicities come from.
"""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.tags import Tag

_STAYS = frozenset({"hospitalized"})
_EFFECTS = frozenset({"toxicity", "adverse-reaction"})
_ADDICTIONS = frozenset({"substance-abuse", "drug-abuse"})
_TO = frozenset({"to", "on", "of"})
_CAUSES = frozenset({"due to", "because of", "secondary to", "caused by", "related to", "as a result of", "resulting from"})
_FOR = frozenset({"for"})
_TIMES = frozenset({"WITHIN", "DURING", "AGO", "AT", "NUM", "PRIOR", "AFTER"})
_FURTHER = frozenset({"COND", "CONDN", "SEV", "TEXT"})
_SOURCES = _FURTHER | {"PROC", "TREATN", "DRUG"}
_FROM = frozenset({"from", "of"})
_NAMES = frozenset({
    "COND", "CONDN", "DRUG", "PROC", "PROCN", "TREATN", "VACC", "TEXT", "SEV", "FILL", "DASH", "HIST", "TREAT", "ACTIVE",
    "NEWLY", "STATE", "PREP", "COURSE", "SLASH",
})  # fmt: skip
_NAMED = _NAMES - {"FILL", "DASH", "PREP", "HIST", "SLASH"}


def reasons(tags: list[Tag]) -> list[Tag]:
    """The tags with each reason behind a stay or a side effect made one qualifier of it."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        made.append(tags[at])
        end = _reason(tags, at) or _subject(tags, at)
        if end:
            parts = tuple(tags[at + 1 : end])
            whole = Tag("SEV", parts[0].start, parts[-1].end, "other", " ".join(part.text for part in parts))
            whole.others = (("parts", parts),)
            made.append(whole)
            at = end
        else:
            at += 1
    return made


def _reason(tags: list[Tag], at: int) -> int:
    """The place behind the reason that follows a tag; 0 where none does."""
    ids = tags[at].value if tags[at].type in {"STATE", "COND"} and isinstance(tags[at].value, tuple) else ()
    if at + 2 >= len(tags) or len(ids) != 1:  # type: ignore[arg-type]
        return 0
    words = _TO if ids[0] in _ADDICTIONS else _CAUSES | (_FOR if ids[0] in _STAYS else _FROM)  # type: ignore[index]
    if ids[0] not in _STAYS | _EFFECTS | _ADDICTIONS or tags[at + 1].text.lower() not in words:  # type: ignore[index]
        return 0
    end = _names(tags, at + 2)
    while end > at + 2 and end + 1 < len(tags) and tags[end].type in {"OR", "AND"}:
        further = _names(tags, end + 1)
        if further == end + 1 or tags[end + 1].type not in (_FURTHER if ids[0] in _STAYS else _SOURCES):  # type: ignore[index]
            break
        end = further
    timed = end < len(tags) and tags[end].type in _TIMES
    return end if end > at + 2 and (timed or ids[0] not in _STAYS) else 0  # type: ignore[index]


_LIMITS = frozenset({"CMP", "NUM", "BETW"})


def _subject(tags: list[Tag], at: int) -> int:
    """The place behind the finding that a score is taken of, where its limit follows ("VAS for pelvic pain ≥ 4"); else 0."""
    if tags[at].type != "MEAS" or at + 3 >= len(tags) or tags[at + 1].text.lower() != "for" or not _score(tags[at]):
        return 0
    end = _names(tags, at + 2)
    finding = any(tag.type in {"COND", "CONDN"} for tag in tags[at + 2 : end])
    pain = any("pain" in tag.text.lower() for tag in tags[at + 2 : end])
    if "pain" in _label(tags[at]) and not pain:
        return 0  # "NRS for itch" is another scale
    return end if finding and end < len(tags) and tags[end].type in _LIMITS else 0


def _label(tag: Tag) -> str:
    known = catalog()
    return " ".join(known[ident].label.lower() for ident in tag.value)  # type: ignore[attr-defined]


def _score(tag: Tag) -> bool:
    known = catalog()
    return isinstance(tag.value, tuple) and all(known[ident].kind == "score" for ident in tag.value)


def _names(tags: list[Tag], first: int) -> int:
    """The place behind the names that start at a place."""
    end = first
    while end < len(tags) and tags[end].type in _NAMES:
        end += 1
    while end > first and tags[end - 1].type not in _NAMED:
        end -= 1
    return end
