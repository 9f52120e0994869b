"""Takes tags, gives them with the name of an organisation as one name, whatever findings it is named after."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

BEGINNINGS = frozenset({
    "american", "european", "national", "international", "world", "british", "canadian", "german", "french", "italian",
    "spanish", "japanese", "chinese", "korean", "australian", "global", "royal",
})  # fmt: skip
_NOUNS = frozenset({
    "association", "society", "college", "institute", "institutes", "foundation", "league", "academy", "organization",
    "organisation", "federation", "committee", "council", "union", "network", "consortium", "group", "initiative", "alliance",
})  # fmt: skip
_SMALL = frozenset({"of", "for", "the", "on", "and", "against", "of the", "for the", "on the", "study"})
_OTHER = frozenset({"MEAS", "NUM", "CMP", "COMMA", "SEMI", "STOP", "COLON", "LP", "RP", "SLASH", "DASH"})
_BY = frozenset({"by", "by the", "per", "per the", "using", "using the"})
_REACH = 8


def organisations(tags: list[Tag]) -> list[Tag]:
    """The tags with each such name made one, and what is found by it told as the criteria that it was found by."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _name_end(tags, at) if tags[at].text.lower() in BEGINNINGS and tags[at].text[0].isupper() else at
        if end <= at:
            made.append(tags[at])
            at += 1
            continue
        back = len(made) - (bool(made) and made[-1].text.lower() == "the")
        if back and made[back - 1].type == "PREP" and made[back - 1].text.lower() in _BY:
            made[back - 1].be("ACCORD", "criteria-set")
        made.append(covering("TEXT", tags[at:end], " ".join(tag.text for tag in tags[at:end]).lower()))
        at = end
    return made


def _name_end(tags: list[Tag], at: int) -> int:
    """The place behind the name that begins here, with what it is for and its abbreviation; the same place where none does."""
    end = at
    for place in range(at + 1, min(len(tags), at + _REACH)):
        if not _in_name(tags[place]):
            break
        if tags[place].text.lower().split()[-1] in _NOUNS:
            end = place + 1
    if end == at:
        return at
    further = end
    while further < len(tags) and _in_name(tags[further]) and further < end + _REACH:
        further += 1
        if tags[further - 1].text[0].isupper() and tags[further - 1].text.lower() not in _SMALL:
            end = further
    if [tag.type for tag in tags[end : end + 3]] == ["LP", "TEXT", "RP"] and tags[end + 1].text.isupper():
        end += 3
    return at if end < len(tags) and tags[end].type == "MEAS" else end


def _in_name(tag: Tag) -> bool:
    """Whether a tag can stand in the name: a word with a capital, or a small word between two of them."""
    return tag.type not in _OTHER and bool(tag.text) and (tag.text[0].isupper() or tag.text.lower() in _SMALL)
