"""Takes out how far a scale reaches beside its name: "≥ 4 on the NRS from 0 to 10", "(IGA, 0-4) of ≥ 2", "0 to 5 point PGA"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

POINTS = frozenset({"point", "points"})
_NAMES = frozenset({"MEAS", "MEASN", "SEV", "RP"})
_TO = frozenset({"to", "through"})
_LEADS = frozenset({"BETW", "COMMA", "PREP"})


def scale_ranges(tags: list[Tag]) -> list[Tag]:
    """The tags with each such range made a description, where a signed number of the score stands in the same sentence."""
    at = 1
    while at + 3 < len(tags):
        first = at + 1 + (tags[at + 1].type == "FILL")
        if tags[at].type in _LEADS and _ends(tags, first) and _signed(tags, at, first):
            end = first + 3
            pointed = end < len(tags) and tags[end].text.lower() in POINTS
            if tags[at].type == "PREP":
                fits = pointed and tags[at].text.lower() in {"on", "of"} and end + 1 < len(tags) and tags[end + 1].type == "MEAS"
            else:
                fits = tags[at - 1].type in _NAMES and (tags[at].type == "BETW" or _closed(tags, end))
            if fits:
                tags[at : end + pointed] = [covering("SEV", tags[at : end + pointed], "description")]
        at += 1
    return tags


def _ends(tags: list[Tag], at: int) -> bool:
    """Whether "0 to 10" or "1-5" stands here."""
    if at + 3 > len(tags):
        return False
    first, joint, last = tags[at : at + 3]
    joined = joint.type in {"RDASH", "DASH"} or joint.text.lower() in _TO
    return first.type == last.type == "NUM" and joined and first.value in {0, 1}


def _closed(tags: list[Tag], end: int) -> bool:
    return end < len(tags) and tags[end].type == "RP"


def _signed(tags: list[Tag], at: int, least: int) -> bool:
    """Whether a number with a sign, none above the end of the scale, stands elsewhere in the sentence."""
    first, end = sentence_around(tags, at)
    top = tags[least + 2].value
    signs = [place for place in range(first, end) if not at <= place <= least + 2 and tags[place].type == "CMP"]
    numbers = [tag.value for place in signs for tag in tags[place + 1 : min(place + 4, end)] if tag.type == "NUM"][: len(signs)]
    return bool(numbers) and all(one <= top for one in numbers)  # type: ignore[operator]
