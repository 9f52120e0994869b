"""Reads "for patients on warfarin:" at the beginning of a sentence as a condition: what follows is asked of these alone."""

from __future__ import annotations

from screener.reading.ages_of_some import FOR
from screener.reading.tags import Tag

_BEGINS = frozenset({"STOP", "SEMI", "MARK"})
_SEXES = frozenset({"SEX", "FORSEX"})
_OTHERWISE = frozenset({"IF", "EXC", "CMP", "NUM", "STATE", "JUDGED"})
_LEADS = tuple(f"{word} " for word in FOR)


def whom_first(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" before people whom a colon follows made a condition, "for men:" the men."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        made.append(tag)
        if at > 0 and tags[at - 1].type not in _BEGINS:
            continue
        parted = at > 0 and tags[at - 1].type == "SEMI"
        if parted and tag.type == "IF" and tag.text.lower().startswith(_LEADS) and _headed(tags, at + 1):
            tags[at - 1].type = "STOP"
        ahead = tags[at + 1].type if at + 1 < len(tags) else ""
        word = tag.text.find(" ")
        if tag.type == "FORSEX" and ahead == "COLON" and word > 0 and not any(one.type in _SEXES for one in tags[at + 2 :]):
            sex = Tag("SEX", tag.start + word + 1, tag.end, tag.value, tag.text[word + 1 :], (("parts", (tag,)),))
            made[-1:] = [Tag("IF", tag.start, tag.start + word, "if", tag.text[:word]), sex]
        elif tag.type == "PREP" and tag.text.lower() in FOR and ahead == "POP" and _headed(tags, at + 2):
            tag.be("IF", "if")
            if tags[at + 2].type == "PREP":
                tags[at + 2].drop()
    return made


def _headed(tags: list[Tag], at: int) -> bool:
    """Whether the first mark from here on is a colon, and what stands before it names more than the people."""
    end = next((place for place in range(at, len(tags)) if tags[place].type in {"COLON", *_BEGINS}), len(tags))
    if end in {at, len(tags)} or tags[end].type != "COLON" or end + 1 == len(tags):
        return False
    return not any(tag.type in _OTHERWISE for tag in tags[at:end])
