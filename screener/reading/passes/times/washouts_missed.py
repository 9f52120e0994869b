"""Reads "have not complied with the washout periods:" as a heading: the list below it tells what was taken in that time."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

KEPT = frozenset({"complied", "adhered", "observed", "respected", "followed", "completed"})
_MOST = 9


def washouts_missed(tags: list[Tag]) -> list[Tag]:
    """The tags without such a denial before a colon, up to which its words are those of a heading."""
    for at, tag in enumerate(tags):
        if tag.type != "NEG" or at + 3 >= len(tags) or tags[at + 1].text.lower() not in KEPT:
            continue
        end = next((place for place in range(at, min(len(tags), at + _MOST)) if tags[place].type == "COLON"), 0)
        said = "".join(one.text.lower() for one in tags[at + 1 : end])
        if end and ("washout" in said.replace("-", "") or "washoutperiod" in said):
            tag.be_words()
            return [*tags[: at + 1], *washouts_missed(tags[at + 1 :])]
    return tags
