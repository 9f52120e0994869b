"""Leaves "hemoglobin grade 1 or higher" to a person: a grade is no value of what a laboratory measures."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

GRADE = frozenset({"grade", "grades"})
_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_GRADED = ("NUM", "CMP", "POST", "DASH", "RDASH")


def graded_results(tags: list[Tag]) -> list[Tag]:
    """The tags with each measure and the grade right behind it made one that a person judges."""
    for at, tag in enumerate(tags[:-2]):
        if tag.type != "MEAS" or not _measured(tag):
            continue
        look = at + 1 + plays(tags[at + 1], "CMP")
        if look + 1 < len(tags) and tags[look].text.lower() in GRADE and tags[look + 1].type in {"NUM", "CMP"}:
            first, end = _first(tags, at), look + 1
            while end < len(tags) and any(plays(tags[end], kind) for kind in _GRADED):
                end += 1
            return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *graded_results(tags[end:])]
    return tags


def _first(tags: list[Tag], at: int) -> int:
    """The place of the first measure of one grade ("AST or ALT grade 1 or higher"), the last of them at a place."""
    while at > 1 and tags[at - 1].type in _JOINS and tags[at - 2].type == "MEAS" and _measured(tags[at - 2]):
        at -= 2
    return at


def _measured(tag: Tag) -> bool:
    """Whether a laboratory gives a measure as an amount in some unit."""
    ids = tag.value if isinstance(tag.value, tuple) else ()
    known = [catalog()[one] for one in ids if one in catalog()]
    return bool(known) and all(one.kind == "lab" and one.measure is not None and one.measure.unit != "1" for one in known)
