"""Reads "within 4 weeks of the planned first dose", "before the expected date of surgery" as times before that event."""

from __future__ import annotations

from screener.reading.passes.times.events import anchor_of
from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_EXPECTED = frozenset({
    "planned", "anticipated", "expected", "scheduled", "projected", "proposed", "intended", "estimated", "the planned",
    "the anticipated", "the expected", "the scheduled",
})  # fmt: skip
_SMALL = frozenset({"the", "their", "his", "her", "a", "an", "his/her"})
_DAYS = frozenset({"date", "day", "time", "start date"})
_OF = frozenset({"of", "of the", "for", "for the"})
_WORDS = frozenset({"TEXT", "SEV", "PROCN"})
_INSIDE = _WORDS | {"TREATN", "DRUG", "PROC", "VACC", "MEASN", "MEAS", "DASH", "DOSE"}
_LAST = _INSIDE - {"DASH", "SEV"}
_MOST = 3
_EVENTS = ("ANCHOR", "PROC", "VACC", "TREATN", "TREAT")


def expected_anchors(tags: list[Tag]) -> list[Tag]:
    """The tags without the word that only says that a time's event lies ahead."""
    made: list[Tag] = []
    gone = 0
    for at, tag in enumerate(tags):
        if at < gone:
            tag.state = "compiled"
            continue
        end = _behind(tags, at) if tag.text.lower() in _EXPECTED and _timed(made) else at
        if end > at:
            tag.state, gone = "compiled", end
            name = names_end(tags, end, _INSIDE, _LAST, _MOST)
            if name > end and not any(plays(tags[end], kind) for kind in _EVENTS):
                made.append(anchor_of(tags[end:name]))
                gone = name
        else:
            made.append(tag)
    return made


def _timed(made: list[Tag]) -> bool:
    """Whether a length of time and its "before" or "of" stand last."""
    at = len(made) - 1
    while at > 0 and made[at].text.lower() in _SMALL:
        at -= 1
    if at < 1 or made[at - 1].type != "TU":
        return False
    return any(plays(made[at], kind) for kind in ("PRIOR", "AFTER")) or made[at].text.lower() in {"of", "of the", "to", "from"}


def _behind(tags: list[Tag], at: int) -> int:
    """The place of the event behind "planned", "expected date of the"; the place itself where none stands there."""
    end = at + 1
    while end < len(tags) and tags[end].text.lower() in _SMALL:
        end += 1
    if end + 1 < len(tags) and tags[end].text.lower() in _DAYS and tags[end + 1].text.lower() in _OF:
        end += 2
    while end < len(tags) and tags[end].text.lower() in _SMALL:
        end += 1
    return end if end < len(tags) and (tags[end].type in _WORDS or any(plays(tags[end], kind) for kind in _EVENTS)) else at
