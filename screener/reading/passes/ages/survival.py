"""Reads how long somebody is expected to live: "unlikely to survive more than 90 days", "expected to live for 6 months"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_LIVE = ("life-expectancy",)
_UNLIKELY = frozenset({"unlikely to", "not likely to", "not expected to"})
_VERBS = frozenset({"survive", "live"})


def survival(tags: list[Tag]) -> list[Tag]:
    """The tags with an unlikely survival made the denial of one, and a time "for" which one lives its limit."""
    for at in range(len(tags) - 2):
        verb, live = tags[at : at + 2]
        if verb.type == "JUDGED" and verb.text.lower() in _UNLIKELY and live.text.lower() in _VERBS and _time(tags, at + 2):
            verb.be("NEG", "not")
            live.be("MEAS", _LIVE)
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        before = made[-1] if made else None
        if plays(tag, "FORT") and before is not None and before.value == _LIVE and _time(tags, at):
            tag.state = "compiled"
            if tags[at + 1].type == "NUM":
                made.append(Tag("CMP", tag.end, tag.end, ">=", "at least"))
            continue
        made.append(tag)
    return made


def _time(tags: list[Tag], at: int) -> bool:
    """Whether a length of time begins there, perhaps behind "for" and a sign."""
    if at < len(tags) and plays(tags[at], "FORT"):
        at += 1
    if at < len(tags) and plays(tags[at], "CMP"):
        at += 1
    return at + 1 < len(tags) and tags[at].type == "NUM" and tags[at + 1].type == "TU"
