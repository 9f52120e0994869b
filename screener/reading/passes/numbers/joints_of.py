"""Reads how many joints of those that are examined: "≥ 6/68 tender joints", "swollen joint count ≥ 6/66"."""

from __future__ import annotations

import re
from decimal import Decimal

from screener.reading.scanning.tags import Tag

JOINTS = frozenset({"66", "68", "28", "44", "76", "78"})
"""The joints that the counts in use examine (American College of Rheumatology; DAS28; Ritchie)."""
_FRACTION = re.compile(r"(\d{1,2})/(\d{2})")
NAMES = frozenset(
    {
        "tender joints", "swollen joints", "tender joint", "swollen joint", "tender joint count", "swollen joint count",
        "tender joint counts", "swollen joint counts", "painful joints", "tender/painful joints", "tjc", "sjc",
    }
)  # fmt: skip
_COUNTS = frozenset({("tender-joints",), ("swollen-joints",)})


def joints_of(tags: list[Tag]) -> list[Tag]:
    """The tags with each such fraction beside a joint count made its number."""
    for at, tag in enumerate(tags):
        found = _FRACTION.fullmatch(tag.text) if tag.type in {"FRACTION", "TEXT"} else None
        if found is None or found[2] not in JOINTS or int(found[1]) > int(found[2]):
            continue
        beside = [*tags[max(0, at - 2) : at], *tags[at + 1 : at + 2]]
        if any(one.type == "MEAS" and one.value in _COUNTS for one in beside):
            tag.type, tag.value = "NUM", Decimal(found[1])
    return tags
