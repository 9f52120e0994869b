"""Puts those whom each of two limits is for in a bracket behind it: "< 8 % for diabetic, < 6 % for non-diabetic patients"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import bracketed

_JOINS = frozenset({"COMMA", "SEMI", "AND", "OR"})
_LEADS = frozenset({"for", "in", "in the", "for the", "among", "if"})
_LACK = frozenset({"non", "without", "not", "no"})
_NAMED = frozenset({"COND", "STATE"})
_LONGEST = 5


def limits_of_two(tags: list[Tag]) -> list[Tag]:
    """The tags with such brackets, where both limits are for those who have one thing and those who have not."""
    if sum(tag.type == "LIMIT" for tag in tags) < 2:
        return tags
    for at, tag in enumerate(tags):
        measure = _measure(tags, at) if tag.type == "LIMIT" else []
        if not measure:
            continue
        first = _whom(tags, at + 1)
        joint = first[1] if first is not None else len(tags)
        if first is None or joint + 1 >= len(tags) or tags[joint].type not in _JOINS or tags[joint + 1].type != "LIMIT":
            continue
        second = _whom(tags, joint + 2)
        if second is None or not _complements(first[0], second[0]):
            continue
        conn = tags[joint]
        conn.type, conn.value = "OR", None
        behind = limits_of_two(tags[second[1] :])
        again = [one.again() for one in measure]
        return [*tags[: at + 1], *bracketed(first[0]), conn, *again, tags[joint + 1], *bracketed(second[0]), *behind]
    return tags


def _measure(tags: list[Tag], at: int) -> list[Tag]:
    """The one measure right before a limit; nothing where several share it, or none stands there."""
    first = at
    while first and tags[first - 1].type in {"MEAS", "MEASN"}:
        first -= 1
    shared = first > 1 and tags[first - 1].type in _JOINS | {"SLASH"} and tags[first - 2].type in {"MEAS", "MEASN"}
    return tags[first:at] if any(tag.type == "MEAS" for tag in tags[first:at]) and not shared else []


def _whom(tags: list[Tag], at: int) -> tuple[list[Tag], int] | None:
    """Who stands behind "for", with "non" or "without" before them, and where their words end; None where nobody does."""
    if at >= len(tags) or tags[at].type not in {"PREP", "IF"} or tags[at].text.lower().split(" patients")[0] not in _LEADS:
        return None
    told: list[Tag] = []
    end = at + 1
    while end < len(tags) and end - at <= _LONGEST:
        tag = tags[end]
        denies = tag.type == "NEG" and tag.text.lower() in _LACK
        if not denies and tag.type not in _NAMED and tag.type != "POP" and not (tag.type == "PREP" and tag.value == "with"):
            break
        if denies or tag.type in _NAMED:
            told.append(tag)
        end += 1
    if [tag.type for tag in told] not in (["COND"], ["NEG", "COND"], ["STATE"], ["NEG", "STATE"]):
        return None
    for tag in tags[at:end]:
        if tag not in told:
            tag.state = "compiled"
    return told, end


def _complements(first: list[Tag], second: list[Tag]) -> bool:
    """Whether one names what the other denies."""
    opposed = {first[-1].value, second[-1].value} == {("smoker",), ("non-smoker",)}
    return opposed or (first[-1].value == second[-1].value and len(first) != len(second))
