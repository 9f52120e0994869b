"""Tells the delivery of a drug or device from a birth: "within 3 months before surgical delivery of the implant"."""

from __future__ import annotations

from itertools import pairwise

from screener.reading.scanning.tags import Tag

DELIVERY = frozenset({"delivery"})
_BORN = frozenset({
    "baby", "babies", "infant", "infants", "child", "children", "newborn", "neonate", "fetus", "foetus", "placenta",
})  # fmt: skip
_NEAR = 4


def deliveries(tags: list[Tag]) -> list[Tag]:
    """The tags with a delivery of something else than a child in words."""
    for at, (tag, behind) in enumerate(pairwise(tags)):
        if tag.type != "ANCHOR" or tag.text.lower() not in DELIVERY or behind.text.lower() not in {"of", "of the"}:
            continue
        words = {word for one in tags[at + 2 : at + 2 + _NEAR] for word in one.text.lower().split()}
        if words and words.isdisjoint(_BORN):
            tag.be_words()
    return tags
