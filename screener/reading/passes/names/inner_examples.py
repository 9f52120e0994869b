"""Reads a bracket within a name, "intraocular (including cataract) surgery", and what contains a thing as the thing."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take

CONTAINING = frozenset({"containing"})
_FOODS = frozenset({
    "food", "foods", "product", "products", "beverage", "beverages", "drink", "drinks", "juice", "juices", "foodstuff",
    "foodstuffs", "supplement", "supplements", "meal", "meals", "substance", "substances",
})  # fmt: skip
_ADJECTIVES = ("al", "ar", "ic", "ary", "ous")


def inner_examples(tags: list[Tag]) -> list[Tag]:
    """The tags with such a bracket made a description behind its name, and without the words for what contains it."""
    for at, tag in enumerate(tags):
        if tag.type == "LP" and at and (end := _closed(tags, at)):
            told = covering("SEV", tags[at : end + 1], "description")
            return [*tags[:at], tags[end + 1], told, *inner_examples(tags[end + 2 :])]
        if tag.type == "DRUG" and _contained(tags, at):
            take(tags[at + 1 : at + 4])
            return [*tags[: at + 1], *inner_examples(tags[at + 4 :])]
    return tags


def _closed(tags: list[Tag], at: int) -> int:
    """Where a bracket of examples ends that parts an adjective from its procedure; 0 where it is none."""
    before, inside = tags[at - 1], tags[at + 1].type if at + 1 < len(tags) else ""
    adjective = before.type == "SEV" or (before.type == "TEXT" and before.text.lower().endswith(_ADJECTIVES))
    if not adjective or inside != "EG":
        return 0
    end = next((place for place in range(at + 1, len(tags)) if tags[place].type in {"LP", "RP"}), 0)
    if not end or tags[end].type != "RP" or end + 1 >= len(tags):
        return 0
    return end if tags[end + 1].type in {"PROC", "PROCN"} else 0


def _contained(tags: list[Tag], at: int) -> bool:
    """Whether food that contains a thing is spoken of, for which the thing itself stands."""
    words = [tag.text.lower() for tag in tags[at + 1 : at + 4]]
    return len(words) == 3 and words[0] == "-" and words[1] in CONTAINING and words[2] in _FOODS
