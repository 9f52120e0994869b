"""Reads "for patients under 18 years" beside what is asked as a condition: it tells whom that concerns, and asks no age."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

FOR = frozenset({"for", "in", "among"})
THEN = "then"
"""What a comma means behind those whom a sentence concerns: what is asked of them begins."""
_BEGINS = frozenset({"STOP", "SEMI", "MARK"})
_AMOUNTS = frozenset({"NUM", "UNIT", "ULN", "POST", "TU"})
_PEOPLE = frozenset({"FILL", "WHICH"})
_NUMBERS = frozenset({"CMP", "NUM", "DASH", "RDASH", "POST"})
_YEARS = frozenset({"AGEW", "AGESUF", "TU"})
_UNITS = frozenset({"year", "month"})
_LINKS = frozenset({"to", "through"})
_ENDS = frozenset({"STOP", "SEMI", "RP"})
_JOINS = frozenset({"AND", "COMMA"})
_OLDER = frozenset({"over", "under", "above", "below", "older than", "younger than", "aged over", "aged under"})


def ages_of_some(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" before people of an age made a condition, which ends with the age.

    Such people lead a sentence ("For children under 12 years, weight ≥ 20 kg") or what is asked of them behind "or" or ";", or
    stand right behind its one limit.
    """
    made = list(tags)
    at = 0
    while at < len(made):
        if made[at].type == "PREP" and made[at].text.lower() in FOR:
            first = _people(made, at + 1)
            end = age_ends(made, first)
            found = end and (_leading(made, at, end) or _behind(made, at, end) or _trailing(made, at, end))
            if found and made[first].type != "MEAS":
                made.insert(first, Tag("MEAS", made[first].start, made[first].start, ("age",), ""))
        at += 1
    return made


def _people(tags: list[Tag], at: int) -> int:
    """The place behind the noun for people that stands here and "who are"; the same place where none does."""
    while at < len(tags) and (tags[at].type in _PEOPLE or tags[at].type == "POP" or _of(tags, at)):
        at += 1
    return at


def _of(tags: list[Tag], at: int) -> bool:
    """Whether "of" leads from people to their age ("participants of ≥ 40 years")."""
    return tags[at].type == "PREP" and tags[at].text.lower() == "of" and tags[at - 1].type == "POP"


def age_ends(tags: list[Tag], at: int, *, of_people: bool = False) -> int:
    """Where an age ends that begins here: its limits, each with its sign or both ends, in years or months; 0 for no age.

    of_people: what stands before it says that it is one.
    """
    first, end = at, 0
    if at < len(tags) and tags[at].type == "MEAS" and tags[at].value == ("age",):
        at += 1
    while at < len(tags):
        tag = tags[at]
        if tag.type in _YEARS:
            if tag.type == "TU" and tag.value not in _UNITS:
                return 0
            end = at + 1
        elif tag.type == "POST" and end:
            end = at + 1
        elif tag.type not in _NUMBERS and tag.text.lower() not in _LINKS and not _and_sign(tags, at):
            break
        at += 1
    if not end and _bare(tags, first):
        return first + 2
    inside = tags[first:end]
    people = of_people or tags[first - 1].type == "POP" or _of(tags, first - 1)
    told = people or any(tag.type in {"AGEW", "AGESUF"} for tag in inside)
    if not inside or not told:
        return 0
    numbers, signs = (sum(tag.type in kinds for tag in inside) for kinds in ({"NUM"}, {"CMP", "POST"}))
    return end if numbers and (numbers == signs or (numbers == 2 and not signs)) else 0


def _bare(tags: list[Tag], at: int) -> bool:
    """Whether people are so old, with no word for years ("patients over 70")."""
    if at + 2 >= len(tags) or tags[at - 1].type != "POP" or tags[at].text.lower() not in _OLDER or tags[at + 1].type != "NUM":
        return False
    return tags[at + 1].text.isdigit() and len(tags[at + 1].text) == 2 and tags[at + 2].type in {"COMMA", "COLON", "RP"}


def _and_sign(tags: list[Tag], at: int) -> bool:
    """Whether "and" joins a second limit of the age ("≥ 12 and < 18 years")."""
    return tags[at].type == "AND" and at + 2 < len(tags) and tags[at + 1].type == "CMP" and tags[at + 2].type == "NUM"


def _leading(tags: list[Tag], at: int, end: int) -> bool:
    """ "For children under 12 years, …", "For children under 12 years: …" at the beginning of a sentence, for no others."""
    begins = at == 0 or tags[at - 1].type in _BEGINS
    parted = end < len(tags) and tags[end].type in {"COMMA", "COLON"}
    if not begins or end + 1 >= len(tags) or not (parted or tags[end].type in _ASKED):
        return False
    if any(tag.type in {"IF", "OR"} and _of_others(tags, place) for place, tag in enumerate(tags) if place > end):
        return False
    tags[at].be("IF", "if")
    if not parted:
        tags.insert(end, Tag("COMMA", tags[end - 1].end, tags[end - 1].end, None, ","))
    tags[end].type, tags[end].value = "COMMA", THEN
    return True


def _behind(tags: list[Tag], at: int, end: int) -> bool:
    """ "ECOG 0-2, or for children under 10 years Lansky ≥ 60": what is asked of them begins behind their age."""
    before = at - 1 - (at > 1 and tags[at - 1].type == "COMMA")
    if before < 1 or tags[before].type not in {"OR", "AND", "SEMI"} or end >= len(tags):
        return False
    if any(_of_others(tags, place) for place in range(end, len(tags)) if tags[place].type in {"IF", "OR"}):
        return False
    comma = tags[end].type == "COMMA"
    begun = tags[end + comma :]
    if not begun or begun[0].type not in _ASKED or any(tag.type == "COMMA" for tag in begun):
        return False
    tags[at].be("IF", "if")
    if not comma:
        tags.insert(end, Tag("COMMA", tags[end - 1].end, tags[end - 1].end, None, ","))
    return True


_ASKED = frozenset({"MEAS", "STATE", "COND", "DRUG", "PROC", "CMP"})


def _of_others(tags: list[Tag], at: int) -> bool:
    """Whether a further condition stands here, or "or" with other people behind it."""
    return tags[at].type == "IF" or any(tag.text.lower() in FOR for tag in tags[at + 1 : at + 4])


def _trailing(tags: list[Tag], at: int, end: int) -> bool:
    """ "≥ 50 for patients over 16 years" where the sentence ends behind it, or a measure begins something else."""
    opened = at > 0 and tags[at - 1].type == "LP"
    amount = at - 1 - opened
    if amount < 0 or tags[amount].type not in _AMOUNTS or not _one_limit(tags[: amount + 1]):
        return False
    if opened and (end >= len(tags) or tags[end].type != "RP"):
        return False
    behind = end + opened
    joined = next((place for place in range(behind, len(tags)) if tags[place].type not in _JOINS), len(tags))
    if joined > behind and (joined == len(tags) or tags[joined].type != "MEAS" or tags[behind].type == "RP"):
        return False
    if joined == behind < len(tags) and tags[behind].type not in _ENDS:
        return False
    for tag in tags[behind : max(joined, behind + 1)]:
        if tag.type != "RP":
            tag.be("STOP", ".")
            tag.state = "filler"
    tags[at].be("IF", "if")
    if opened:
        tags[amount + 1].drop()
        tags[end].drop()
    return True


def _one_limit(before: list[Tag]) -> bool:
    """Whether one measure and no "or" stands in the sentence or bracket that the tags end in."""
    first = next((at for at in range(len(before) - 1, -1, -1) if before[at].type in _BEGINS | {"LP", "COLON"}), -1)
    inside = before[first + 1 :]
    return sum(tag.type == "CMP" for tag in inside) < 2 and not any(tag.type in {"OR", "SLASH"} for tag in inside)
