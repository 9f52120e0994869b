"""Keeps all that "that may …" says one thing for a person to judge ("that could interfere with diagnosis or follow-up")."""

from __future__ import annotations

from screener.reading.tags import Tag
from screener.reading.tags import covering

_ENDS = frozenset({"STOP", "SEMI", "COLON", "LP", "RP", "EXC", "IF", "EG", "IE", "DESPITE", "NOF", "WHICH"})
_JOINTS = frozenset({"COMMA", "OR", "AND", "SLASH"})
_ANEW = frozenset({
    "HIST", "KNOWN", "CURRENT", "ACTIVE", "POP", "SEX", "NEG", "STATE", "MUST", "NUM", "CMP", "ALLERGYW", "PLAN", "TREAT", "SUSP",
    "PRIOR", "NEWLY",
})  # fmt: skip
"""What begins something else behind "or" and "and"."""
_VERBS = frozenset({"JUDGED", "NEED"})
_NAMED = frozenset({"COND", "DRUG", "PROC", "MEAS", "VACC", "DEVICE"})
_GIVEN = frozenset({"DRUG", "TREATN", "PROC", "PROCN", "VACC"})
"""What is given is told by what it does ("drugs that may cause seizures"), which is its name."""
_NEAR = 5
_MODALS = frozenset({"may", "might", "could", "would", "can"})


def modal_clauses(tags: list[Tag]) -> list[Tag]:
    """The tags with each such clause, from its "that" on, one judgement."""
    made: list[Tag] = []
    done = 0
    for at in range(1, len(tags) - 2):
        if at < done or tags[at].type != "WHICH" or tags[at - 1].type in _GIVEN or not _may(tags[at + 1]):
            continue
        end = _end(tags, at + 2)
        made += [*tags[done:at], covering("JUDGED", tags[at:end], "judgement")]
        done = end
    return made + tags[done:] if done else tags


def _may(tag: Tag) -> bool:
    return tag.type == "JUDGED" and tag.text.lower().split()[0] in _MODALS


def _end(tags: list[Tag], at: int) -> int:
    """The place behind the clause."""
    while at < len(tags) and tags[at].type not in _ENDS:
        if tags[at].type == "MEAS" and _limited(tags, at):
            break
        if tags[at].type in _JOINTS:
            behind = at
            while behind < len(tags) and tags[behind].type in _JOINTS | {"FILL"}:
                behind += 1
            if behind == len(tags) or not _goes_on(tags, behind, any(tag.type == "COMMA" for tag in tags[at:behind])):
                break
            at = behind
        at += 1
    return at


def _goes_on(tags: list[Tag], at: int, after_comma: bool) -> bool:
    """Whether what stands behind a joint still belongs to the clause."""
    tag = tags[at]
    if tag.type in _VERBS:
        return True
    if tag.type in _ANEW or tag.type in _ENDS or (tag.type == "MEAS" and _limited(tags, at)):
        return False
    if not after_comma:
        return True
    for one in tags[at:]:
        if one.type in _JOINTS or one.type in _ENDS:
            break
        if one.type in _NAMED or one.type in _ANEW:
            return False
    return True


def _limited(tags: list[Tag], at: int) -> bool:
    return any(tag.type in {"CMP", "NUM"} for tag in tags[at + 1 : at + _NEAR])
