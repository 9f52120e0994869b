"""Reads "of ≤ 6 months' duration" as how long something has lasted, never as an age."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag

DURATION = frozenset({"duration", "in duration", "in total", "total"})
_AMOUNT = frozenset({"NUM", "CMP", "TU", "DASH", "RDASH", "BETW", "POST", "AND"})


def lengths(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" before a time that "duration" follows; an apostrophe between them is layout."""
    made: list[Tag] = []
    for tag in tags:
        if _says(tag) and made:
            if made[-1].type == "MARK" and made[-1].text in {"'", "’"} and len(made) > 1 and made[-2].type == "TU":
                made.pop()
            if made[-1].type == "TU":
                _put_for(made)
        made.append(tag)
    return made


def _says(tag: Tag) -> bool:
    return tag.text.lower() in DURATION


def _put_for(made: list[Tag]) -> None:
    """Puts a bare "for" before the amount that ends the tags, where only "of" or a comma stands before it."""
    first = len(made)
    while first and made[first - 1].type in _AMOUNT:
        first -= 1
    if first < 2 or made[first - 1].type != "PREP" or made[first - 2].type != "COMMA":
        return
    place = made[first].start
    made.insert(first, Tag("FORT", place, place, "for", ""))


LENGTH_OF = frozenset({"duration of", "length of", "a duration of"})
COURSES = frozenset({"course", "courses"})
LEADING = frozenset({"leading to", "leading into"})


def courses_of(tags: list[Tag]) -> list[Tag]:
    """The tags without "course" in "a > 3-week course of A or B", which lasts so long."""
    for at in range(3, len(tags) - 2):
        course, of = tags[at : at + 2]
        signed = [tag.type for tag in tags[at - 3 : at] if tag.type != "DASH"][-3:] == ["CMP", "NUM", "TU"]
        if course.text.lower() in COURSES and signed and of.text.lower() == "of":
            course.state = "compiled"
            return [*tags[:at], *courses_of(tags[at + 1 :])]
    return tags


BEFORE = frozenset({"previous", "prior", "preceding"})


def bracket_times(tags: list[Tag]) -> list[Tag]:
    """The tags with "previous" made "within the previous" in a bracket that holds no more than a length of time."""
    for at in range(1, len(tags) - 3):
        kinds = [tag.type for tag in tags[at + 1 : at + 4]]
        if tags[at].text.lower() in BEFORE and tags[at - 1].type == "LP" and kinds == ["NUM", "TU", "RP"]:
            tags[at].type, tags[at].value, tags[at].others = "WITHIN", "last", ()
    return tags


OF_THE_PAST = frozenset({"HIST", "NAIVE"})
_HAD = frozenset({"PROC", "DRUG", "COND", "VACC"})
_ENDS = frozenset({"STOP", "SEMI"})


def in_so_long(tags: list[Tag]) -> list[Tag]:
    """The tags with "in" made "within the last" where the past is spoken of ("no prior chemotherapy in 2 weeks")."""
    for at in range(2, len(tags) - 2):
        ends = at + 3 == len(tags) or tags[at + 3].type in _ENDS
        timed = tags[at].text.lower() == "in" and [tag.type for tag in tags[at + 1 : at + 3]] == ["NUM", "TU"]
        if not (ends and timed and tags[at].type == "PREP" and tags[at - 1].type in _HAD):
            continue
        first, _ = sentence_around(tags, at)
        if any(tag.type in OF_THE_PAST for tag in tags[first:at]):
            tags[at].type, tags[at].value, tags[at].others = "WITHIN", "last", ()
    return tags


def leading_to(tags: list[Tag]) -> list[Tag]:
    """The tags with "in the 3 months leading to enrollment" told as a time before it."""
    for at in range(1, len(tags) - 1):
        if tags[at].text.lower() in LEADING and tags[at - 1].type == "TU" and tags[at + 1].type == "ANCHOR":
            tags[at].type, tags[at].value, tags[at].others = "PRIOR", "before", ()
    return tags


STOOD = frozenset({"established", "diagnosed", "confirmed"})


def said_again(tags: list[Tag]) -> list[Tag]:
    """The tags without the second "duration of" in "a minimum duration of 3 weeks and a maximum duration of 8 weeks"."""
    for at in range(3, len(tags) - 1):
        again = tags[at].text.lower() in LENGTH_OF and tags[at - 1].type in {"AND", "COMMA"} and tags[at - 2].type == "TU"
        first = any(tag.text.lower() in LENGTH_OF for tag in tags[max(0, at - 8) : at - 2])
        if again and first and tags[at + 1].type == "CMP":
            tags[at].state = "compiled"
            return [*tags[:at], *said_again(tags[at + 1 :])]
    return tags


def stood_for(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" behind ", established" before a bare time that ends the sentence: "COPD, established ≥ 3 months"."""
    for at in range(2, len(tags) - 3):
        known, sign, number, time = tags[at : at + 4]
        if known.text.lower() not in STOOD or [sign.type, number.type, time.type] != ["CMP", "NUM", "TU"]:
            continue
        ends = at + 4 == len(tags) or tags[at + 4].type in {"STOP", "SEMI"}
        if ends and tags[at - 1].type == "COMMA" and str(sign.value).startswith(">"):
            return [*tags[: at + 1], Tag("FORT", known.end, known.end, "for", "", state="filler"), *tags[at + 1 :]]
    return tags
