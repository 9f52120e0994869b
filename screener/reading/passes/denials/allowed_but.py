"""Reads "is allowed, but must have been completed 4 weeks before" as allowed on that condition: "is allowed if completed …"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

BUT = frozenset({"but", "however", "but only", "although"})
_MUST = frozenset({"must", "should", "must be", "should be"})
_SUBJECT = frozenset({"it", "they", "this", "these", "such", "treatment", "therapy", "dosing", "use"})
_BETWEEN = frozenset({"COMMA", "FILL", "DOSE", "POP"})


def allowed_but(tags: list[Tag]) -> list[Tag]:
    """The tags with "but … must" behind what is allowed made an "if"; its own words go on behind it."""
    for at, tag in enumerate(tags):
        if tag.type != "ALLOWV":
            continue
        first = at + 1
        while first < len(tags) and tags[first].type in {"COMMA", "SEMI"}:
            first += 1
        if first >= len(tags) or tags[first].text.lower() not in BUT:
            continue
        end = _only_if(tags, first + 1) or _must(tags, first + 1)
        if end and _timed(tags[end:]):
            words = [one for one in tags[at + 1 : end] if one.type != "DOSE"]
            dose = [one for one in tags[at + 1 : end] if one.type == "DOSE"]
            condition = covering("IF", words, "if", "if")
            condition.end = words[-1].end if not dose else words[0].end
            for one in words:
                one.state = "compiled"
            return [*tags[: at + 1], condition, *dose, *allowed_but(tags[end:])]
        if not end and _refuses(tags, first + 1):
            for one in tags[at + 1 : first + 1]:
                one.state = "compiled"
            tags[first].be("STOP", None)
            return [*tags[: at + 1], *tags[first : first + 1], *allowed_but(tags[first + 1 :])]
    return tags


def _refuses(tags: list[Tag], at: int) -> bool:
    """Whether what follows "but" is refused, and not allowed first ("gout is allowed, but asthma is not allowed")."""
    said = next((tag for tag in tags[at:] if tag.type in {"EXCLV", "ALLOWV", "STOP"}), None)
    return said is not None and said.type == "EXCLV"


def _only_if(tags: list[Tag], at: int) -> int:
    """The place behind "only if" here; 0 where it does not stand there."""
    if at < len(tags) and tags[at].text.lower() == "only":
        at += 1
    return at + 1 if at < len(tags) and tags[at].type == "IF" else 0


def _must(tags: list[Tag], at: int) -> int:
    """The place behind "the dose must" here; 0 where something else is asked for, or another thing is named."""
    while at < len(tags) and tags[at].text.lower() not in _MUST:
        if tags[at].type not in _BETWEEN and tags[at].text.lower() not in _SUBJECT:
            return 0
        at += 1
    return at + 1 if at < len(tags) else 0


def _timed(behind: list[Tag]) -> bool:
    """Whether the rest of the sentence asks for an amount or a time, and for nothing that a person decides."""
    end = next((at for at, tag in enumerate(behind) if tag.type in {"STOP", "SEMI"}), len(behind))
    types = {tag.type for tag in behind[:end]}
    return "NUM" in types and not types & _OTHERS


_OTHERS = frozenset({"JUDGE", "JUDGED", "EXCLV", "ALLOWV", "STATE", "PLAN", "IF", "EXC"})
