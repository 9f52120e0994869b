"""Reads "weight has increased or decreased by more than 2 kg" as a change of the weight, no weight of more than 2 kg.

"A decrease in LVEF to less than 40 %" ends there: it is an LVEF of less than 40 %.
"""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_WAYS = {
    "increased": "increase", "gained": "increase", "risen": "increase", "rose": "increase", "decreased": "decrease",
    "dropped": "decrease", "fallen": "decrease", "declined": "decrease", "fell": "decrease", "changed": "either",
    "varied": "either",
}  # fmt: skip
CHANGED = frozenset(_WAYS)
_BY = frozenset({"by", "with"})
_VERBS = frozenset({"has", "have", "had", "that has", "which has", "that have"})


def changed_by(tags: list[Tag]) -> list[Tag]:
    """The tags with such words between a measure and its number made its change; "increased > 3 x ULN" stays a result."""
    for at in range(1, len(tags) - 2):
        way = _WAYS.get(tags[at].text.lower())
        if way is None or tags[at].type not in {"RESULT", "TEXT", "SEV"}:
            continue
        owner, end = at - 1, at + 1
        while owner > 0 and tags[owner].text.lower() in _VERBS:
            owner -= 1
        if tags[owner].type != "MEAS" or tags[owner].value == ("age",):
            continue
        other = tags[end + 1].text.lower() if end + 2 < len(tags) and tags[end].type in {"OR", "SLASH", "AND"} else ""
        if other in _WAYS:
            way, end = "either" if _WAYS[other] != way else way, end + 2
        said = way == "either" or tags[owner + 1].text.lower() in _VERBS
        if end < len(tags) and tags[end].type == "PREP" and tags[end].text.lower() in _BY:
            said, end = True, end + 1
        if not said or not _amount(tags, end):
            continue
        for tag in tags[owner + 1 : end]:
            tag.drop()
        tags[at].type, tags[at].value, tags[at].state = "CHANGE", way, "compiled"
    return tags


def _amount(tags: list[Tag], at: int) -> bool:
    """Whether a number with a sign and a plain unit stands here."""
    return at + 2 < len(tags) and tags[at].type == "CMP" and tags[at + 1].type == "NUM" and tags[at + 2].type == "UNIT"


def changed_to(tags: list[Tag]) -> list[Tag]:
    """The tags without the words that a measure changed, where the value is told that it has come to."""
    for at in range(len(tags) - 4):
        change, owner, to = tags[at : at + 3]
        if change.type == "CHANGE" and owner.type == "MEAS" and to.text.lower() == "to" and tags[at + 3].type == "CMP":
            change.state = to.state = "compiled"
            return [*tags[:at], owner, *changed_to(tags[at + 3 :])]
    return tags
