"""Puts "may have been treated with A, B or C" to a person as a whole: what people may have is required of nobody.

"No chemotherapy, patients are allowed to take aspirin" says two things; the second is no more than a permission.
"""

from __future__ import annotations

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

MAY = frozenset({"may", "can", "could", "may also", "can also"})
_FREELY = frozenset({"POP", "STOP", "SEMI", "COLON", "COMMA", "LP", "AND", "FILL"})
_VERBS = frozenset({"have", "have had", "be on", "on", "continue", "take", "receive", "use", "be", "be using", "be taking"})
_JOINS = frozenset({"COMMA", "OR", "AND", "SLASH"})
_THINGS = frozenset({"DRUG", "PROC", "COND", "VACC", "STATE", "TREATN", "CONDN", "PROCN"})
_TOLD = frozenset({"SEV", "ROUTE", "HIST", "TEXT", "FILL", "CURRENT", "ACTIVE", "KNOWN", "NAIVE"})
_WITHIN = _THINGS | _TOLD | _JOINS | {"TREAT", "PREP", "DASH", "NEED"}
_ENDS = frozenset({"STOP", "SEMI", "RP"})


def listed_permissions(tags: list[Tag]) -> list[Tag]:
    """The tags with each list of what people may have or take one question."""
    for at, tag in enumerate(tags):
        if tag.type != "JUDGED" or tag.text.lower() not in MAY:
            continue
        first = _people(tags, at)
        end = at + 1
        while end < len(tags) and tags[end].type in _WITHIN:
            end += 1
        words = tags[at + 1 : end]
        if end < len(tags) and tags[end].type == "IF" and _lists(words):
            end = first_of(tags, end, _ENDS)
        if first >= 0 and (end == len(tags) or tags[end].type in _ENDS) and (_lists(words) or _either_way(words)):
            return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *listed_permissions(tags[end:])]
    return tags


def _people(tags: list[Tag], at: int) -> int:
    """Where the people begin who may, perhaps with what they have; the word's own place where none are named, -1 for others."""
    first = at
    while first and tags[first - 1].type in _THINGS | {"PREP", "SEV"}:
        first -= 1
    if first and tags[first - 1].type == "POP":
        return first - 1
    return at if first == at and (not at or tags[at - 1].type in _FREELY) else -1


def _either_way(words: list[Tag]) -> bool:
    """Whether words go on with "or may not have received"."""
    return len(words) > 2 and words[0].type == "OR" and words[1].text.lower().startswith("may not")


def _lists(words: list[Tag]) -> bool:
    """Whether words are a verb of having and several things, with nothing said anew behind what joins them."""
    if not words or not (words[0].type in {"TREAT", "STATE", "NEED"} or words[0].text.lower() in _VERBS):
        return False
    joints = [at for at, tag in enumerate(words) if tag.type in _JOINS]
    behind = [words[at + 1] if at + 1 < len(words) else None for at in joints]
    anew = any(tag is None or tag.type not in _THINGS | _TOLD | _JOINS for tag in behind)
    return bool(joints) and not anew and sum(tag.type in _THINGS for tag in words) > 1


def allowed_besides(tags: list[Tag]) -> list[Tag]:
    """The tags with the comma before "patients are allowed to take …" made the end of a sentence."""
    for at in range(1, len(tags) - 2):
        behind = tags[at + 1 : at + 4]
        if tags[at].type == "COMMA" and [tag.type for tag in behind[:2]] == ["POP", "ALLOWV"] and _goes_on(behind[2:]):
            start, _ = sentence_around(tags, at)
            if not any(tag.type in {"IF", "POP"} for tag in tags[start:at]):
                tags[at].type = "STOP"
    return tags


def _goes_on(behind: list[Tag]) -> bool:
    """Whether what is allowed follows the word: a preposition or a verb."""
    return bool(behind) and behind[0].type in {"PREP", "TREAT"}
