"""Brings the noun of "chronic administration (more than 14 days) of X" behind its bracket, as in "chronic (…) use of X"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

LASTING = frozenset({"chronic", "chronically", "long-term", "long term", "longterm", "prolonged", "persistent", "extended"})
_NOUNS = frozenset({"administration", "use", "intake", "treatment", "therapy", "usage", "exposure"})
_OF = frozenset({"of", "with", "to"})
_ENDS = frozenset({"LP", "RP", "STOP"})
_MOST = 8


def long_use(tags: list[Tag]) -> list[Tag]:
    """The tags with each such noun made the word of use behind the bracket that tells how long."""
    for at in range(len(tags) - 6):
        word, noun, opens = tags[at : at + 3]
        if word.type != "SEV" or word.text.lower() not in LASTING or noun.text.lower() not in _NOUNS or opens.type != "LP":
            continue
        end = at + 3
        while end < len(tags) and end < at + _MOST and tags[end].type not in _ENDS:
            end += 1
        inside = tags[at + 3 : end]
        if end + 1 >= len(tags) or tags[end].type != "RP" or not any(tag.type == "TU" for tag in inside):
            continue
        of = tags[end + 1]
        if of.type == "PREP" and of.text.lower().split()[0] in _OF:
            use = covering("TREAT", [noun], "current", f"{noun.text} of")
            of.state = noun.state = "compiled"
            return [*tags[: at + 1], *tags[at + 2 : end + 1], use, *long_use(tags[end + 2 :])]
    return tags
