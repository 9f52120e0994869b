"""Puts "(for children younger than 18)" to a person: such a bracket tells whom something concerns, and asks for no age."""

from __future__ import annotations

from screener.reading.tags import Tag
from screener.reading.tags import covering

_FOR = frozenset({"for", "in", "if", "for the"})
_LIMITED = frozenset({"NUM", "UNIT", "ULN", "TU", "RP", "CMP", "TIMES"})
_YEARS = frozenset({"TU", "AGEW", "AGESUF"})


def for_minors(tags: list[Tag]) -> list[Tag]:
    """The tags with what stands in such a bracket made the words of a question, where it does not stand behind a limit."""
    for at in range(1, len(tags) - 4):
        opens = tags[at].type == "LP" and tags[at + 1].text.lower() in _FOR and tags[at + 2].type == "POP"
        if not opens or tags[at - 1].type in _LIMITED:
            continue
        end = next((place for place in range(at + 2, len(tags)) if tags[place].type in {"LP", "RP"}), 0)
        inside = {tag.type for tag in tags[at + 2 : end]}
        if not end or tags[end].type != "RP" or "NUM" not in inside or inside.isdisjoint(_YEARS):
            continue
        asked = covering("JUDGED", tags[at + 1 : end], "judgement")
        return [*tags[: at + 1], asked, *for_minors(tags[end:])]
    return tags
