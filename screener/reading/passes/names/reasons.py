"""Keeps with it what a stay in hospital was for, side effects came from, somebody is addicted to: "hospitalized for asthma".

A time behind is the stay's, and nobody is asked to have had the surgery that toxicities come from.
"""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_STAY = "hospitalized"
_CAUSES = frozenset({"due to", "because of", "secondary to", "caused by", "related to", "as a result of", "resulting from"})
_BEHIND = {
    _STAY: _CAUSES | {"for"},
    **dict.fromkeys(("toxicity", "adverse-reaction"), _CAUSES | {"from", "of"}),
    **dict.fromkeys(("substance-abuse", "drug-abuse"), frozenset({"to", "on", "of"})),
}
"""The words before what each of these was for, came from or is of."""
_OWNERS = frozenset({"STATE", "COND", "MEAS"})
_TIMES = frozenset({"WITHIN", "DURING", "AGO", "AT", "NUM", "PRIOR", "AFTER"})
_FURTHER = frozenset({"COND", "CONDN", "SEV", "TEXT"})
_SOURCES = _FURTHER | {"PROC", "TREATN", "DRUG"}
_NAMES = frozenset({
    "COND", "CONDN", "DRUG", "PROC", "PROCN", "TREATN", "VACC", "TEXT", "SEV", "FILL", "DASH", "HIST", "TREAT", "ACTIVE",
    "NEWLY", "STATE", "PREP", "COURSE", "SLASH",
})  # fmt: skip
_NAMED = _NAMES - {"FILL", "DASH", "PREP", "HIST", "SLASH"}


def reasons(tags: list[Tag]) -> list[Tag]:
    """The tags with each reason behind a stay or a side effect made one qualifier of it."""
    for at, tag in enumerate(tags):
        if tag.type in _OWNERS and (end := _reason(tags, at) or _subject(tags, at)):
            return [*tags[: at + 1], covering("SEV", tags[at + 1 : end], "other"), *reasons(tags[end:])]
    return tags


def _reason(tags: list[Tag], at: int) -> int:
    """The place behind the reason that follows a tag; 0 where none does."""
    ids = tags[at].value if tags[at].type in {"STATE", "COND"} else None
    if not isinstance(ids, tuple) or len(ids) != 1 or ids[0] not in _BEHIND or at + 2 >= len(tags):
        return 0
    if tags[at + 1].text.lower() not in _BEHIND[ids[0]]:
        return 0
    stay = ids[0] == _STAY
    end = names_end(tags, at + 2, _NAMES, _NAMED)
    while end > at + 2 and end + 1 < len(tags) and tags[end].type in {"OR", "AND"}:
        further = names_end(tags, end + 1, _NAMES, _NAMED)
        if further == end + 1 or tags[end + 1].type not in (_FURTHER if stay else _SOURCES):
            break
        end = further
    timed = end < len(tags) and (tags[end].type in _TIMES or any(kind in _TIMES for kind, _ in tags[end].others))
    return end if end > at + 2 and (timed or not stay) else 0


_LIMITS = frozenset({"CMP", "NUM", "BETW"})


def _subject(tags: list[Tag], at: int) -> int:
    """The place behind the finding that a score is taken of, where its limit follows ("VAS for pelvic pain ≥ 4"); else 0."""
    if tags[at].type != "MEAS" or at + 3 >= len(tags) or tags[at + 1].text.lower() != "for" or not _score(tags[at]):
        return 0
    end = names_end(tags, at + 2, _NAMES, _NAMED)
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
