"""Reads ", in either eye" and "in one or both eyes" as where the finding before it is, which no comma or "or" parts from it."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

EYES = frozenset({"eye", "eyes"})
_WHICH = frozenset({
    "study", "fellow", "affected", "treated", "current", "right", "left", "non", "eligible", "operative", "target", "index",
    "same", "other", "one", "at", "least", "any",
})  # fmt: skip
_BOTH = frozenset({"or both", "and both"})
_SMALL = frozenset({"FILL", "EITHER", "NUM", "DASH", "SLASH", "MARK"})
_IN = ("in", "of", "to", "into", "on", "for")
_NAMES = frozenset({"COND", "DRUG", "PROC", "MEAS", "CMP", "CONDN", "PROCN", "TREATN", "MEASN", "VACC"})


def eyes_apart(tags: list[Tag]) -> list[Tag]:
    """The tags with such words made one qualifier of what stands before them."""
    for at in range(2, len(tags)):
        if tags[at].text.lower() not in EYES or tags[at].type != "TEXT":
            continue
        first = _preposition(tags, at)
        if not first:
            continue
        comma = tags[first - 1].type == "COMMA"
        both = any(tag.text.lower() in _BOTH for tag in tags[first:at])
        end = at + 1 + (at + 1 < len(tags) and tags[at + 1].text == "(s)")
        if not (comma or both) or (comma and first < 2) or (end < len(tags) and tags[end].type in _NAMES):
            continue
        if comma:
            tags[first - 1].drop()
        return [*tags[: first - comma], behind(tags[first:end]), *eyes_apart(tags[end:])]
    return tags


def _preposition(tags: list[Tag], at: int) -> int:
    """Where the "in" of "in the study eye" stands; 0 where other words come between."""
    first = at - 1
    while first > 0 and at - first < 7 and not plays(tags[first], "PREP"):
        tag = tags[first]
        told = tag.text.lower() in _WHICH | _BOTH or tag.type in _SMALL
        if not told:
            return 0
        first -= 1
    return first if first > 0 and tags[first].text.lower().startswith(_IN) and tags[first].type == "PREP" else 0


PLACES = frozenset({"intraocular", "periocular", "subconjunctival", "subtenon", "peribulbar", "retrobulbar"})
_JOINS = frozenset({"OR", "AND", "COMMA", "SLASH"})


def places_joined(tags: list[Tag]) -> list[Tag]:
    """The tags with the drug of "intraocular or periocular steroids" behind the first of both places too."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        made.append(tag)
        if tag.type != "TEXT" or tag.text.lower() not in PLACES:
            continue
        last = at
        while last + 2 < len(tags) and tags[last + 1].type in _JOINS and tags[last + 2].text.lower() in PLACES:
            last += 2
        head = tags[last + 1] if last > at and last + 1 < len(tags) else None
        if head is not None and head.type == "DRUG":
            tag.be("SEV", "other")
            made.append(Tag("DRUG", tag.end, tag.end, head.value, head.text, state="compiled"))
    return made
