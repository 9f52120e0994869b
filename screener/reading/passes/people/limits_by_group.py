"""Reads "ALT ≤ 3 x ULN for patients without metastases and ≤ 5 x ULN for patients with them": each limit with its own people.

Both are told as "ALT ≤ 3 x ULN (without metastases) or ALT ≤ 5 x ULN (with metastases)", of which nobody has to meet both.
"""

from __future__ import annotations

from dataclasses import dataclass

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import bracketed

_OPENS = frozenset({"STOP", "SEMI", "COLON", "MARK"})
_JOINS = frozenset({"AND", "OR", "SLASH", "COMMA"})
_LIMIT = frozenset({"CMP", "NUM", "UNIT", "ULN", "TIMES", "RELTO", "FILL"})
_WHOM = frozenset({
    "for", "in", "if", "for patients with", "in patients with", "for subjects with", "in subjects with",
    "in the presence of", "in presence of", "in case of", "in the case of",
})  # fmt: skip
_THERE = frozenset({"in the presence of", "in presence of"})
_WITH = frozenset({"with", "without"})
_GROUP = frozenset({"POP", "NEG", "COND", "CONDN", "SEV", "TEXT", "MEAS", "RESULT", "DASH", "STATE", "FILL", "PREP",
                    "KNOWN", "CURRENT"})  # fmt: skip
_TELLS = frozenset({"COND", "CONDN", "RESULT", "STATE"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A limit and the people behind it: where these begin and end, and what follows; bracketed: a bracket holds the people."""

    limit: int
    people: int
    last: int
    end: int
    bracketed: bool


def limits_by_group(tags: list[Tag]) -> list[Tag]:
    """The tags with the measure named again before its second limit, and the people of each limit in a bracket."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or (at and tags[at - 1].type not in _OPENS):
            continue
        named = _measures_end(tags, at)
        first = _part(tags, named)
        again = _again(tags, first.end, tags[at:named]) if first is not None else 0
        join = again or (_join(tags, first.end) if first is not None else 0)
        second = _part(tags, join) if join else None
        if first is None or second is None or not _at_end(tags, second.end) or not _alike(tags, first, second):
            continue
        if _there_or_not(tags, first, second):
            continue
        if again:
            tags[first.end].be("OR", "or")
            return [*tags[:named], *_told(tags, first), *tags[first.end : join], *_told(tags, second),
                    *limits_by_group(tags[second.end :])]  # fmt: skip
        if first.bracketed and named == at + 1:
            return tags  # each bracket is its own limit's as it stands
        return [*tags[:named], *_told(tags, first), *_either(tags, first.end, join, tags[at:named]), *_told(tags, second),
                *limits_by_group(tags[second.end :])]  # fmt: skip
    return tags


def _measures_end(tags: list[Tag], at: int) -> int:
    """The place behind measures that share a limit ("ALT and AST")."""
    end = at + 1
    while end + 1 < len(tags) and tags[end].type in _JOINS and tags[end + 1].type == "MEAS":
        end += 2
    return end


def _part(tags: list[Tag], at: int) -> _Part | None:
    """The limit that stands at a place with its people; None where it has none."""
    end = at
    while end < len(tags) and tags[end].type in _LIMIT:
        end += 1
    if end == at or end >= len(tags) or tags[at].type != "CMP" or not any(tag.type == "NUM" for tag in tags[at:end]):
        return None
    opening, whom = tags[end], tags[end].text.lower()
    first = end if whom in _WITH else end + 1
    if not (opening.type == "LP" or whom in _WITH or (opening.type in {"PREP", "IF"} and whom in _WHOM)):
        return None
    last = first + (whom in _WITH)
    while last < len(tags) and (_of_group(tags[last]) or _or_else(tags, last)):
        last += 1
    bracketed = opening.type == "LP"
    closed = not bracketed or (last < len(tags) and tags[last].type == "RP")
    if not closed or not any(tag.type in _TELLS for tag in tags[first:last]):
        return None
    return _Part(at, end, last, last + bracketed, bracketed)


def _of_group(tag: Tag) -> bool:
    return tag.type in _GROUP and tag.text.lower() not in _WHOM


def _or_else(tags: list[Tag], at: int) -> bool:
    """Whether one more thing that the people may have stands behind an "or" ("Gilbert's syndrome or liver metastases")."""
    ahead = tags[at + 1] if at + 1 < len(tags) else None
    return tags[at].type == "OR" and ahead is not None and ahead.type in {"COND", "SEV", "KNOWN", "TEXT"} and _of_group(ahead)


def _join(tags: list[Tag], at: int) -> int:
    """The place of the second limit behind "and", "or" or a comma; 0 where none stands there."""
    at += at < len(tags) and tags[at].type == "COMMA" and at + 1 < len(tags) and tags[at + 1].type in {"AND", "OR"}
    return at + 1 if at + 1 < len(tags) and tags[at].type in {"AND", "OR", "COMMA"} and tags[at + 1].type == "CMP" else 0


def _again(tags: list[Tag], at: int, measures: list[Tag]) -> int:
    """The place of a second limit behind the same measures, named once more ("CRP > 5 (…); CRP > 2 (…)"); 0 where none is."""
    end = at + 1 + len(measures)
    if end >= len(tags) or tags[at].type not in _JOINS | {"SEMI"} or tags[end].type != "CMP":
        return 0
    same = all(one.type == two.type and one.value == two.value for one, two in zip(measures, tags[at + 1 : end], strict=True))
    return end if same else 0


def _at_end(tags: list[Tag], at: int) -> bool:
    return at >= len(tags) or tags[at].type in {"STOP", "SEMI"}


def _alike(tags: list[Tag], first: _Part, second: _Part) -> bool:
    """Whether both limits lie on the same side, each for people of its own."""
    sides = [str(tags[part.limit].value)[:1] for part in (first, second)]
    people = [" ".join(tag.text.lower() for tag in tags[part.people : part.last]) for part in (first, second)]
    return sides[0] == sides[1] and people[0] != people[1]


def _there_or_not(tags: list[Tag], first: _Part, second: _Part) -> bool:
    """Whether the second limit is for those who have what the others lack: the looser of the two, read as such."""
    had, lacked = ([tag.value for tag in tags[part.people : part.last] if tag.type == "COND"] for part in (second, first))
    return tags[second.people].text.lower() in _THERE and had == lacked


def _told(tags: list[Tag], part: _Part) -> list[Tag]:
    """A limit with its people in a bracket."""
    if part.bracketed:
        return tags[part.limit : part.end]
    people = tags[part.people : part.last]
    if people[0].text.lower() not in _WITH:
        people.pop(0).drop()
    return [*tags[part.limit : part.people], *bracketed(people)]


def _either(tags: list[Tag], first: int, second: int, measures: list[Tag]) -> list[Tag]:
    """The word between two limits as an "or", and the measures once more."""
    for tag in tags[first : second - 1]:
        tag.state = "compiled"
    word, place = tags[second - 1], tags[second].start
    word.be("OR", "or")
    again = [Tag(tag.type, place, place, tag.value, tag.text, tag.others, state="compiled") for tag in measures]
    return [word, *again]
