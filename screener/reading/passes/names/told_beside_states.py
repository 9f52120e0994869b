"""Keeps with a state why it matters and what a signature tells: "pregnant (due to risk to the fetus)"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

INDICATING = frozenset({"indicating", "acknowledging", "confirming", "stating", "documenting", "demonstrating", "certifying"})
_BEARING = frozenset({"pregnant", "lactating"})
_ENDS = frozenset({"STOP", "SEMI"})
_BRACKET_ENDS = _ENDS | {"RP"}
_CLAUSE_ENDS = _ENDS | {"LP"}
_LONGEST = 14
_HARM = frozenset({
    "risk", "risks", "potential", "effect", "effects", "harm", "unknown", "safety", "teratogenic", "teratogenicity", "data",
    "fetus", "foetus", "fetal", "foetal", "infant", "infants", "exposure", "newborn", "baby",
})  # fmt: skip


def told_beside_states(tags: list[Tag]) -> list[Tag]:
    """The tags with such words made one description of the state before them."""
    for at in range(len(tags)):
        end = _signed(tags, at) or _reason(tags, at)
        if end:
            return [*tags[:at], covering("SEV", tags[at:end], "description"), *told_beside_states(tags[end:])]
    return tags


def _signed(tags: list[Tag], at: int) -> int:
    """The place behind what a signed consent indicates, up to the end of the sentence; 0 where none does."""
    if tags[at].text.lower() not in INDICATING or at + 1 >= len(tags) or not _that(tags[at + 1]):
        return 0
    owner = next((tag for tag in reversed(tags[max(0, at - 4) : at]) if tag.type == "STATE"), None)
    if owner is None or owner.value != ("informed-consent",):
        return 0
    return first_of(tags, at, _ENDS)


def _that(tag: Tag) -> bool:
    return tag.text.lower().startswith("that")


def _reason(tags: list[Tag], at: int) -> int:
    """The place behind the bracket or clause that tells why the pregnant and nursing are kept out; 0 where none stands there."""
    opened = tags[at].type == "LP"
    cause = at + opened
    if cause >= len(tags) or tags[cause].type != "CAUSE" or not tags[cause].text.lower().startswith(("due", "because", "owing")):
        return 0
    end = first_of(tags, cause, _BRACKET_ENDS if opened else _CLAUSE_ENDS)
    if opened and (end == len(tags) or tags[end].type != "RP"):
        return 0
    before = next((tag for tag in reversed(tags[:at]) if tag.type not in {"POP", "SEX", "FILL"}), None)
    told = before is not None and before.type == "STATE" and isinstance(before.value, tuple) and _BEARING.issuperset(before.value)
    said = {word for tag in tags[cause:end] for word in tag.text.lower().split()}
    return end + opened if told and end - at <= _LONGEST and said & _HARM else 0
