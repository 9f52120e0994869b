"""Parts "adults without A who have B": what stands behind "who" is said of the people, and not of what they lack."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

LACKING = frozenset({"without"})
_WHO = frozenset({"who have", "who has", "who had", "who also have"})
_NAMED = frozenset({"COND", "SEV", "FILL", "TEXT", "OR", "COMMA", "KNOWN", "CURRENT"})


def without_who(tags: list[Tag]) -> list[Tag]:
    """The tags with a comma between what people lack and what they have behind it."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if at and tag.type == "PREP" and tag.text.lower() in _WHO and tags[at - 1].type == "COND" and _lacked(tags, at):
            made.append(Tag("COMMA", tag.start, tag.start, None, ",", state="compiled"))
        made.append(tag)
    return made


def _lacked(tags: list[Tag], at: int) -> bool:
    """Whether what ends here is what somebody is without."""
    while at > 0 and tags[at - 1].type in _NAMED:
        at -= 1
    return at > 0 and tags[at - 1].type == "NEG" and tags[at - 1].text.lower() in LACKING
