"""Puts "statins may be used" and "surgery is allowed but not required" to a person: nobody has to have what is only let be."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

MAY = frozenset({"may", "can", "could"})
NOT_ASKED = frozenset({"required", "mandatory", "necessary", "needed", "obligatory"})
_THINGS = frozenset({"DRUG", "PROC", "COND", "VACC", "TREATN", "CONDN", "PROCN"})
_TOLD = frozenset({"SEV", "ROUTE", "HIST", "TEXT", "FILL", "CURRENT", "ACTIVE", "TREAT", "PREP", "DASH", "DOSE"})
_BEFORE = _THINGS | _TOLD | {"COMMA", "OR", "AND", "SLASH", "CMP", "NUM", "UNIT"}
_BE = frozenset({"be", "have", "been", "have been", "also", "also be"})
_GIVEN = frozenset({
    "used", "given", "continued", "taken", "administered", "received", "present", "performed", "done", "be used", "been used",
    "be given", "been given", "be continued", "be taken", "been received", "be present", "be administered",
})  # fmt: skip
_BOUNDS = frozenset({"IF", "EXC", "NEG", "CMP", "NUM", "AND", "OR", "COMMA", "MUST", "WHICH", "JUDGED"})


def passive_permissions(tags: list[Tag]) -> list[Tag]:
    """The tags with each such statement one question, where nothing bounds what it lets be."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in MAY or tag.type == "NEG":
            continue
        first, end = sentence_around(tags, at)
        before, behind = tags[first:at], tags[at + 1 : end]
        if _names(before) and _let_be(behind):
            return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *passive_permissions(tags[end:])]
    return tags


def _let_be(words: list[Tag]) -> bool:
    """Whether words say that something is used or there, and bound it by nothing."""
    at = 0
    while at < len(words) and words[at].text.lower() in _BE:
        at += 1
    return at < len(words) and words[at].text.lower() in _GIVEN and not any(tag.type in _BOUNDS for tag in words[at + 1 :])


def not_asked(tags: list[Tag]) -> list[Tag]:
    """The tags with what is allowed "but not required" one question, or without these words where more is said of it."""
    for at in range(len(tags) - 3):
        allowed, but, no, asked = tags[at : at + 4]
        if allowed.type == "ALLOWV" and but.text.lower() == "but" and no.type == "NEG" and asked.text.lower() in NOT_ASKED:
            first, end = sentence_around(tags, at)
            if end == at + 4 and _names(tags[first:at]):
                return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *not_asked(tags[end:])]
            for tag in (but, no, asked):
                tag.state = "compiled"
            return [*tags[: at + 1], *not_asked(tags[at + 4 :])]
    return tags


def _names(words: list[Tag]) -> bool:
    """Whether words name diseases and treatments, and say nothing else."""
    return any(one.type in _THINGS for one in words) and all(one.type in _BEFORE for one in words)
