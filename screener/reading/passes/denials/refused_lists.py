"""Refuses the list behind a heading that refuses: "patients with any of the following are not eligible: asthma, gout"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take

_SAYS_NOTHING = frozenset({"POP", "PREP", "NOF", "FILL", "IF", "COMMA", "EXCLV", "CMP"})
_WORDS = frozenset({"they", "he", "she", "he/she", "has", "have", "present"})
_ANY = frozenset({"1", "listed"})
_ENDS = frozenset({"STOP", "SEMI"})


def refused_lists(tags: list[Tag]) -> list[Tag]:
    """The tags with what refuses behind the list that it is said of; where a number of them refuses, a person's question."""
    colon = next((at for at, tag in enumerate(tags) if tag.type == "COLON"), 0)
    heading = tags[:colon]
    verbs = [tag for tag in heading if tag.type == "EXCLV"]
    counts = [tag for tag in heading if tag.type == "NOF"]
    if len(verbs) != 1 or len(counts) != 1 or not all(map(_says_nothing, heading)):
        return tags
    end = next((at for at in range(colon + 1, len(tags)) if tags[at].type in _ENDS), len(tags))
    if end == colon + 1:
        return tags
    if str(counts[0].value) not in _ANY or any(tag.type == "CMP" for tag in heading):
        return [covering("JUDGED", tags[:end], "judgement"), *tags[end:]]
    kept = [counts[0], tags[colon], *tags[colon + 1 : end]]
    take([tag for tag in heading if tag is not counts[0]])
    last = tags[end - 1].end
    return [*kept, Tag("EXCLV", last, last, verbs[0].value, verbs[0].text, state="compiled"), *tags[end:]]


def _says_nothing(tag: Tag) -> bool:
    """Whether a word of the heading only says that what follows refuses."""
    return tag.type in _SAYS_NOTHING or tag.text.lower() in _WORDS
