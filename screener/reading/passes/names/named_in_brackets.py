"""Takes out the bracket that names a finding again before its limit: "hypertension (HTN) over 160/100"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag


def named_in_brackets(tags: list[Tag]) -> list[Tag]:
    """The tags without brackets that hold another name of the finding before them, where a sign and a number follow."""
    for at in range(len(tags) - 5):
        name, left, again, right, sign, number = tags[at : at + 6]
        bracketed = left.type == "LP" and right.type == "RP" and name.type == again.type == "COND"
        if bracketed and name.value == again.value and plays(sign, "CMP") and number.type == "NUM":
            for tag in (left, again, right):
                tag.state = "compiled"
            return named_in_brackets([*tags[: at + 1], *tags[at + 4 :]])
    return tags
