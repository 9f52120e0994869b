"""Which recorded values of a measure count: in the window or still current, and which of them decides."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Window
from screener.records.patient import Observation
from screener.screening.case import Case
from screener.screening.chart import kinship
from screener.screening.outcome import Outcome
from screener.screening.outcome import unknown
from screener.screening.outcome import unspoken
from screener.screening.timeline import inside
from screener.screening.timeline import lay

_CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?$")


class Dated(NamedTuple):
    """An observation with the day that it stands for and what was assumed about it."""

    entry: Observation
    day: PartialDate
    assumption: str = ""
    certain: bool = True


def recorded(concept: str | None, label: str, case: Case) -> tuple[Dated, ...]:
    """The observations of a measure up to the index date, the latest first."""
    key = concept or label
    known = case.measured.get(key)
    if known is None:
        known = case.measured[key] = _recorded(concept, label, case)
    return known


def _recorded(concept: str | None, label: str, case: Case) -> tuple[Dated, ...]:
    shelf = case.chart.observations
    found = shelf.find(concept) if concept is not None else shelf.by_words(label)
    dated = []
    for entry in _alike(found.present, concept, case):
        day, assumption = _day(entry, case)
        if day.first > case.index:
            name, source = case.label(concept, label), entry.id or "without id"
            case.notice("observation-future", f"{name} ({source}) is dated after the index date and is not used.")
            continue
        dated.append(Dated(entry, PartialDate(day.first, min(day.last, case.index)), assumption))
    dated.sort(key=lambda item: (item.day.last, _clock(item.entry)), reverse=True)
    return tuple(dated)


def _alike(entries: tuple[Observation, ...], concept: str | None, case: Case) -> tuple[Observation, ...]:
    """The observations of the measure itself and of one kind of it on the same scale; several kinds never mix."""
    if concept is None:
        return entries
    kinds = {
        one
        for entry in entries
        if concept not in entry.concepts
        for one in entry.concepts
        if _is_kind(one, concept, case)
    }
    if len(kinds) != 1:
        return tuple(entry for entry in entries if concept in entry.concepts)
    return tuple(entry for entry in entries if concept in entry.concepts or not kinds.isdisjoint(entry.concepts))


def _is_kind(recorded_as: str, concept: str, case: Case) -> bool:
    if kinship(recorded_as, concept) != "below":
        return False
    asked, own = case.measure(concept), case.measure(recorded_as)
    return asked is None or own is None or (asked.scale_max, asked.classes) == (own.scale_max, own.classes)


def _day(entry: Observation, case: Case) -> tuple[PartialDate, str]:
    if entry.date is None:
        if entry.assumed_date:
            assumption = "undated, taken at the index date"
            case.assume("undated values are taken at the index date")
            return on(case.index), assumption
        return PartialDate(date.min, case.index), ""
    return entry.date, "date assumed" if entry.assumed_date else ""


def _clock(entry: Observation) -> str:
    return entry.time if _CLOCK.match(entry.time) else ""


class Chosen(NamedTuple):
    """The observations that may decide, latest first, or why there are none."""

    entries: tuple[Dated, ...]
    problem: Outcome | None = None


def choose(concept: str | None, label: str, window: Window | None, case: Case, *, history: bool = False) -> Chosen:
    """The observations inside the window, or without one those still current; `history` takes them of any age."""
    entries = recorded(concept, label, case)
    if window is not None:
        return _in_window(entries, window, concept, label, case)
    if not entries:
        return Chosen((), _nothing(concept, label, case))
    if history:
        return Chosen(entries)
    return _current(entries, concept, label, case)


def _nothing(concept: str | None, label: str, case: Case, when: str = "") -> Outcome:
    if concept is None or concept not in case.catalog:
        return unspoken(label)
    return unknown(Reason.NOT_RECORDED, f"{label} is not recorded{when}.")


def current_days(concept: str | None, case: Case) -> int | None:
    """How many days a value stays current; None for ever."""
    if concept is not None and concept in case.site.current_days:
        return case.site.current_days[concept]
    measure = case.measure(concept)
    return measure.current_for if measure is not None else case.site.state_days


def _current(entries: tuple[Dated, ...], concept: str | None, label: str, case: Case) -> Chosen:
    days = current_days(concept, case)
    if days is None:
        return Chosen(entries)
    fresh = []
    for item in entries:
        if (case.index - item.day.last).days > days:
            continue
        certain = item.day.exact or (case.index - item.day.first).days <= days
        fresh.append(item if certain else item._replace(certain=False))
    if not fresh:
        latest = entries[0].day
        sentence = f"The latest {label} is of {latest} and counts for {days} days only."
        return Chosen((), unknown(Reason.STALE, sentence))
    return Chosen(tuple(fresh))


def _in_window(entries: tuple[Dated, ...], window: Window, concept: str | None, label: str, case: Case) -> Chosen:
    stretch = lay(window, case)
    if stretch.problem is not None:
        reason, sentence = stretch.problem
        return Chosen((), unknown(reason, f"{label}: {sentence[:1].lower()}{sentence[1:]}"))
    if stretch.visit:
        return _at_visit(entries, stretch.visit, stretch.days.first, concept, label, case)
    kept = []
    for item in entries:
        truth = inside(item.day, stretch.days)
        if truth is not Truth.FALSE:
            assumption = "; ".join(text for text in (item.assumption, stretch.assumption) if text)
            kept.append(item._replace(assumption=assumption, certain=truth is Truth.TRUE))
    if kept:
        return Chosen(tuple(kept))
    if stretch.ahead:
        return Chosen((), unknown(Reason.DEFERRED, f"{label} can still be measured in the period asked about."))
    return Chosen((), _nothing(concept, label, case, " in the period asked about"))


def _at_visit(entries: tuple[Dated, ...], visit: str, day: date, concept: str | None, label: str, case: Case) -> Chosen:
    """The values of a visit: named after it, else of its day; for screening also the latest current one."""
    named = [item for item in entries if _visit(item.entry) == visit]
    if named:
        return Chosen(tuple(named))
    unnamed = [item for item in entries if not _visit(item.entry)]
    same_day = [item for item in unnamed if item.day.exact and item.day.first == day]
    if same_day:
        return Chosen(tuple(same_day))
    if visit != "screening":
        return Chosen((), _nothing(concept, label, case, f" for the {visit} visit"))
    if not unnamed:
        return Chosen((), _nothing(concept, label, case))
    chosen = _current(tuple(unnamed), concept, label, case)
    assumed = "the latest current value stands for the screening visit"
    return Chosen(
        tuple(item._replace(assumption=item.assumption or assumed) for item in chosen.entries), chosen.problem
    )


def _visit(entry: Observation) -> str:
    return (entry.visit or "").strip().lower().replace(" ", "-").removesuffix("-visit")


def latest(entries: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """The latest value, with those that may be as late: of the same day, or of a day known less closely."""
    top = entries[0]
    group = [item for item in entries if item.day.last >= top.day.first]
    if all(item.day.exact and _clock(item.entry) for item in group):
        return tuple(item for item in group if _clock(item.entry) == _clock(top.entry))
    return tuple(group)
