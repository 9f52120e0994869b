"""Ends what an "if" behind a limit says at the semicolon: "AST <= 5 x ULN if liver metastases; creatinine <= 1.5 x ULN"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_OPENS = frozenset({"STOP", "COLON", "LP"})
_STARTS = frozenset({"MEAS", "COND", "SEX", "POP", "DRUG", "PROC", "STATE", "HIST", "NEG"})
_JOINTS = frozenset({"AND", "FILL", "MARK", "SEV", "PREP"})


def if_ends(tags: list[Tag]) -> list[Tag]:
    """The tags with each such semicolon made the end of a sentence, where something else of its own follows."""
    inside = headed = False
    for at, tag in enumerate(tags):
        if tag.type in _OPENS or tag.type == "RP":
            inside = headed = False
        elif tag.type == "IF":
            inside = headed
        elif tag.type == "SEMI":
            if inside and _starts_anew(tags, at + 1):
                tag.type = "STOP"
                inside = headed = False
        elif tag.type in {"CMP", "NUM"} and not inside:
            headed = True
    return tags


def _starts_anew(tags: list[Tag], at: int) -> bool:
    while at < len(tags) and tags[at].type in _JOINTS:
        at += 1
    return at < len(tags) and tags[at].type in _STARTS
