"""Takes tags, gives them with numbers written in other orders brought to the usual one: "18+ years", "male: ≥ 450 ms"."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from screener.catalog.words import words
from screener.reading.passes.numbers.both_pressures import both_pressures
from screener.reading.passes.numbers.fractions import fractions
from screener.reading.passes.numbers.limit_leads import affected
from screener.reading.passes.numbers.limit_leads import if_so
from screener.reading.passes.numbers.limit_leads import of_normal
from screener.reading.passes.numbers.limit_leads import or_limit
from screener.reading.passes.numbers.limit_leads import share_kept
from screener.reading.passes.numbers.limit_leads import smoked
from screener.reading.passes.numbers.limit_leads import that_is
from screener.reading.passes.numbers.plus_signs import plus_signs
from screener.reading.passes.numbers.pressures import named_behind
from screener.reading.passes.numbers.said_again import numbers_again
from screener.reading.passes.numbers.words_behind import words_behind
from screener.reading.passes.people.limits_by_sex import abbreviated_before
from screener.reading.passes.people.limits_by_sex import for_sex
from screener.reading.passes.people.limits_by_sex import unbracketed
from screener.reading.passes.people.people import people
from screener.reading.passes.scales.classes_told import graded_behind
from screener.reading.passes.scales.classes_told import next_class
from screener.reading.passes.scales.classes_told import of_classes
from screener.reading.passes.times.half_lives import half_lives
from screener.reading.passes.times.study_times import a_period
from screener.reading.passes.times.study_times import of_the_study
from screener.reading.passes.times.study_times import over_a_time
from screener.reading.passes.times.study_times import since_last
from screener.reading.passes.times.study_times import through
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tag_looks import NAMED
from screener.reading.scanning.tag_looks import UNITS
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_SCALES = frozenset({"score", "scores", "scale", "index", "total score", "scale score", "subscale score", "sum score"})


def amounts(tags: list[Tag]) -> list[Tag]:
    """The tags with the numbers of other orders brought to sign, number, unit, word behind."""
    if not any(tag.type == "NUM" or (tag.type == "TEXT" and tag.text[:1].isdigit()) for tag in tags):
        return tags
    for at, tag in enumerate(tags):
        if tag.type == "SLASH" and at > 1:
            next_class(tags, at)
    tags = both_pressures(people(plus_signs(fractions(half_lives(words_behind(numbers_again(tags)))))))
    for at, tag in enumerate(tags):
        for change in _CHANGES.get(tag.type, ()):
            change(tags, at)
    for at, tag in enumerate(tags):
        if tag.type == "LP" and at and (tags[at - 1].type in NAMED or abbreviated_before(tags, at)):
            unbracketed(tags, at)
    return [tag for tag in tags if tag.type != "DROP"]


def _equal_to_range(tags: list[Tag], at: int) -> None:
    """ "Equal to 2,500 to 12,000" is a range."""
    if tags[at].value != "=" or not tags[at].text[:1].isalpha() or at + 3 >= len(tags):
        return
    if [tags[at + 1].type, tags[at + 3].type] == ["NUM", "NUM"] and tags[at + 2].text.lower() in {"to", "-"}:
        tags[at].drop()


def _up_to(tags: list[Tag], at: int) -> None:
    """ "Within 2.5 x ULN" is a limit from above, not a stretch of time."""
    ahead = tags[at + 1 : at + 4]
    if len(ahead) < 2 or ahead[0].type != "NUM":
        return
    if any(plays(tag, "ULN") for tag in ahead[1:]) and not any(tag.type == "TU" for tag in ahead):
        tags[at].be("CMP", "<=")


def _preceding(tags: list[Tag], at: int) -> None:
    """ "Within 3 weeks preceding the first infusion" is before it."""
    if at and tags[at - 1].type == "TU" and plays(tags[at], "PRIOR"):
        tags[at].become("PRIOR")


def _sign(tags: list[Tag], at: int) -> None:
    """ "≥ to 55", "≥ 18 to ≤ 75" and "= 19-32" say no more than "≥ 55", "≥ 18 and ≤ 75" and "19-32"."""
    tag = tags[at]
    if at + 2 < len(tags) and tags[at + 1].text.lower() == "to" and tags[at + 2].type == "NUM" and not tag.text[:1].isalpha():
        tags[at + 1].drop("filler")
    if tag.value == "=" and at + 3 < len(tags):
        low, dash, high = tags[at + 1 : at + 4]
        listed = dash.type in {"OR", "COMMA"} and at > 0 and of_classes(tags, at - 1)
        classes = {low.type, high.type} <= {"NUM", "ROMAN"}
        if (low.type == high.type == "NUM" and dash.type == "DASH") or (classes and listed):
            tag.drop("filler")
    look = at - 1
    if look < 2 or tags[look].text.lower() != "to":
        return
    place = look - 1
    while place > 0 and tags[place].type in UNITS:
        place -= 1
    signed = tags[place].type == "NUM" and place and tags[place - 1].type == "CMP" and tag.value in {"<", "<="}
    if signed and not _falls(tags[place], tags[at + 1 : at + 2]):
        tags[look].drop("filler")


def _falls(low: Tag, high: list[Tag]) -> bool:
    """Whether the second of two bare numbers is the smaller one ("> 12 to < 9")."""
    numbers = [tag.value for tag in (low, *high) if isinstance(tag.value, Decimal)]
    return len(numbers) > 1 and numbers[1] < numbers[0]


def _defined(tags: list[Tag], at: int) -> None:
    """ "QTcF defined as > 450 ms" sets that limit."""
    named = at and (tags[at - 1].type == "MEAS" or (at > 1 and tags[at - 1].type == "TEXT" and tags[at - 2].type == "MEAS"))
    if named and at + 1 < len(tags) and tags[at + 1].type == "CMP":
        tags[at].drop()


def _measure_in_name(tags: list[Tag], at: int) -> None:
    """ "QTc prolongation > 450 ms" limits the measure that the condition's name begins with."""
    ahead = at + 1
    while ahead < len(tags) and tags[ahead].type in {"LP", "IE", "ACCORD", "PREP", "FILL"}:
        ahead += 1
    said = words(tags[at].text)
    if at + 1 < len(tags) and tags[at + 1].type == "MEASN" and tags[at + 1].text.lower() in _SCALES:
        tags[at].be_words()  # "ischemia score ≤ 4"
        return
    if ahead >= len(tags) or tags[ahead].type != "CMP" or len(said) < 2:
        return
    worded = tags[ahead].text[:1].isalpha()
    counted = not worded or (ahead + 1 < len(tags) and tags[ahead + 1].type == "NUM")
    if counted and lexicon().role(said[-1:], "CHANGE") is not None:
        # "weight gain > 5 kg" limits no weight
        tags[at].be_words()
        return
    if worded:
        return
    name = lexicon().role(said[:1], "MEAS")
    if name is not None:
        tags[at].be("MEAS", name)
        if tags[ahead - 1].type in {"IE", "ACCORD"}:
            tags[ahead - 1].drop()


def _visit_again(tags: list[Tag], at: int) -> None:
    """ "At screening (Visit 1)" names the visit twice."""
    if tags[at].type != "LP" or at + 2 >= len(tags) or tags[at + 2].type != "RP" or not plays(tags[at + 1], "ANCHOR"):
        return
    for tag in tags[at : at + 3]:
        tag.drop()


_SIZES = (("height",), ("weight",))


def _of_a_part(tags: list[Tag], at: int) -> None:
    """ "Disc height" is not the patient's height."""
    tag, before = tags[at], tags[at - 1] if at else None
    if tag.value not in _SIZES or " " in tag.text or before is None or before.type != "TEXT":
        return
    if tag.start - before.end == 1 and before.text.isalpha() and before.text.lower() not in _OWN_SIZE:
        tag.be_words()


_OWN_SIZE = frozenset({"minimum", "maximum", "total", "actual", "current", "standing", "measured", "stable", "weighing"})


def _of_a_finding(tags: list[Tag], at: int) -> None:
    """A colon behind a finding, perhaps before its grades."""
    if at and tags[at - 1].type == "COND":
        graded_behind(tags, at)


def _of_a_visit(tags: list[Tag], at: int) -> None:
    """A bracket behind a visit, perhaps with its name again."""
    if at and plays(tags[at - 1], "ANCHOR"):
        _visit_again(tags, at)


_CHANGES: dict[str, tuple[Callable[[list[Tag], int], None], ...]] = {
    "WITHIN": (_up_to, since_last, _preceding),
    "CMP": (_equal_to_range, _sign, over_a_time),
    "MEAS": (_of_a_part, named_behind),
    "PREP": (through, of_normal),
    "TU": (of_the_study, a_period),
    "SEX": (for_sex,),
    "IE": (_defined, that_is),
    "ACCORD": (_defined,),
    "COND": (_measure_in_name,),
    "COLON": (_of_a_finding,),
    "LP": (_of_a_visit,),
    "JUDGED": (share_kept,),
    "TEXT": (affected,),
    "HIST": (smoked,),
    "STOP": (if_so,),
    "SLASH": (or_limit,),
}
"""What is done at a tag of each type; a type that one of them changes is not looked up again."""
