"""Takes filler words out of the tags of an item, but for those that another role of theirs may need."""

from __future__ import annotations

from screener.reading.passes.clauses.roles import CONTEXTUAL
from screener.reading.scanning.tags import Tag

_FILLERS = frozenset({"FILL", "MARK"})
_ASKED = CONTEXTUAL | {"PREP"}


def without_filler(tags: list[Tag]) -> list[Tag]:
    """The tags without articles and layout marks, whose state says that they are filler."""
    kept: list[Tag] = []
    before = ""
    joint: Tag | None = None
    for tag in tags:
        if tag.type == "FILL":
            if tag.text == "A" and before in {"MEAS", "STAGEW"}:
                tag.be("TEXT", "a")  # "Child-Pugh A" names a class, not an article
            other = next((kind for kind, _ in tag.others if kind in {"PREP", "ACCORD"}), None) if tag.others else None
            if other is not None:
                tag.become(other)
        before = tag.type
        if joint is not None:
            if joint.could_be("ANY") and tag.type not in _FILLERS:
                tag.others = (*tag.others, ("ANY", True))
            if tag.text.lower() == "any":
                joint.others = (*joint.others, ("ANY", True))
        if tag.type in _FILLERS and not any(kind in _ASKED for kind, _ in tag.others):
            tag.state = "filler"
        else:
            kept.append(tag)
            joint = tag if tag.type == "OR" else None
    return kept
