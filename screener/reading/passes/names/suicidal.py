"""Reads the further words of "suicidal ideation, intent, plan or attempt" as suicidal too."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

IDEAS = frozenset({"intent", "intention", "intentions", "plan", "plans", "planning", "thoughts", "ideation"})
ACTS = frozenset({"attempt", "attempts", "behavior", "behaviour", "behaviors", "behaviours"})
WORDS = IDEAS | ACTS
_SUICIDAL = frozenset({"suicidal-ideation", "suicide-attempt"})
_JOINS = frozenset({"COMMA", "AND", "OR", "SLASH"})
_BESIDE = frozenset({"HIST", "ACTIVE", "CURRENT", "NEWLY"})
_ENDS = _JOINS | {"STOP", "SEMI", "RP", "WITHIN", "DURING", "PRIOR"}


def suicidal(tags: list[Tag]) -> list[Tag]:
    """The tags with each such word that is listed behind a suicidal finding made that finding."""
    listed = False
    for at, tag in enumerate(tags):
        if tag.type == "COND" and isinstance(tag.value, tuple) and _SUICIDAL & set(tag.value):
            listed = True
        elif tag.type in _JOINS or (tag.type in _BESIDE and tags[at - 1].type in _JOINS):
            continue
        elif listed and tag.text.lower() in WORDS and tags[at - 1].type in _JOINS | _BESIDE and _ends(tags, at + 1):
            name = "suicidal-ideation" if tag.text.lower() in IDEAS else "suicide-attempt"
            tag.be("COND", (name,))
        else:
            listed = False
    return tags


def _ends(tags: list[Tag], at: int) -> bool:
    """Whether nothing behind a word makes it a part of something else ("plan to move")."""
    return at >= len(tags) or tags[at].type in _ENDS or tags[at].text.lower() in {"in", "during", "over"}
