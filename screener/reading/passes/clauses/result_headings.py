"""Leaves out what a heading calls the results below it ("The main organ functions meet the following criteria within 7 days: …").

The list says what they are; a time in the heading holds for each of them.
"""

from __future__ import annotations

from screener.reading.layout.labels import of_any_organ
from screener.reading.layout.labels import organs
from screener.reading.layout.labels import result_nouns
from screener.reading.layout.labels import result_words
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.scanning.tags import take

_INSIDE = frozenset({"TEXT", "MEASN", "MEAS", "PROCN", "SEV", "FILL", "ANCHOR", "MARK"})
_ENDS = frozenset({"STOP", "SEMI", "COLON"})
_JOINTS = frozenset({"AND", "OR", "COMMA", "SLASH", "DASH"})
_BEFORE = frozenset({"POP", "PREP", "FILL", "NOF", "MARK", "ANY"})
_POINTS = frozenset({"NOF", "IE", "FILL", "MARK", "AND", "COMMA", "NEED", "PREP"})
_TIMES = frozenset({
    "WITHIN", "CMP", "NUM", "TU", "PRIOR", "AFTER", "BETW", "ANCHOR", "AT", "TREATN", "DRUG", "LP", "RP", "STAGEW",
})  # fmt: skip


def result_headings(tags: list[Tag]) -> list[Tag]:
    """The tags without the names of results in words before a colon, where these say no more than that a list follows."""
    at = 0
    while at < len(tags):
        if tags[at].type == "COLON":
            before = len(tags)
            tags = _without_names(tags, at)
            at -= before - len(tags)
        at += 1
    return tags


def _without_names(tags: list[Tag], colon: int) -> list[Tag]:
    """The tags without the names of results in the words before this colon."""
    start = next((at + 1 for at in range(colon - 1, -1, -1) if tags[at].type in _ENDS), 0)
    first = start
    while first < colon and tags[first].type in _BEFORE and not _called(tags[first]):
        first += 1
    if _organ_of(tags, first, colon):
        take(tags[first:colon])
        return tags[:first] + tags[colon:]
    end = _run(tags, first, colon)
    rest = tags[end:colon]
    bracket = bool(rest) and rest[0].type == "LP" and rest[-1].type == "RP"
    if end == first or not (bracket or _only_points(rest)):
        return _pointed_at(tags, start, colon)
    if not any(tag.type in {"NUM", "ANCHOR", "LP"} for tag in rest):
        end = next((at for at in range(end, colon) if tags[at].type in {"NOF", "IE"}), colon)
    take(tags[first:end])
    return _pointed_at(tags[:first] + tags[end:], start, colon - (end - first))


def _organ_of(tags: list[Tag], first: int, colon: int) -> bool:
    """Whether only the organ is named before a colon of what is told behind it ("Renal: creatinine < 2 mg/dL").

    What has another name in each organ is narrowed by it ("Ocular: infection").
    """
    said = " ".join(tag.text.lower() for tag in tags[first:colon])
    if said not in organs() or colon + 1 >= len(tags):
        return False
    behind = tags[colon + 1]
    return behind.type == "MEAS" or (behind.type == "COND" and bool(behind.value) and behind.text.lower() not in of_any_organ())


def _pointed_at(tags: list[Tag], start: int, colon: int) -> list[Tag]:
    """The same behind what else the heading says ("adequate organ function as shown by the following test results:")."""
    if colon > start + 2 and [tag.type for tag in tags[colon - 3 : colon]] == ["JUDGED", "COMMA", "ACCORD"]:
        take(tags[colon - 2])
        return tags[: colon - 2] + tags[colon - 1 :]
    for at in range(start, colon):
        if tags[at].type != "NOF":
            continue
        end = _run(tags, at + 1, colon)
        if end > at + 1 and _only_points(tags[end:colon]):
            take(tags[at + 1 : end])
            return tags[: at + 1] + tags[end:]
    return tags


def _run(tags: list[Tag], first: int, colon: int) -> int:
    """The place behind names of results in a row, one of them at least a noun; the first place where there is none."""
    end, last, noun = first, first, False
    while end < colon:
        tag = tags[end]
        if tag.type in _INSIDE and _called(tag):
            noun = noun or not result_nouns().isdisjoint(tag.text.lower().split())
            last = end + 1
        elif tag.type not in _JOINTS:
            break
        end += 1
    return last if noun else first


def _called(tag: Tag) -> bool:
    """Whether a tag says nothing but what results are called, and of what they are."""
    said = tag.text.lower().split()
    return bool(said) and result_words().issuperset(said)


def _only_points(tags: list[Tag]) -> bool:
    """Whether tags only point at a list and say when its results are found."""
    return all(tag.type in _POINTS or tag.type in _TIMES or _called(tag) for part in tags for tag in parts_of(part))
