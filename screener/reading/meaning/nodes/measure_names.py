"""Which measure a head names, where its scale, its unit or its limit tells."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.chunks.names import measure_by_unit
from screener.reading.meaning.chunks.names import pick
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.class_values import rank_of
from screener.reading.meaning.nodes.finding_measures import told_by
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.scanning.tags import take


def measure_name(draft: Draft, limits: list[Limits], context: Context) -> Name:
    """The measure that a head names, told by its limits where it could be several; its own words without a code."""
    if not draft.ids:
        words = context.name(draft.heads[0].start, draft.heads[-1].end)
        defined = context.abbreviations.get(draft.heads[-1].text, ())
        if len(defined) == 1 and catalog()[defined[0]].measure is not None:
            return Name(defined[0], catalog()[defined[0]].label, True)
        told = _told_by_finding(draft, limits)
        return Name(told, catalog()[told].label, True) if told is not None else Name(None, words, False)
    ids = draft.ids
    if len(ids) > 1 and limits:
        unit = limits[0].unit
        if limits[0].relative not in {"ULN", "LLN"}:
            fitting = tuple(ident for ident in ids if admits(ident, unit))
            ids = fitting or ids
    if len(ids) > 1:
        ids = _by_scale(ids, limits)
    concept = pick(ids, draft, context)
    return _scored_apart(concept, draft, context)


_APART = ("from", "away", "above", "below", "apart", "distance", "proximal", "distal")


def _told_by_finding(draft: Draft, limits: list[Limits]) -> str | None:
    """The measure that a finding in its place is told by ("thrombocytopenia < 100,000/mm3"), which says how severe it is."""
    head = draft.heads[0]
    plain = len(draft.heads) == 1 and head.type == "COND" and isinstance(head.value, tuple) and "HIST" not in draft.lead.scope
    if not plain or not limits or any(tag.text.lower().startswith(_APART) for tag in (*draft.after, *draft.qualifiers)):
        return None
    word = draft.after[-1].text if draft.after and draft.after[-1].type == "TEXT" else ""
    start = min((tag.start for tag in (*draft.limits, *draft.windows)), default=0)
    found = {told_by(head.value, one, word) for one in limits}  # type: ignore[arg-type]
    ident = found.pop() if len(found) == 1 else None
    if ident is not None and ident.endswith("-size") and any(tag.type == "TEXT" and tag.start < start for tag in draft.after):
        return None  # "the tumor vessels have 5 mm or less"
    if ident is not None:
        severe = [tag for tag in draft.lead.qualifiers if tag.value == "severity"]
        take(severe)
        draft.lead = draft.lead.copy()
        draft.lead.qualifiers = [tag for tag in draft.lead.qualifiers if tag not in severe]
    return ident


def _by_scale(ids: tuple[str, ...], limits: list[Limits]) -> tuple[str, ...]:
    """Of several scales of one name the shortest that holds the numbers ("performance status ≥ 70" is no ECOG)."""
    known = catalog()
    if any(known[ident].kind not in {"score", "ordinal"} for ident in ids):
        return ids
    values = [bound.value for one in limits for bound in (one.lower, one.upper) if bound is not None]
    tops = {ident: known[ident].measure.scale_max for ident in ids}  # type: ignore[union-attr]
    holding = [ident for ident in ids if (top := tops[ident]) is not None and all(value <= top for value in values)]
    return (min(holding, key=lambda ident: tops[ident] or 0),) if holding and None not in tops.values() else ids


def in_points(name: Name, limits: list[Limits]) -> Name:
    """An ordinal of letters with a number behind it is the score that its classes are made of ("Child-Pugh > 6")."""
    known = catalog()
    concept = known.get(name.concept) if name.concept else None
    points = known.get(f"{name.concept}-score")
    if points is None or concept is None or concept.measure is None or not limits or limits[0].unit is not None:
        return name
    if not concept.measure.classes:
        return name
    if any(rank_of(one) is not None for one in concept.measure.classes):
        return name
    return Name(points.id, points.label, True)


def by_unit(name: Name, unit: str | None) -> Name:
    """Words that the catalogue does not know, counted in a unit that only one measure has ("> 20 cigarettes per day")."""
    ident = measure_by_unit(unit) if name.concept is None else None
    return Name(ident, catalog()[ident].label, True) if ident is not None else name


_MADE = ("clearance", "percent", "grams")


def named_by_unit(name: Name, words: str, unit: str | None) -> Name:
    """What a name means where its unit is not the measure's: a measure made of it, a habit with that unit, else its words."""
    for made in [f"{name.concept}-{kind}" for kind in _MADE] if name.concept != "weight" else ["bmi"]:
        if made in catalog().concepts and admits(made, unit):  # "creatinine >= 60 mL/min", "direct bilirubin < 35 %"
            return Name(made, catalog()[made].label, True)
    return by_unit(Name(None, words, False), unit)


def _scored_apart(concept: str, draft: Draft, context: Context) -> Name:
    """A name that covers several scales of its own is read as one of them, the others kept as readings."""
    known = catalog()
    scales = () if known[concept].closed else tuple(sorted(known.members(concept) - {concept}))
    if scales:
        labels = " or ".join(known[ident].label for ident in scales)
        concept = context.choose(f"scale-{draft.heads[0].start}", scales, f"“{known[concept].label}” can mean {labels}")
    return Name(concept, known[concept].label, True)


def has_scale(ident: str) -> bool:
    """Whether a measure is a score, whose loss counts against its scale's end rather than an earlier value."""
    return catalog()[ident].kind in {"score", "ordinal"}
