"""Makes a patient record out of the facts of a corpus line (see corpus.py)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from decimal import Decimal

from screener.catalog.load import catalog
from screener.core.calendar import on
from screener.core.calendar import parse_partial
from screener.core.calendar import shift
from screener.records.patient import Allergy
from screener.records.patient import Answer
from screener.records.patient import Completeness
from screener.records.patient import Condition
from screener.records.patient import Immunization
from screener.records.patient import Observation
from screener.records.patient import Patient
from screener.records.patient import Range
from screener.records.patient import Treatment

VERBS = {"has", "no", "took", "takes", "never", "vaccinated", "allergic", "yes", "answer", "complete", "presume", "family", "failed", "anchor"}
RESULTS = {"positive", "negative", "normal", "abnormal", "indeterminate"}
_UNITS = {"d": "day", "w": "week", "mo": "month", "y": "year"}
_RELATIVE = re.compile(r"([+-])(\d+)(d|w|mo|y)$")
_VALUE = re.compile(r"(?:(?P<name>\D.*?)\s+)??(?P<value>-?\d+(?:\.\d+)?)(?:\s+(?P<unit>\S+))?$")


@dataclass
class Draft:
    """A record in the making."""

    measure: str | None
    today: object
    items: dict[str, list] = field(default_factory=dict)
    plain: dict[str, object] = field(default_factory=dict)
    presume: set[str] = field(default_factory=set)
    by_words: bool = False

    def add(self, kind, item):
        self.items.setdefault(kind, []).append(item)


def patient_of(facts, measure, today, by_words=False):
    """The patient and the presumed domains; `measure` is the concept of a bare value.

    With `by_words`, what is denied or measured may have a name that the catalogue does not know.
    """
    draft = Draft(measure, today, by_words=by_words)
    for fact in facts:
        _read(fact, draft)
    answers = dict(draft.items.pop("answers", []))
    lists = {name: tuple(items) for name, items in draft.items.items()}
    return Patient(id="case", answers=answers, **lists, **draft.plain), frozenset(draft.presume)


def _read(fact, draft):
    verb, _, rest = fact.partition(" ")
    simple = {"male": ("sex", "male"), "female": ("sex", "female")}
    if fact in simple:
        name, value = simple[fact]
        draft.plain[name] = value
    elif verb == "born":
        draft.plain["birth_date"] = _day(rest, draft)
    elif verb == "age":
        draft.plain["birth_date"] = on(shift(draft.today, -Decimal(rest), "year") - timedelta(days=1))
    elif verb in VERBS:
        globals()[f"_{verb}"](rest, draft)
    else:
        _observed(fact, draft)


def _no(rest, draft):
    if rest.startswith("answer "):
        draft.add("answers", (_concept(rest.removeprefix("answer ")), Answer(value=False)))
        return
    concepts = _named(rest, draft)
    draft.add("conditions", Condition(concepts=concepts, text=rest, presence="absent", recorded=on(draft.today)))


def _yes(rest, draft):
    draft.add("answers", (_concept(rest), Answer(value=True)))


def _answer(rest, draft):
    key, _, value = rest.rpartition(" ")
    draft.add("answers", (key, Answer(value={"yes": True, "no": False, "unknown": None}[value])))


def _has(rest, draft, who="patient"):
    name, since, until = _stretch(rest, draft)
    name, _, severity = name.partition(" severity ")
    status = "resolved" if until else "active"
    draft.add(
        "conditions",
        Condition(
            concepts=_concepts(name), text=name, status=status, onset=since, abated=until, recorded=on(draft.today),
            severity=severity or None, who=who,
        ),
    )  # fmt: skip


def _family(rest, draft):
    _has(rest.removeprefix("has "), draft, who="family")


def _took(rest, draft, status="completed", response=None):
    name, since, until = _stretch(rest, draft)
    name, _, stable = name.partition(" stable ")
    name, _, amount = name.partition(" dose ")
    value, _, unit = amount.partition(" ")
    unit, _, per = unit.partition("/")
    concepts = _concepts(name)
    draft.add(
        "treatments",
        Treatment(
            concepts=concepts, text=name, kind=_kind(concepts), status=status, start=since, end=until, recorded=on(draft.today),
            dose=Decimal(value) if value else None, dose_unit=unit or None, dose_per=per or None,
            stable_since=_day(stable, draft) if stable else None, response=response,
        ),
    )  # fmt: skip


def _failed(rest, draft):
    _took(rest, draft, response="failed")


def _anchor(rest, draft):
    name, _, day = rest.rpartition(" ")
    draft.plain.setdefault("anchors", {})[name] = _day(day, draft).first


def _takes(rest, draft):
    _took(rest, draft, status="active")


def _never(rest, draft):
    name = rest.removeprefix("took ")
    draft.add("treatments", Treatment(concepts=_concepts(name), text=name, kind=_kind(_concepts(name)), presence="absent", recorded=on(draft.today)))


def _vaccinated(rest, draft):
    name, _, day = rest.rpartition(" ")
    draft.add("immunizations", Immunization(concepts=_concepts(name), text=name, date=_day(day, draft)))


def _allergic(rest, draft):
    name = rest.removeprefix("to ")
    draft.add("allergies", Allergy(concepts=_concepts(name), text=name, recorded=on(draft.today)))


def _complete(rest, draft):
    draft.add("complete", Completeness(domain=rest))


def _presume(rest, draft):
    draft.presume.add(rest)


def _observed(fact, draft):
    words, _, at = fact.partition(" @")
    day = _day(at, draft) if at else on(draft.today)
    words, _, ends = words.partition(" range ")
    low, _, high = ends.partition("..")
    found = _VALUE.match(words)
    if found:
        named = found["name"]
        seen = {"value": Decimal(found["value"]), "unit": found["unit"]}
        if ends:
            seen["reference_range"] = Range(low=low or None, high=high or None)
    else:
        name, _, value = words.rpartition(" ")
        named = name
        seen = {"result": value} if value in RESULTS else {"value_text": value}
    concepts = _named(named, draft) if named else (_bare(draft, fact),)
    draft.add("observations", Observation(concepts=concepts, text="" if concepts else named, date=day, **seen))


def _bare(draft, fact):
    assert draft.measure, f"{fact!r}: name the concept, the rule has no measure"
    return draft.measure


def _stretch(rest, draft):
    name, _, until = rest.partition(" until ")
    name, _, since = name.partition(" since ")
    return name.strip(), _day(since, draft) if since else None, _day(until, draft) if until else None


def _day(text, draft):
    found = _RELATIVE.match(text.strip())
    if found:
        sign, amount, unit = found.groups()
        return on(shift(draft.today, Decimal(f"{sign}{amount}"), _UNITS[unit]))
    day = parse_partial(text)
    assert day, f"{text!r} is not a day"
    return day


def _concepts(name):
    """The concept's id where the catalogue knows the name; else none, as an uncoded entry has."""
    known = catalog()
    return (name,) if name in known else known.by_text(name)[:1]


def _named(name, draft):
    return _concepts(name) if draft.by_words else (_concept(name),)


def _concept(name):
    found = _concepts(name)
    assert found, f"{name!r} is not in the catalogue"
    return found[0]


def _kind(concepts):
    known = catalog()
    kind = known[concepts[0]].kind if concepts else "drug"
    return kind if kind in {"drug", "procedure", "device", "therapy"} else "drug"
