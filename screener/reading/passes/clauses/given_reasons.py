"""Keeps why something is asked with it: "implants, since this can alter the image", "because the drug may harm the fetus"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

WHY = frozenset({"since", "because", "as", "because of"})
_THIS = frozenset({"this", "it", "they", "these", "this can", "such"})
_STUDY = frozenset({"TREATN", "DRUG", "TEXT", "FILL", "ANCHOR", "PROCN", "STATE"})
_ENDS = frozenset({"STOP", "SEMI", "LP", "RP"})
_ANEW = frozenset({"STATE", "POP", "SEX", "NEG", "HIST", "KNOWN", "MEAS", "CURRENT", "ACTIVE", "NUM"})
_DECIDES = frozenset({"NUM", "CMP", "TU", "WITHIN", "EXC", "IF", "COLON"})


def given_reasons(tags: list[Tag]) -> list[Tag]:
    """The tags with such a reason, up to the end of the sentence, made one description of what stands before it."""
    for at in range(1, len(tags) - 2):
        word = tags[at].text.lower()
        if word not in WHY or tags[at - 1].type in _ENDS or not _opens(tags, at, word) or _judged_before(tags, at):
            continue
        end = next((place for place in range(at + 1, len(tags)) if _ends(tags, place)), len(tags))
        if end < len(tags) and tags[end].type == "LP":
            continue
        first = at - (tags[at - 1].type == "COMMA")
        if first and not any(tag.type in _DECIDES for tag in tags[at + 1 : end]):
            return [*tags[:first], behind(tags[first:end], "description"), *given_reasons(tags[end:])]
    return tags


def _ends(tags: list[Tag], at: int) -> bool:
    """Whether a reason ends before that place: at the end of the sentence, at a comma, or where somebody else is spoken of."""
    if tags[at].type in _ENDS or tags[at].type == "COMMA":
        return True
    return tags[at].type in {"OR", "AND"} and at + 1 < len(tags) and tags[at + 1].type in _ANEW


def _judged_before(tags: list[Tag], at: int) -> bool:
    """Whether the reason is part of what a person judges ("may put the subject at risk because of …")."""
    for tag in reversed(tags[:at]):
        if tag.type in {"STOP", "SEMI"}:
            return False
        if tag.type in {"JUDGED", "JUDGE"}:
            return True
    return False


def _opens(tags: list[Tag], at: int, word: str) -> bool:
    """Whether a clause that gives a reason begins there."""
    after = tags[at + 1]
    if word.startswith("because"):
        return after.type in _STUDY
    return tags[at - 1].type == "COMMA" and after.text.lower() in _THIS
