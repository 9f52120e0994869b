"""Keeps "physician's judgment that A is likely to need B or C" together: all that is judged so is a person's."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

THAT = frozenset({"that"})
_OPENS = frozenset({"STOP", "SEMI", "MARK", "COLON"})
_ENDS = frozenset({"STOP", "SEMI", "COLON", "LIMIT"})
_OPINIONS = frozenset({"judgment", "judgement", "opinion", "assessment", "belief", "view"})


def opinions_that(tags: list[Tag]) -> list[Tag]:
    """The tags with each opinion that begins a sentence, and all that stands behind its "that", made one."""
    for at, tag in enumerate(tags):
        if tag.type != "JUDGE" or (at and tags[at - 1].type not in _OPENS):
            continue
        that = at + 1 + (at + 1 < len(tags) and tags[at + 1].text.lower() in _OPINIONS)
        named = that > at + 1 or not _OPINIONS.isdisjoint(tag.text.lower().split())
        if not named or that + 1 >= len(tags) or tags[that].text.lower() not in THAT:
            continue
        end = first_of(tags, that, _ENDS)
        return [*tags[:at], covering("JUDGE", tags[at:end], tag.value), *opinions_that(tags[end:])]
    return tags
