"""Takes out a pair of both sexes, which asks nothing of anybody: "healthy men and women aged 18 to 50 years"."""

from __future__ import annotations

from screener.catalog.implications import ruled_out
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

BOTH = "both sexes"
"""The value of the tag of people that a pair becomes."""
_JOINS = frozenset({"AND", "OR", "SLASH"})
_MEASURES = frozenset({"NUM", "CMP", "MEAS", "COLON", "SEX", "FORSEX"})
_SEXED = frozenset({"SEX", "FORSEX"})
_PARTS = frozenset({"COMMA", "SEMI", "STOP", "COLON", "LP", "RP"})
_SAYS_NOTHING = frozenset({"FILL", "POP", "MARK", "PREP", "EITHER"})


def both_sexes(tags: list[Tag]) -> list[Tag]:
    """The tags with every such pair as mere people; a pair beside what only one sex can be is left as it is."""
    if sum(tag.type in _SEXED for tag in tags) < 2:
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        size = _pair(tags, at)
        if size and not _alone(tags, at, size) and not _of_one(_around(tags, at, size)):
            pair = tags[at : at + size]
            made.append(covering("POP", pair, BOTH))
            for tag in (*pair, made[-1]):
                tag.state = "compiled"
            at += size
            continue
        made.append(tags[at])
        at += 1
    return made


def _pair(tags: list[Tag], at: int) -> int:
    """How many tags a pair takes that starts here; 0 where none does."""
    if tags[at].type not in _SEXED:
        return 0
    join = at + 1
    while join < len(tags) and tags[join].type == "POP":
        join += 1
    end = join + 1
    while end < len(tags) and tags[end].type in _JOINS | {"FILL"}:  # "and/or"
        end += 1
    pair = end < len(tags) and tags[join].type in _JOINS and tags[end].type == "SEX" and tags[end].value != tags[at].value
    if pair and tags[at].type == "FORSEX":  # "contraception for male and female patients"
        behind = tags[end + 1 : end + 6]
        pair = not any(tag.type in _MEASURES or tag.text.lower() == "respectively" for tag in behind)
    return end + 1 - at if pair else 0


def _around(tags: list[Tag], at: int, size: int) -> list[Tag]:
    """The tags beside a pair up to the next comma or bracket on either side."""
    first, last = at, at + size
    while first > 0 and tags[first - 1].type not in _PARTS:
        first -= 1
    while last < len(tags) and tags[last].type not in _PARTS:
        last += 1
    return [*tags[first:at], *tags[at + size : last]]


def _of_one(tags: list[Tag]) -> bool:
    """Whether some are denied, or something is said that only one sex can be."""
    ones = ruled_out("sex", "male") | ruled_out("sex", "female")
    states = {ident for tag in tags if tag.type == "STATE" and isinstance(tag.value, tuple) for ident in tag.value}
    return bool(states & ones) or any(tag.type in {"NEG", "NAIVE", "SEX"} and not _says_naive(tag) for tag in tags)


def _says_naive(tag: Tag) -> bool:
    """Whether the word says it of a treatment ("ART-naive men and women"), and no denial ("never received")."""
    return tag.type == "NAIVE" and "naive" in tag.text.lower().replace("ï", "i")


def _alone(tags: list[Tag], at: int, size: int) -> bool:
    """Whether the text says nothing else."""
    return all(tag.type in _SAYS_NOTHING | _PARTS for tag in [*tags[:at], *tags[at + size :]])
