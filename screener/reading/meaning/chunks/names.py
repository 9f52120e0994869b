"""Which concept a draft's head words name; what the catalogue does not know keeps its words."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from screener.catalog.load import catalog
from screener.core.quantity import find_unit
from screener.reading.meaning.chunks.neighbours import told_by_neighbours
from screener.reading.meaning.chunks.neighbours import told_by_words
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft


class Name(NamedTuple):
    """A concept with the catalogue's label, or None with the text's own words."""

    concept: str | None
    label: str
    coded: bool


def name_of(draft: Draft, context: Context) -> Name:
    """The concept of a draft; where the words can mean several, the trial's topic or the text's own words decide, else a fork."""
    ids = draft.ids
    if not ids and len(draft.heads) >= 1:
        ids = context.abbreviations.get(draft.heads[-1].text, ()) if len(draft.heads) == 1 else ()
    if "RISK" in draft.lead.scope:
        tag = draft.lead.scope["RISK"]
        if draft.inherited:
            own = draft.heads[0].text if draft.shared_head else context.words(draft.heads[0].start, draft.heads[-1].end)
            return Name(None, f"{context.name(tag.start, tag.end)} {own}", False)
        return Name(None, context.name(min(tag.start, draft.heads[0].start), draft.heads[-1].end), False)
    linked = [tag for tag in draft.after if tag.type != "PREP"] if not ids else []
    if not ids and draft.heads[0].could_be("SHARED"):
        return Name(None, draft.heads[0].text, False)
    if not ids:
        end = max((tag.end for tag in linked), default=draft.heads[-1].end)
        for tag in linked:
            tag.state = "compiled"
        draft.heads += [tag for tag in draft.after if tag.end <= end]
        draft.after = []
        start = draft.heads[0].start
        if draft.qualifiers and all(tag.type != "SEV" for tag in draft.qualifiers):
            start = min(start, draft.qualifiers[0].start)
        return Name(None, context.name(start, end), False)
    concept = pick(ids, draft, context)
    return Name(concept, catalog()[concept].label, True)


def pick(ids: tuple[str, ...], draft: Draft, context: Context) -> str:
    """One of several concepts that share a name."""
    if len(ids) == 1:
        return ids[0]
    defined = context.abbreviations.get(draft.heads[0].text, ())
    for wanted in (defined, context.topic):
        found = [ident for ident in ids if ident in wanted]
        if found:
            return found[0]
    related = [
        ident for ident in ids if any(catalog().is_a(ident, topic) or catalog().is_a(topic, ident) for topic in context.topic)
    ]
    if related:
        return related[0]
    told = told_by_neighbours(ids, draft.heads[0].start, draft.heads[-1].end, context.text)
    told = told or told_by_words(ids, " | ".join(catalog()[topic].label for topic in context.topic))
    if told is not None:
        return told
    words = context.words(draft.heads[0].start, draft.heads[-1].end)
    labels = " or ".join(catalog()[ident].label for ident in ids)
    return context.choose(f"name-{draft.heads[0].start}", ids, f"“{words}” can mean {labels}")


def admits(ident: str, unit: str | None) -> bool:
    """Whether a measure can be given in that unit (None fits only a measure without one)."""
    measure = catalog()[ident].measure
    if measure is None:
        return False
    if unit is None:
        return measure.unit in {"1", "{score}", ""}
    wanted = find_unit(unit)
    return wanted is not None and any(
        known is not None and known.dimension == wanted.dimension for known in map(find_unit, measure.units)
    )


def measure_by_unit(unit: str | None) -> str | None:
    """The habit that only it is counted in that unit ("20 cigarettes a day"); None for any other unit."""
    return _habits().get(unit) if unit is not None and unit[:1] == "{" else None


@cache
def _habits() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for ident, concept in catalog().concepts.items():
        for unit in concept.measure.units if concept.measure is not None else ():
            if unit.startswith(("{drinks}", "{cigarettes}", "{packs}", "{pack-years}")):
                found.setdefault(unit, []).append(ident)
    return {unit: idents[0] for unit, idents in found.items() if len(idents) == 1}
