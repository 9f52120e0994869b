"""Reads the device of "an investigational drug or device" as investigational too, and a study of both as another trial."""

from __future__ import annotations

from screener.reading.passes.names.trials import STUDIES
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

NEW_DEVICES = frozenset({"device", "devices"})
_NEW = ("investigational-drug",)
_BETWEEN = frozenset({"COMMA", "OR", "AND", "SLASH", "DRUG", "VACC", "FILL", "TREATN", "DASH", "SEV"})
_IN = ("particip", "enrol", "involve")
_MOST = 6


def new_products(tags: list[Tag]) -> list[Tag]:
    """The tags with such a device named, or with the words from "enrolled in" to "study" made one state."""
    for at in range(2, len(tags)):
        tag = tags[at]
        if tag.type != "PROCN" or tag.text.lower() not in NEW_DEVICES:
            continue
        drug = _drug_before(tags, at)
        if drug is None:
            continue
        if at + 1 == len(tags) or tags[at + 1].text.lower() not in STUDIES:
            tag.be("PROC", ("investigational-device",))
            continue
        first = next((place for place in range(drug - 1, max(-1, drug - _MOST), -1) if _takes_part(tags[place])), None)
        if first is not None:
            whole = covering("STATE", tags[first : at + 2], ("other-trial",))
            return [*tags[:first], whole, *new_products(tags[at + 2 :])]
    return tags


def _drug_before(tags: list[Tag], at: int) -> int | None:
    """The place of the investigational drug that a device is joined to; None where it is joined to none."""
    if tags[at - 1].type not in {"OR", "AND", "SLASH", "COMMA"}:
        return None
    for place in range(at - 2, max(-1, at - 2 - _MOST), -1):
        if tags[place].type == "DRUG" and tags[place].value == _NEW:
            return place
        if tags[place].type not in _BETWEEN:
            return None
    return None


def _takes_part(tag: Tag) -> bool:
    return tag.text.lower().startswith(_IN)
