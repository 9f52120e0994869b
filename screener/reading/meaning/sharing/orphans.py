"""Whether a number without a measure of its own can be that of the measure before it: only where its unit fits."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.scanning.tags import Tag


def fitting(
    draft: Draft | None, one: Limits, tag: Tag, measure: Draft | None, context: Context, start: int
) -> Draft | None:
    """The draft where its measure can be given in the limit's unit, or was just so given; None where no name fits.

    "Creatinine ≤ 1.5 mg/dL or clearance ≥ 60 mL/min": the words before the number make the longer name that does fit.
    """
    if draft is None or not draft.ids or one.unit is None or one.unit == "%" or one.relative != "none":
        return draft
    if any(admits(ident, one.unit) for ident in draft.ids):
        return draft
    noun = " ".join(context.text[start : tag.start].split()[-1:]).lower()
    known = catalog()
    for ident in draft.ids:
        for longer in known.by_text(f"{known[ident].label} {noun}") if noun else ():
            if admits(longer, one.unit):
                draft.ids = (longer,)
                return draft
    given = [other for limit in (measure.limits if measure else ()) for other in limits_of(limit.value)]  # type: ignore[arg-type]
    if any(other.time is not None for other in given):
        return None  # "patients ≥ 18 years with stones, 8-25 mm": no age is counted in millimetres
    return draft if {other.unit for other in given} <= {None, one.unit} else None
