"""Keeps the share that a finding makes up of another as what is said of it: "scar or fibrosis making up > 50 % of the lesion".

Of what makes up less than so much there may be none at all: a person decides.
"""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

PARTS = frozenset({
    "making", "comprising", "occupying", "constituting", "involving", "representing", "composing", "covering",
    "makes", "comprises", "occupies", "constitutes", "involves", "represents", "covers",
})  # fmt: skip
"""Verbs that tell how much of another thing something is."""
_FOUND = frozenset({"COND", "CONDN", "TEXT"})
_SHARE = ("CMP", "NUM", "UNIT")
_WHOLE = frozenset({"PREP", "TEXT", "COND", "CONDN", "FILL", "SEV"})


def making_up(tags: list[Tag]) -> list[Tag]:
    """The tags with each such clause made words about the finding before it; a measure that a record holds is left as it is."""
    for at in range(1, len(tags) - 4):
        if tags[at].text.lower() not in PARTS or tags[at - 1].type not in _FOUND:
            continue
        sign = at + 1 + (tags[at + 1].text.lower() == "up")
        share = tags[sign : sign + 4]
        if tuple(tag.type for tag in share[:3]) != _SHARE or share[2].value != "%" or len(share) < 4 or share[3].type != "PREP":
            continue
        end = sign + 3
        while end < len(tags) and tags[end].type in _WHOLE:
            end += 1
        ended = end == len(tags) or tags[end].type in {"STOP", "SEMI", "COMMA", "RP", "OR"}
        if ended and str(share[0].value).startswith("<"):
            first = _begins(tags, at)
            return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *making_up(tags[end:])]
        if ended:
            return [*tags[:at], behind(tags[at:end], "other"), *making_up(tags[end:])]
    return tags


def _begins(tags: list[Tag], at: int) -> int:
    """Where the name of the finding begins that ends at a place."""
    while at > 0 and tags[at - 1].type in _FOUND | {"SEV"}:
        at -= 1
    return at
