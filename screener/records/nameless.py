"""An entry of which nothing could be read: it may stand for anything, so its domain can never be taken as empty."""

from __future__ import annotations

from pydantic import BaseModel

from screener.records.made import made
from screener.records.patient import Allergy
from screener.records.patient import Condition
from screener.records.patient import Entry
from screener.records.patient import Immunization
from screener.records.patient import Treatment


def nameless(model: type[BaseModel], ident: str = "", kind: str = "") -> Entry | None:
    """The entry without a name; None for an observation, whose absence nothing is concluded from."""
    if model is Condition:
        return made(Condition, id=ident, verification="unconfirmed")
    if model is Treatment:
        known = kind if kind in {"drug", "procedure", "device", "therapy"} else "drug"
        return made(Treatment, id=ident, kind=known)
    if model is Allergy:
        return made(Allergy, id=ident, verification="unconfirmed")
    return made(Immunization, id=ident) if model is Immunization else None
