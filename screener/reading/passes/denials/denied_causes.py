"""Reads "anemia, not caused by iron deficiency" without its comma: the words behind it narrow the finding."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_FINDINGS = frozenset({"COND", "CONDN", "RP", "SEV", "TEXT", "NUM", "UNIT", "ULN"})


def denied_causes(tags: list[Tag]) -> list[Tag]:
    """The tags without the comma before what a finding or a limit does not come from, or cannot be helped by."""
    return [tag for at, tag in enumerate(tags) if not _before_denied_cause(tags, at)]


def _before_denied_cause(tags: list[Tag], at: int) -> bool:
    """Whether a comma stands here between a finding and words that deny its cause; it is read then."""
    if tags[at].type != "COMMA" or not 0 < at < len(tags) - 2 or tags[at - 1].type not in _FINDINGS:
        return False
    denial, verb = tags[at + 1], tags[at + 2]
    if denial.type != "NEG" or denial.text.lower() not in {"not", "but not"}:
        return False
    if verb.type != "CAUSE" and not (verb.type == "NEED" and verb.text.lower().endswith("amenable to")):
        return False
    tags[at].state = "compiled"
    return True
