"""Leaves "toxicities resolved to grade ≤ 1 or baseline" to a person: nobody has to have had one, and it limits nothing else."""

from __future__ import annotations

from screener.reading.tag_looks import plays
from screener.reading.tag_looks import sentence_around
from screener.reading.tags import Tag
from screener.reading.tags import covering

RESOLVED = frozenset({
    "resolved", "recovered", "resolve", "recover", "improved", "returned", "resolution", "recovery", "reduced", "returning",
})  # fmt: skip
_GRADES = frozenset({
    "STAGEW", "CMP", "NUM", "ROMAN", "TEXT", "FILL", "POST", "PREP", "SLASH", "DASH", "LP", "IE", "SEV", "MUST", "COMMA",
    "HIST", "TREATN", "PROC", "DRUG", "OR", "RELTO", "ANCHOR", "TREAT",
})  # fmt: skip
_TOXICITIES = frozenset({"toxicity", "adverse-reaction"})
_PARTS = frozenset({"COMMA", "SEMI", "COLON", "LP", "RP", "OR", "AND"})
_SMALL = frozenset({"SEV", "FILL", "TEXT", "MARK"})
_REACH = 8
_LEFT = frozenset({"EXC", "COMMA", "SEMI", "STOP", "LP", "RP", "WITHIN", "PRIOR", "AT", "IF"})


def toxicities(tags: list[Tag]) -> list[Tag]:
    """The tags with each grade that toxicities have to have gone back to made one thing to be judged, with all that it is of."""
    for at, tag in enumerate(tags):
        resolved = tag.text.lower() in RESOLVED
        grade = _grade(tags, at + 1) if resolved or _is_toxicity(tag) else 0
        if not grade or not (resolved or _bounded(tags[at:grade])):
            continue
        first, last = sentence_around(tags, at)
        opened = any(one.type == "LP" for one in tags[at:grade])
        left = frozenset({"EXC"}) if opened else _LEFT
        end = next((place for place in range(grade, last) if tags[place].type in left), last)
        begin = _begin(tags, first, at)
        whole = covering("JUDGED", tags[begin:end], "judgement")
        return [*tags[:begin], whole, *toxicities(tags[end:])]
    return tags


def _begin(tags: list[Tag], first: int, at: int) -> int:
    """Where begins what has to have gone back: at the toxicity, else at the words behind the last "or", mark or bracket."""
    begin = next((place for place in range(at, first - 1, -1) if _is_toxicity(tags[place])), -1)
    if begin < 0:
        begin = at
        while begin > first and tags[begin - 1].type not in _PARTS:
            begin -= 1
    while begin > first and tags[begin - 1].type in _SMALL:
        begin -= 1
    return begin


def _is_toxicity(tag: Tag) -> bool:
    return tag.type == "COND" and isinstance(tag.value, tuple) and not _TOXICITIES.isdisjoint(tag.value)


def _bounded(tags: list[Tag]) -> bool:
    """Whether the grade is the most that may be left ("toxicities must be ≤ grade 1")."""
    return any(tag.type == "CMP" and tag.value in {"<", "<="} for tag in tags)


def _grade(tags: list[Tag], at: int) -> int:
    """The place behind the number of a grade that stands close behind a place; 0 where none does."""
    for place in range(at, min(len(tags), at + _REACH)):
        if tags[place].type not in _GRADES and not plays(tags[place], "PREP"):
            return 0
        near = tags[max(at, place - 3) : place]
        graded = any(one.type == "STAGEW" and one.text.lower().startswith("grade") for one in near)
        if tags[place].type in {"NUM", "ROMAN"} and graded:
            return place + 1
    return 0
