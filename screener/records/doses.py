"""A dose that words state plainly, such as "20 mg daily" or "15 mg once weekly"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from screener.records.numbers import clinical
from screener.records.vocabulary import vocabulary

_AMOUNT = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) ?(mg|mcg|ug|µg|g)(?![\w%])(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_PER = {"/d": "d", "/day": "d", "/wk": "wk", "/week": "wk"}
_ROUTE = re.compile(
    r"^(?:orally|oral|po|by mouth|sc|subcutaneously|iv|tablets?|tabs?|capsules?)\b[\s,]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WrittenDose:
    """An amount in a unit of mass, and the time it is spread over (None for a single amount)."""

    amount: Decimal
    unit: str
    per: str | None


def stated(text: str) -> WrittenDose | None:
    """The dose that the words state with nothing left over; None where there is none or anything else follows."""
    found = _AMOUNT.search(" ".join(text.split()))
    amount = clinical(found[1]) if found else None
    if found is None or amount is None:
        return None
    rest = found["rest"].strip(" ,.").lower()
    if rest in _PER:
        return WrittenDose(amount, found[2].lower(), _PER[rest])
    rest = _ROUTE.sub("", rest)
    if not rest:
        return WrittenDose(amount, found[2].lower(), None)
    times = vocabulary().timings.get(rest)
    return None if times is None else WrittenDose(amount * times[0], found[2].lower(), times[1])
