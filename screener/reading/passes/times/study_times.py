"""Lengths of a study, of a period and of the time that a measure is taken over."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag


def a_period(tags: list[Tag], at: int) -> None:
    """ "The 3 month period before screening" is 3 months."""
    after = tags[at + 1] if at + 1 < len(tags) else None
    if after is not None and after.type == "TEXT" and after.text.lower() == "period" and at and tags[at - 1].type == "NUM":
        after.drop()


_TAKEN = frozenset({"recorded", "measured", "averaged", "collected", "assessed", "calculated", "taken", "average", "mean"})


def over_a_time(tags: list[Tag], at: int) -> None:
    """ "Drinks over the 4 weeks before" looks back; "recorded over 7 days" only tells how it is measured."""
    tag = tags[at]
    if tag.text.lower() != "over" or at + 2 >= len(tags):
        return
    the = tags[at + 1].type == "FILL" and tags[at + 1].text.lower() == "the"
    number, place = tags[at + 1 + the], at + 2 + the
    if [one.type for one in tags[place : place + 3]] == ["LP", "NUM", "RP"]:
        place += 3  # "over the two (2) weeks"
    unit = tags[place] if place < len(tags) else None
    if number.type != "NUM" or unit is None or unit.type != "TU":
        return
    if the:
        tag.be("WITHIN", "last")
    elif at and tags[at - 1].type == "UNIT":
        tag.be("WITHIN", "last")  # "weight loss > 10 % over 6 months"
    elif at and tags[at - 1].text.lower() in _TAKEN:
        for part in tags[at : at + 3]:
            part.be_words()


def of_the_study(tags: list[Tag], at: int) -> None:
    """ "During the 24-month study period" is within so long of the study's beginning; its length alone says nothing."""
    after = tags[at + 1] if at + 1 < len(tags) else None
    if after is None or (not after.could_be("ANCHOR") and after.type != "ANCHOR"):
        return
    study = after.value_as("ANCHOR")
    first = at - 1 if tags[at - 1].type != "DASH" else at - 2
    if study != "study" or first < 0 or tags[first].type != "NUM":
        return
    if first and tags[first - 1].type == "CMP" and tags[first - 1].text.lower() != "over":
        return
    if _goes_on(tags, first, after):
        if after.type != "ANCHOR":
            after.become("ANCHOR")
        tags.insert(at + 1, Tag("AFTER", after.start, after.start, "after", "after"))
        return
    for tag in tags[first : at + 1]:
        tag.drop()


_STRETCHES = frozenset({"study", "trial", "period", "phase", "duration"})
_THROUGH = frozenset({"during", "within", "throughout", "over", "for", "in"})


def _goes_on(tags: list[Tag], first: int, study: Tag) -> bool:
    """Whether a word of time stands before the length of a study, which then opens the window."""
    head = first - 1
    if head > 0 and tags[head].text.lower() in {"the", "this"}:
        head -= 1
    said = tags[head].text.lower().split() if head >= 0 else []
    if not said or said[0] not in _THROUGH or said[-1] not in {said[0], "the", "this"}:
        return False
    if said[0] == "for" and study.text.lower().split()[-1] not in _STRETCHES:
        return False  # "for the 28-day follow-up assessment"
    tags[head].be("WITHIN", "next")
    return True


_FINDINGS = frozenset({"COND", "CONDN", "SEV"})
_GIVEN = frozenset({"PROC", "DRUG", "VACC"}) | _FINDINGS
_OF = frozenset({"of", "with"})


def since_last(tags: list[Tag], at: int) -> None:
    """ "4 weeks since the last dose of prednisone" counts from that dose; it is no time that has just passed."""
    tag = tags[at]
    if not at or tags[at - 1].type != "TU" or not tag.text.lower().startswith("since") or at + 1 >= len(tags):
        return
    after = tags[at + 1]
    beyond = tags[at + 2].text.lower() if at + 2 < len(tags) else ""
    roles = lexicon().roles.get(words(f"last {after.text}"), ())
    role = next((role for role in roles if role[0] in ({"TREAT"} if beyond in _OF else {"TREAT", "ANCHOR"})), None)
    if role is None and after.type == "TREAT":
        role = next(role for role in lexicon().roles[words("last dose of")] if role[0] == "TREAT")  # "the last treatment with"
    if role is None and after.type not in _GIVEN:
        return
    cut = tag.start + len("since")
    if after.type in _FINDINGS:
        cut = tag.end
    else:
        after.start = cut + 1
    if role is not None:
        after.text, after.type, after.value, after.others = f"last {after.text}", role[0], role[1], ()
    tag.type, tag.value, tag.text, tag.end, tag.others = "AFTER", "after", tag.text[:5], cut, ()


def through(tags: list[Tag], at: int) -> None:
    """ "Abortion through 70 days of gestation" is up to that day, where no other end stands before it."""
    if tags[at].text.lower() != "through":
        return
    number, unit, measure = tags[at + 1 : at + 4] if at + 3 < len(tags) else (None, None, None)
    if number is None or unit is None or measure is None or number.type != "NUM" or unit.type != "TU":
        return
    if measure.type == "PREP" and at + 4 < len(tags):
        measure = tags[at + 4]
    begun = at > 0 and (tags[at - 1].type in {"NUM", "TU", "UNIT", "AGEW", "DASH"})
    if not begun and measure.value == ("gestational-age",):
        tags[at].be("CMP", "<=")
