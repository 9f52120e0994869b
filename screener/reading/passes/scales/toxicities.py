"""Leaves "toxicities resolved to grade ≤ 1 or baseline" to a person: nobody has to have had one, and it limits nothing else."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

RESOLVED = frozenset({
    "resolved", "recovered", "resolve", "recover", "improved", "returned", "resolution", "recovery", "reduced", "returning",
})  # fmt: skip
BOUNDS = frozenset({"CMP", "POST"})
RESOLVING = "resolving"
"""What a judging tag stands for that this made."""
_GRADES = frozenset({
    "STAGEW", "CMP", "NUM", "ROMAN", "TEXT", "FILL", "POST", "PREP", "SLASH", "DASH", "LP", "IE", "SEV", "MUST", "COMMA",
    "HIST", "TREATN", "PROC", "DRUG", "OR", "RELTO", "ANCHOR", "TREAT", "RISK", "COND", "CAUSE",
})  # fmt: skip
_TOXICITIES = frozenset({"toxicity", "adverse-reaction"})
_PARTS = frozenset({"COMMA", "SEMI", "COLON", "LP", "RP", "OR", "AND"})
_SMALL = frozenset({"SEV", "FILL", "TEXT", "MARK", "RESP"})
_OF_TOXICITY = _SMALL | {"HIST", "PROC", "DRUG", "TREATN", "TREAT"}
_VERSIONS = frozenset({"version", "v", "v."})
_REACH = 14
_LEFT = frozenset({"EXC", "COMMA", "SEMI", "STOP", "LP", "RP", "WITHIN", "PRIOR", "AT", "IF"})


def toxicities(tags: list[Tag]) -> list[Tag]:
    """The tags with each grade that toxicities have to have gone back to made one thing to be judged, with all that it is of.

    So is the recovery from toxicities of which no grade is told.
    """
    for at, tag in enumerate(tags):
        resolved = tag.text.lower().partition(" ")[0] in RESOLVED
        named = is_toxicity(tag)
        grade = _grade(tags, at + 1) if resolved or named else 0
        first, last = sentence_around(tags, at) if grade or named else (at, at)
        begin = _begin(tags, first, at) if grade or named else at
        if not grade or not (resolved or _bounded(tags[at : grade + 1])):
            if not named or not _recovery(tags, begin, at):
                continue
            return [*tags[:begin], covering("JUDGED", tags[begin : at + 1], "judgement"), *toxicities(tags[at + 1 :])]
        opened = any(one.type == "LP" for one in tags[at:grade])
        left = frozenset({"EXC"}) if opened else _LEFT
        end = next((place for place in range(grade, last) if tags[place].type in left), last)
        whole = covering("JUDGED", tags[begin:end], RESOLVING)
        return [*tags[:begin], whole, *toxicities(tags[end:])]
    return tags


def _begin(tags: list[Tag], first: int, at: int) -> int:
    """Where begins what has to have gone back: at the toxicity or the recovery from it, else behind the last "or" or bracket."""
    begin = next((place for place in range(at, first - 1, -1) if is_toxicity(tags[place])), -1)
    if begin < 0:
        begin = at
        while begin > first and tags[begin - 1].type not in _PARTS:
            begin -= 1
    else:
        back = begin
        while back > first and (tags[back - 1].type in _OF_TOXICITY or _non(tags[back - 1])):
            back -= 1
        begin = back - 2 if _recovery(tags, back - 2, back) else begin
    while begin > first and (tags[begin - 1].type in _SMALL or _non(tags[begin - 1])):
        begin -= 1
    return begin


def _recovery(tags: list[Tag], begin: int, at: int) -> bool:
    """Whether words of a recovery "of" or "from" stand first among some tags ("complete resolution of all …")."""
    while begin >= 0 and begin < at and tags[begin].type in _SMALL and tags[begin].text.lower() not in RESOLVED:
        begin += 1
    return 0 <= begin < at and tags[begin].text.lower() in RESOLVED and tags[begin + 1].text.lower() in {"of", "from"}


def _non(tag: Tag) -> bool:
    return tag.type == "DASH" or (tag.type == "NEG" and tag.text.lower().startswith("non"))


def is_toxicity(tag: Tag) -> bool:
    """Whether a tag names toxicities or adverse reactions, or is what they are shortened to."""
    if tag.type == "TEXT":
        return tag.value in {"aes", "ae"}
    return tag.type == "COND" and isinstance(tag.value, tuple) and not _TOXICITIES.isdisjoint(tag.value)


def _bounded(tags: list[Tag]) -> bool:
    """Whether the grade is the most that may be left ("toxicities must be ≤ grade 1")."""
    return any(tag.type in BOUNDS and tag.value in {"<", "<="} for tag in tags)


def _of_scale(tag: Tag) -> bool:
    """Whether a tag names the grade of the terminology itself ("CTCAE grade")."""
    return tag.type == "MEAS" and isinstance(tag.value, tuple) and "ctcae-grade" in tag.value


def _grade(tags: list[Tag], at: int) -> int:
    """The place behind the number of a grade that stands close behind a place; 0 where none does."""
    for place in range(at, min(len(tags), at + _REACH)):
        if tags[place].type not in _GRADES and not plays(tags[place], "PREP") and not _of_scale(tags[place]):
            return 0
        near = tags[max(at, place - 3) : place]
        graded = any((one.type == "STAGEW" and one.text.lower().startswith("grade")) or _of_scale(one) for one in near)
        if tags[place].type in {"NUM", "ROMAN"} and graded and tags[place - 1].text.lower() not in _VERSIONS:
            return place + 1
    return 0
