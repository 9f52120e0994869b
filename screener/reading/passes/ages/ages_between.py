"""Reads ages between which something began as a time after birth: "onset of epilepsy between 2 and 12 years of age"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

BEGUN = frozenset({"onset of", "onset", "onset of symptoms", "diagnosed", "began", "occurring"})
_NEAR = 5
_BETWEEN = frozenset({"COND", "CONDN", "SEV", "TEXT", "PREP", "FILL", "NEWLY", "KNOWN", "ANCHOR", "DASH"})


def ages_between(tags: list[Tag]) -> list[Tag]:
    """The tags with each such range of ages behind what began made a time after birth."""
    for at in range(len(tags) - 4):
        ends = [tag.type for tag in tags[at : at + 5]]
        if ends not in (["BETW", "NUM", "AND", "NUM", "AGEW"], ["BETW", "NUM", "AND", "NUM", "AGESUF"]):
            continue
        begun = _begun(tags, at)
        if begun is None:
            continue
        if tags[begun].type == "NEWLY":
            tags[begun].be("HIST", "ever")
        age = tags[at + 4]
        born = [Tag("AFTER", age.end, age.end, "after", "after"), Tag("ANCHOR", age.end, age.end, "birth", "birth")]
        age.be("TU", "year")
        return [*tags[: at + 5], *born, *ages_between(tags[at + 5 :])]
    return tags


def _begun(tags: list[Tag], at: int) -> int | None:
    """The place of the word that says that something began, with nothing but its name behind it."""
    for place in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        if tags[place].text.lower() in BEGUN:
            return place if tags[place].text.lower() != "diagnosed" or place == at - 1 else None
        if tags[place].type not in _BETWEEN:
            return None
    return None
