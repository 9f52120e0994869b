"""Reads a heading that only says when the values below it were found: "Laboratory results obtained within 14 days before …:"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of

_LAB = frozenset({"laboratory", "lab", "laboratories", "labs"})
_ABOUT = _LAB | {
    "screening", "clinical", "routine", "parameters", "parameter", "examination", "examinations", "data", "findings", "test",
    "tests",
}  # fmt: skip
_KINDS = frozenset({"NOF", "MEASN", "PREP", "WHICH", "AND"})
_INSIDE = _KINDS | {"WINDOW", "COMMA"}
_FIRST = frozenset({"POP", "PREP"})


def timed_headings(tags: list[Tag]) -> list[Tag]:
    """The tags of a heading with the words for laboratory values taken out, and their time behind what they define."""
    if not any_of_type(tags, "COLON"):
        return tags
    colon = next((at for at, tag in enumerate(tags) if tag.type == "COLON"), 0)
    return _timed(tags[: colon + 1]) + tags[colon + 1 :] if colon > 1 else tags


def _timed(tags: list[Tag]) -> list[Tag]:
    """The same for the tags up to the colon."""
    first = len(tags) - 1
    while first and (tags[first - 1].type in _INSIDE or _about(tags[first - 1])):
        first -= 1
    while first < len(tags) - 1 and tags[first].type == "COMMA":
        first += 1
    run = tags[first:-1]
    times = [tag for tag in run if tag.type == "WINDOW"]
    named = any(tag.type == "NOF" or tag.text.lower() in _LAB for tag in run)
    link = first
    if first and tags[first - 1].type in {"IE", "ACCORD"}:
        link, named = first - 1, True
    if len(times) != 1 or not named:
        return tags
    if link and tags[link - 1].type == "COMMA":
        link -= 1
    if link and tags[link - 1].type == "JUDGED":
        kept = [tag for tag in (*tags[link:first], *run) if tag is not times[0] and not _told(tag)]
        _read(run)
        return [*tags[:link], times[0], *kept, tags[-1]]
    if any(tag.type not in _FIRST for tag in tags[:first]) or not any(tag.text.lower() in _LAB for tag in run):
        return tags
    _read(run)
    return [*tags[:first], *(tag for tag in run if tag.type in {"NOF", "WINDOW"}), tags[-1]]


def _about(tag: Tag) -> bool:
    return tag.type == "TEXT" and tag.text.lower() in _ABOUT


def _told(tag: Tag) -> bool:
    """Whether a word of the heading only tells what stands below."""
    return tag.type in {"MEASN", "PREP", "AND", "COMMA"} or _about(tag)


def _read(run: list[Tag]) -> None:
    for tag in run:
        if _told(tag) or tag.type == "WHICH":
            for part in parts_of(tag):
                part.state = "compiled"
