"""Takes tags, gives them with numbers written in other orders brought to the usual one: "18+ years", "male: ≥ 450 ms"."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.reading.lexicon import lexicon
from screener.reading.people import people
from screener.reading.tag_looks import any_of_type
from screener.reading.tag_looks import plays
from screener.reading.tags import Tag
from screener.reading.tags import covering

_SIDES = frozenset({"MEASN", "COLON", "LP", "DASH", "FILL", "PREP", "MARK", "TEXT"})
_JOINS = frozenset({"COMMA", "SEMI", "OR", "AND", "SLASH", "DASH", "RP", "LP"})
_UNITS = frozenset({"UNIT", "TU", "AGEW", "ULN", "TIMES", "RELTO", "AGESUF"})
_LIMITED = _UNITS | {"CMP", "NUM", "FORSEX", "COMMA", "SEMI", "OR", "AND", "SLASH", "DROP", "FILL"}
_SCALES = frozenset({"score", "scores", "scale", "index", "total score", "scale score", "subscale score", "sum score"})
_TITER = re.compile(r"1:(\d+)")


def amounts(tags: list[Tag]) -> list[Tag]:
    """The tags with the numbers of other orders brought to sign, number, unit, word behind."""
    if not any(tag.type == "NUM" or (tag.type == "TEXT" and tag.text[:1].isdigit()) for tag in tags):
        return tags
    for at, tag in enumerate(tags):
        if tag.type == "SLASH" and at > 1:
            _next_class(tags, at)
    tags = people(_plus(_fractions(_half_lives(tags))))
    for at, tag in enumerate(tags):
        for change in _CHANGES.get(tag.type, ()):
            change(tags, at)
    for at, tag in enumerate(tags):
        if tag.type == "LP" and at and (tags[at - 1].type in _NAMED or _abbreviated(tags, at)):
            _unbracketed(tags, at)
    return [tag for tag in tags if tag.type != "DROP"]


def _equal_to_range(tags: list[Tag], at: int) -> None:
    """ "Equal to 2,500 to 12,000" is a range."""
    if tags[at].value != "=" or not tags[at].text[:1].isalpha() or at + 3 >= len(tags):
        return
    if [tags[at + 1].type, tags[at + 3].type] == ["NUM", "NUM"] and tags[at + 2].text.lower() in {"to", "-"}:
        tags[at].type, tags[at].state, tags[at].others = "DROP", "compiled", ()


def _a_period(tags: list[Tag], at: int) -> None:
    """ "The 3 month period before screening" is 3 months."""
    after = tags[at + 1] if at + 1 < len(tags) else None
    if after is not None and after.type == "TEXT" and after.text.lower() == "period" and at and tags[at - 1].type == "NUM":
        after.type, after.state, after.others = "DROP", "compiled", ()


def _drop(tag: Tag) -> None:
    tag.type, tag.state, tag.others = "DROP", "filler", ()


_GRADED = frozenset({"STAGEW", "COND", "CONDN"})
"""What grades such as "2+" are told of."""


def _plus(tags: list[Tag]) -> list[Tag]:
    """ "18+ years of age" is 18 years or more; "CD 20+" names a marker."""
    if not any_of_type(tags, "PLUS"):
        return tags
    for before, number, plus in zip(tags, tags[1:], tags[2:], strict=False):
        marker = before.type == "TEXT" and before.text.isupper() and number.type == "NUM" and number.start - before.end <= 1
        if marker and plus.type == "PLUS" and plus.start == number.end:
            number.type, number.value, number.others = "TEXT", number.text, ()
    for at in range(1, len(tags) - 1):
        if tags[at + 1].type == "PLUS" and tags[at].type == "NUM":
            _dipstick(tags, at)
    for at in range(len(tags) - 1):
        number, plus = tags[at : at + 2]
        measured = at + 2 < len(tags) and tags[at + 2].type in _UNITS
        graded = plus.type == "PLUS" and number.type == "NUM" and plus.start == number.end and at and tags[at - 1].type == "CMP"
        if graded and at > 1 and tags[at - 2].type in _GRADED and not _one_of_several(tags, at - 2):
            number.end, number.text = plus.end, f"{number.text}+"  # "mitral regurgitation >= 2+"
            plus.type, plus.state, plus.others = "DROP", "compiled", ()
            continue
        if graded and number.value <= 4 and not measured:  # type: ignore[operator]
            for part in (number, plus):  # "more than 1+ proteinuria" is a grade of a dipstick
                part.type, part.value, part.others = "TEXT", part.text, ()
        if plus.type == "PLUS" and number.type == "NUM" and plus.start == number.end and measured:
            plus.type, plus.value, plus.state = "POST", ">=", "unread"
            tags[at + 1], tags[at + 2] = tags[at + 2], plus
    return tags


def _one_of_several(tags: list[Tag], at: int) -> bool:
    """Whether a finding is the last of several, of which a grade behind it may be told too ("aortic or mitral regurgitation")."""
    return any(tag.type in {"OR", "AND", "SLASH", "COMMA"} for tag in tags[max(0, at - 3) : at])


_PROTEIN = frozenset({"urine-protein", "urine-protein-24h", "dipstick-proteinuria"})
_BY_STRIP = frozenset({"dipstick", "urine dipstick", "urinary dipstick", "dipstick test", "dipstick urinalysis"})


def _dipstick(tags: list[Tag], at: int) -> None:
    """ "Proteinuria ≥ 2+ by dipstick" is a grade of the dipstick, no mass of protein."""
    number, plus = tags[at], tags[at + 1]
    behind = at + 2 < len(tags) and plays(tags[at + 2], "POST")
    if (tags[at - 1].type != "CMP" and not behind) or plus.start - number.end > 1 or number.value > 4:  # type: ignore[operator]
        return
    near = [tags[place] for place in (at - 2, at - 3, at + 2, at - 1) if 0 <= place < len(tags)]
    measures = [tag for tag in near if tag.type == "MEAS" and isinstance(tag.value, tuple)]
    owner = next((tag for tag in measures if set(tag.value) <= _PROTEIN), None)  # type: ignore[call-overload]
    if owner is None:
        return
    owner.value, owner.others = ("dipstick-proteinuria",), ()
    number.end, number.text = plus.end, f"{number.text}+"
    told = at + 2 if owner is not tags[at + 2 if at + 2 < len(tags) else at] else at + 3
    dropped = [plus]
    if told + 1 < len(tags) and tags[told].type == "PREP" and tags[told + 1].text.lower() in _BY_STRIP:
        dropped += tags[told : told + 2]
    for tag in dropped:
        tag.type, tag.state, tag.others = "DROP", "compiled", ()


def _fractions(tags: list[Tag]) -> list[Tag]:
    """ "Visual acuity of 1/10 or 20/40" holds no number that a limit could set; "1:80" is a titre of 80."""
    if not any_of_type(tags, "SLASH") and not any(tag.type == "TEXT" and tag.text[:1].isdigit() for tag in tags):
        return tags
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type == "TEXT" and tag.text[:2] == "1:" and (titer := _TITER.fullmatch(tag.text)):
            made.append(Tag("NUM", tag.start, tag.end, Decimal(titer[1]), tag.text, (("parts", (tag,)),)))
            made.append(Tag("UNIT", tag.end, tag.end, "{titer}", ""))
            continue
        if tag.type == "TEXT" and tag.text.startswith(_FEET):
            tag.type = "FRACTION"
        made.append(tag)
        if len(made) < 3 or tag.type != "NUM" or made[-2].type != "SLASH" or made[-3].type != "NUM":
            continue
        first, slash = made[-3], made[-2]
        tight = first.end == slash.start and slash.end == tag.start
        unit = at + 1 < len(tags) and tags[at + 1].type in _UNITS
        if not unit and _rated(tags, at):
            rating = Tag("NUM", first.start, tag.end, first.value, f"{first.text}/{tag.text}", (("parts", (first, slash, tag)),))
            unit_of = "mm" if _in_millimetres(tags, tag) else "1"
            made[-3:] = [rating, *([] if _scaled(tags, tag) else [Tag("UNIT", tag.end, tag.end, unit_of, "")])]
            continue
        if tight and not unit and not (first.value >= 60 and 30 <= tag.value < first.value):  # type: ignore[operator]
            parts = (first, slash, tag)
            text = f"{first.text}/{tag.text}"
            kind = "FRACTION" if text.startswith(_FEET) else "TEXT"
            made[-3:] = [Tag(kind, first.start, tag.end, text, text, (("parts", parts),))]
    return made


_FEET = ("20/", "6/")
"""How a Snellen fraction begins, in feet and in metres."""


def _rated(tags: list[Tag], at: int) -> bool:
    """Whether a signed number over a scale's end is a rating: "> 4/10", "≥ 24/30" of a score to 30."""
    first, last = tags[at - 2], tags[at]
    if not isinstance(first.value, Decimal) or not isinstance(last.value, Decimal) or first.value > last.value:
        return False
    signed = at > 2 and plays(tags[at - 3], "CMP")
    post = at + 1 < len(tags) and plays(tags[at + 1], "POST")
    if not signed and not post:
        ranged = at > 3 and tags[at - 4].type == "NUM" and (tags[at - 3].type in {"AND", "DASH"} or tags[at - 3].text == "to")
        return ranged and _scaled(tags, last)
    return _scaled(tags, last) or _in_millimetres(tags, last) or (last.value == 10 and not any(_measure(tag) for tag in tags))


def _measure(tag: Tag) -> bool:
    """Whether a tag names a measure that is no score ("visual acuity")."""
    known = catalog()
    return tag.type == "MEAS" and any(known[ident].kind not in {"score", "ordinal"} for ident in tag.value)  # type: ignore[attr-defined]


def _scaled(tags: list[Tag], last: Tag) -> bool:
    """Whether a score that ends at that number is named."""
    for tag in tags:
        for ident in tag.value if tag.type == "MEAS" else ():  # type: ignore[attr-defined]
            measure = catalog()[ident].measure
            if measure is not None and measure.scale_max == last.value:
                return True
    return False


def _in_millimetres(tags: list[Tag], last: Tag) -> bool:
    """Whether a line of 100 mm is named that a rating is marked on ("VAS ≥ 40/100")."""
    return last.value == 100 and any(tag.type == "MEAS" and tag.value == ("pain-vas",) for tag in tags)


def _up_to(tags: list[Tag], at: int) -> None:
    """ "Within 2.5 x ULN" is a limit from above, not a stretch of time."""
    ahead = tags[at + 1 : at + 4]
    if len(ahead) < 2 or ahead[0].type != "NUM":
        return
    if any(plays(tag, "ULN") for tag in ahead[1:]) and not any(tag.type == "TU" for tag in ahead):
        tags[at].type, tags[at].value, tags[at].others = "CMP", "<=", ()


def _sign(tags: list[Tag], at: int) -> None:
    """ "≥ to 55", "≥ 18 to ≤ 75" and "= 19-32" say no more than "≥ 55", "≥ 18 and ≤ 75" and "19-32"."""
    tag = tags[at]
    if at + 2 < len(tags) and tags[at + 1].text.lower() == "to" and tags[at + 2].type == "NUM" and not tag.text[:1].isalpha():
        _drop(tags[at + 1])
    if tag.value == "=" and at + 3 < len(tags):
        low, dash, high = tags[at + 1 : at + 4]
        listed = dash.type in {"OR", "COMMA"} and at > 0 and _graded(tags, at - 1)
        classes = {low.type, high.type} <= {"NUM", "ROMAN"}
        if (low.type == high.type == "NUM" and dash.type == "DASH") or (classes and listed):
            _drop(tag)
    look = at - 1
    if look < 2 or tags[look].text.lower() != "to":
        return
    place = look - 1
    while place > 0 and tags[place].type in _UNITS:
        place -= 1
    signed = tags[place].type == "NUM" and place and tags[place - 1].type == "CMP" and tag.value in {"<", "<="}
    if signed and not _falls(tags[place], tags[at + 1 : at + 2]):
        _drop(tags[look])


def _graded(tags: list[Tag], at: int) -> bool:
    """Whether a scale of classes stands there, of which a list can only name classes ("ECOG = 0, 1 or 2")."""
    at -= at > 0 and tags[at].type in {"STAGEW", "MEASN"}
    tag, known = tags[at], catalog()
    if tag.type != "MEAS" or not isinstance(tag.value, tuple):
        return False
    found = [known.get(str(one)) for one in tag.value]
    return any(one is not None and one.kind == "ordinal" for one in found)


def _through(tags: list[Tag], at: int) -> None:
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
        tags[at].type, tags[at].value, tags[at].others = "CMP", "<=", ()


def _next_class(tags: list[Tag], at: int) -> None:
    """ "ECOG 0/1" names two neighbouring classes."""
    low, high = tags[at - 1], tags[at + 1] if at + 1 < len(tags) else tags[at]
    if low.type != "NUM" or high.type != "NUM" or not isinstance(low.value, Decimal) or high.value != low.value + 1:
        return
    place = at - 2 - (at > 2 and tags[at - 2].type in {"PREP", "FILL"})
    if _graded(tags, place):
        tags[at].type, tags[at].value = "OR", "or"


_OF_GRADES = frozenset({"NUM", "ROMAN", "OR", "COMMA", "DASH", "POST", "CMP", "SLASH", "AND"})
_DONE = frozenset({"STOP", "SEMI"})


def _graded_behind(tags: list[Tag], at: int) -> None:
    """ "Uterine prolapse: grade 2 or 3" is that prolapse of those grades."""
    end = at + 2
    while end < len(tags) and tags[end].type in _OF_GRADES:
        end += 1
    alone = end > at + 2 and (end == len(tags) or tags[end].type in _DONE)
    if alone and tags[at + 1].type == "STAGEW":
        _drop(tags[at])


def _falls(low: Tag, high: list[Tag]) -> bool:
    """Whether the second of two bare numbers is the smaller one ("> 12 to < 9")."""
    numbers = [tag.value for tag in (low, *high) if isinstance(tag.value, Decimal)]
    return len(numbers) > 1 and numbers[1] < numbers[0]


def _for_sex(tags: list[Tag], at: int) -> None:
    """ "QTc: male ≥ 450 ms, female ≥ 470 ms": the sex of a limit, not of the patient."""
    ahead = at + 1
    while ahead < len(tags) and tags[ahead].type in {"DASH", "COLON", "FILL", "PREP"}:
        ahead += 1
    if ahead >= len(tags) or tags[ahead].type not in {"CMP", "NUM", "BETW"}:
        return
    back = at - 1
    while back >= 0 and tags[back].type in _SIDES and at - back <= 3:
        back -= 1
    measured = back >= 0 and tags[back].type == "MEAS" and tags[back].value != ("age",)
    if not measured and not _after_sexed(tags, at):
        return
    tags[at].type, tags[at].others = "FORSEX", ()
    for place in range(at + 1, ahead):
        if tags[place].type in {"DASH", "COLON"}:
            _drop(tags[place])
    for place in range(back + 1, at):
        if measured and tags[place].type == "COLON":
            _drop(tags[place])


def _after_sexed(tags: list[Tag], at: int) -> bool:
    """Whether the limit of the other sex stands right before, behind a comma or "and"."""
    back = at - 1
    while back >= 0 and tags[back].type in _JOINS:
        back -= 1
    if back == at - 1 or back < 0 or tags[back].type not in _UNITS | {"NUM"}:
        return False
    while back >= 0 and tags[back].type in _UNITS | {"NUM", "CMP", "DASH", "PREP", "DROP", "BETW"}:
        back -= 1
    return back >= 0 and tags[back].type == "FORSEX"


def _defined(tags: list[Tag], at: int) -> None:
    """ "QTcF defined as > 450 ms" sets that limit."""
    named = at and (tags[at - 1].type == "MEAS" or (at > 1 and tags[at - 1].type == "TEXT" and tags[at - 2].type == "MEAS"))
    if named and at + 1 < len(tags) and tags[at + 1].type == "CMP":
        tags[at].type, tags[at].state, tags[at].others = "DROP", "compiled", ()


def _measure_in_name(tags: list[Tag], at: int) -> None:
    """ "QTc prolongation > 450 ms" limits the measure that the condition's name begins with."""
    ahead = at + 1
    while ahead < len(tags) and tags[ahead].type in {"LP", "IE", "ACCORD", "PREP", "FILL"}:
        ahead += 1
    said = words(tags[at].text)
    if at + 1 < len(tags) and tags[at + 1].type == "MEASN" and tags[at + 1].text.lower() in _SCALES:
        tags[at].type, tags[at].value, tags[at].others = "TEXT", tags[at].text.lower(), ()  # "ischemia score ≤ 4"
        return
    if ahead >= len(tags) or tags[ahead].type != "CMP" or tags[ahead].text[:1].isalpha() or len(said) < 2:
        return
    if lexicon().role(said[-1:], "CHANGE") is not None:
        # "weight gain > 5 kg" limits no weight
        tags[at].type, tags[at].value, tags[at].others = "TEXT", tags[at].text.lower(), ()
        return
    name = lexicon().role(said[:1], "MEAS")
    if name is not None:
        tags[at].type, tags[at].value, tags[at].others = "MEAS", name, ()
        if tags[ahead - 1].type in {"IE", "ACCORD"}:
            tags[ahead - 1].type, tags[ahead - 1].state, tags[ahead - 1].others = "DROP", "compiled", ()


_NAMED = frozenset({"MEAS", "MEASN"})
_SHORT = 8


def _abbreviated(tags: list[Tag], at: int) -> bool:
    """Whether a bracket with an abbreviation stands straight before a place, behind a name ("index (SMI) (< 7 in men …)")."""
    if at < 4 or tags[at - 1].type != "RP" or tags[at - 3].type != "LP":
        return False
    return tags[at - 4].type in _NAMED | {"TEXT"} and tags[at - 2].type in _NAMED | {"TEXT"} and len(tags[at - 2].text) <= _SHORT


def _unbracketed(tags: list[Tag], at: int) -> None:
    """ "QTc (> 450 ms in men, > 470 ms in women)": a bracket of nothing but limits by sex is read as if it were none."""
    end = at + 1
    while end < len(tags) and tags[end].type in _LIMITED:
        end += 1
    inside = tags[at + 1 : end]
    closed = end < len(tags) and tags[end].type == "RP"
    if closed and sum(tag.type == "FORSEX" for tag in inside) == 2:
        _drop(tags[at])
        _drop(tags[end])


def _visit_again(tags: list[Tag], at: int) -> None:
    """ "At screening (Visit 1)" names the visit twice."""
    if tags[at].type != "LP" or at + 2 >= len(tags) or tags[at + 2].type != "RP" or not plays(tags[at + 1], "ANCHOR"):
        return
    for tag in tags[at : at + 3]:
        tag.type, tag.state, tag.others = "DROP", "compiled", ()


_TAKEN = frozenset({"recorded", "measured", "averaged", "collected", "assessed", "calculated", "taken", "average", "mean"})


def _over_a_time(tags: list[Tag], at: int) -> None:
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
        tag.type, tag.value, tag.others = "WITHIN", "last", ()
    elif at and tags[at - 1].type == "UNIT":
        tag.type, tag.value, tag.others = "WITHIN", "last", ()  # "weight loss > 10 % over 6 months"
    elif at and tags[at - 1].text.lower() in _TAKEN:
        for part in tags[at : at + 3]:
            part.type, part.value, part.others = "TEXT", part.text.lower(), ()


def _named_behind(tags: list[Tag], at: int) -> None:
    """ "Blood pressure > 150 systolic or > 90 diastolic": each pressure is named behind its own limit, in a bracket or not."""
    side = tags[at]
    if side.value not in _SIDES_OF_PRESSURE or at < 2 or (at + 1 < len(tags) and tags[at + 1].type in {"CMP", "NUM"}):
        return
    bracket = tags[at - 1].type == "LP" and at + 1 < len(tags) and tags[at + 1].type == "RP"
    end = at - bracket
    first = end - 1
    while first >= 0 and tags[first].type in {"UNIT", "NUM"}:
        first -= 1
    if first < 0 or first == end - 1 or tags[first].type != "CMP":
        return
    before = tags[first - 1] if first else None
    pressure = _pressure_before(tags, first)
    if before is not None and (before.type in _JOINS or pressure is not None):
        for mark in (*tags[end:at], *tags[at + 1 : at + 1 + bracket]):
            mark.state = "compiled"
        tags[first : at + 1 + bracket] = [side, *tags[first:end]]
        if pressure is not None:
            pressure.type, pressure.state, pressure.others = "DROP", "compiled", ()


_OF_PRESSURE = frozenset({"PREP", "FILL", "AT", "PRIOR", "ANCHOR", "WITHIN", "AGO", "DURING"})


def _pressure_before(tags: list[Tag], first: int) -> Tag | None:
    """The blood pressure that a sign belongs to, with no more than "of" or a visit between them."""
    for tag in reversed(tags[max(0, first - _NEAR) : first]):
        if tag.value == ("blood-pressure",) and tag.type == "MEAS":
            return tag
        if tag.type not in _OF_PRESSURE:
            return None
    return None


_NEAR = 6
_SIDES_OF_PRESSURE = (("systolic-blood-pressure",), ("diastolic-blood-pressure",))


def _of_the_study(tags: list[Tag], at: int) -> None:
    """ "During the 24-month study period" is within so long of the study's beginning; its length alone says nothing."""
    after = tags[at + 1] if at + 1 < len(tags) else None
    if after is None or (not after.could_be("ANCHOR") and after.type != "ANCHOR"):
        return
    study = after.value if after.type == "ANCHOR" else dict(after.others).get("ANCHOR")
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
        tag.type, tag.state, tag.others = "DROP", "compiled", ()


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
    tags[head].type, tags[head].value, tags[head].others = "WITHIN", "next", ()
    return True


_GIVEN = frozenset({"PROC", "DRUG", "VACC"})


def _since_last(tags: list[Tag], at: int) -> None:
    """ "4 weeks since the last dose of prednisone" counts from that dose; it is no time that has just passed."""
    tag = tags[at]
    if not at or tags[at - 1].type != "TU" or not tag.text.lower().startswith("since") or at + 1 >= len(tags):
        return
    after = tags[at + 1]
    role = next((role for role in lexicon().roles.get(words(f"last {after.text}"), ()) if role[0] == "TREAT"), None)
    if role is None and after.type not in _GIVEN:
        return
    cut = tag.start + len("since")
    after.start = cut + 1
    if role is not None:
        after.text, after.type, after.value, after.others = f"last {after.text}", role[0], role[1], ()
    tag.type, tag.value, tag.text, tag.end, tag.others = "AFTER", "after", tag.text[:5], cut, ()


_OF_A_HALF_LIFE = frozenset({"times", "x", "*", "×", "the", "of", "its", "their", "that", "this", "-"})


def _half_lives(tags: list[Tag]) -> list[Tag]:
    """ "5 times the half-life" is five half-lives; half-lives that nothing counts are words."""
    for at, tag in enumerate(tags):
        if tag.type != "TU" or tag.value != "half-life":
            continue
        first = at
        while first and set(tags[first - 1].text.lower().split()) <= _OF_A_HALF_LIFE:
            first -= 1
        if not first or tags[first - 1].type != "NUM":
            tag.type, tag.value = "TEXT", tag.text.lower()
            continue
        end = _behind_half_lives(tags, at + 1)
        if first < at or end > at + 1:
            tags = [*tags[:first], covering("TU", tags[first:end], "half-life", "half-lives"), *tags[end:]]
            return _half_lives(tags)
    return tags


def _behind_half_lives(tags: list[Tag], at: int) -> int:
    """Where the words end that only say again what half-lives are, or whose: "(t1/2)", "of the investigational product"."""
    if at < len(tags) and tags[at].type == "LP" and at + 4 < len(tags) and tags[at + 1].text.lower() == "t1":
        at = at + 5 if tags[at + 4].type == "RP" else at
    if at + 1 >= len(tags) or not tags[at].text.lower().startswith("of"):
        return at
    last = at + 2 if tags[at + 1].text.lower() == "study" and at + 2 < len(tags) else at + 1
    tag = tags[last]
    drug = tag.type == "TREATN" or tag.value == ("investigational-drug",) or tag.text.lower() in _ANY_DRUG
    return last + 1 if drug else at


_ANY_DRUG = frozenset({"compound", "agent", "product", "ip", "imp", "test agent", "test article", "study drug", "test drug"})


_SIZES = (("height",), ("weight",))


def _of_a_part(tags: list[Tag], at: int) -> None:
    """ "Disc height" is not the patient's height."""
    tag, before = tags[at], tags[at - 1] if at else None
    if tag.value not in _SIZES or " " in tag.text or before is None or before.type != "TEXT":
        return
    if tag.start - before.end == 1 and before.text.isalpha() and before.text.lower() not in _OWN_SIZE:
        tag.type, tag.value, tag.others = "TEXT", tag.text.lower(), ()


_OWN_SIZE = frozenset({"minimum", "maximum", "total", "actual", "current", "standing", "measured", "stable", "weighing"})


def _of_a_finding(tags: list[Tag], at: int) -> None:
    """A colon behind a finding, perhaps before its grades."""
    if at and tags[at - 1].type == "COND":
        _graded_behind(tags, at)


def _of_a_visit(tags: list[Tag], at: int) -> None:
    """A bracket behind a visit, perhaps with its name again."""
    if at and plays(tags[at - 1], "ANCHOR"):
        _visit_again(tags, at)


_CHANGES: dict[str, tuple[Callable[[list[Tag], int], None], ...]] = {
    "WITHIN": (_up_to, _since_last),
    "CMP": (_equal_to_range, _sign, _over_a_time),
    "MEAS": (_of_a_part, _named_behind),
    "PREP": (_through,),
    "TU": (_of_the_study, _a_period),
    "SEX": (_for_sex,),
    "IE": (_defined,),
    "ACCORD": (_defined,),
    "COND": (_measure_in_name,),
    "COLON": (_of_a_finding,),
    "LP": (_of_a_visit,),
}
"""What is done at a tag of each type; a type that one of them changes is not looked up again."""
