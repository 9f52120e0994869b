"""Puts "must not have both asthma and gout" to a person: whoever has one of them alone is not turned away."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

BOTH = frozenset({"both"})
_DENIALS = ("not", "have", "having")
_ENDS = frozenset({"STOP", "SEMI", "LP", "RP", "OR", "EXC", "IF", "COLON"})


def not_both(tags: list[Tag]) -> list[Tag]:
    """The tags with a denial of two things together, up to the end of its part of the sentence, made a judgement."""
    for at, tag in enumerate(tags[:-1]):
        if tag.type != "NEG" or not tag.text.lower().endswith(_DENIALS) or tags[at + 1].text.lower() not in BOTH:
            continue
        end = next((place for place in range(at + 2, len(tags)) if tags[place].type in _ENDS), len(tags))
        joins = [one.type for one in tags[at + 2 : end] if one.type in {"AND", "COMMA"}]
        if joins == ["AND"]:
            return [*tags[:at], covering("JUDGED", tags[at:end], "judgement"), *not_both(tags[end:])]
    return tags
