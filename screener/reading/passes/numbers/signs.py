"""Puts signs in order before phrases are sought: each said once, and straight behind its measure."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_ROOM = {"<": "<", "<=": "<", ">": ">", ">=": ">"}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ADJECTIVES = frozenset({"older", "younger", "greater", "higher", "less", "lower", "fewer"})
_STOPS = frozenset({"STOP", "SEMI", "RP"})
_AMOUNT = frozenset({"NUM", "UNIT", "TU", "AGEW", "AGESUF", "ULN", "TIMES"})


def said_once(tags: list[Tag]) -> list[Tag]:
    """The tags without a sign that only repeats the one beside it; signs that differ stay as they are."""
    if not _several(tags):
        return tags
    made: list[Tag] = []
    last = ""
    at = 0
    while at < len(tags):
        tag = tags[at]
        if plays(tag, "CMP"):
            value = _sign(tag)
            if made and _sign(made[-1]) and _repeats(made[-1], tag):
                made.pop().state = "compiled"
            last = value
        elif tag.type == "LP" and last and _bracketed(tags, at, last) and made and made[-1].type in _AMOUNT:
            for part in tags[at : at + 3]:
                part.state = "compiled"
            at += 3
            continue
        elif tag.type == "STOP":
            last = ""
        made.append(tag)
        at += 1
    return made


def _several(tags: list[Tag]) -> bool:
    """Whether there are two signs or more, of which one can repeat another."""
    found = 0
    for tag in tags:
        if tag.type == "CMP" or (tag.others and tag.could_be("CMP")):
            found += 1
    return found > 1


def manner_first(tags: list[Tag]) -> list[Tag]:
    """Brings "HbA1c consistently > 9 %" into the order manner, measure, sign, so that the number reaches its measure."""
    for at in range(len(tags) - 2):
        measure, manner, sign = tags[at : at + 3]
        if manner.type == "TEXT" and measure.type == "MEAS" and manner.text.endswith("ly") and _sign(sign):
            tags[at], tags[at + 1] = manner, measure
    return tags


_BY = frozenset(
    {
        "on", "by", "via", "using", "with", "as measured by", "measured by", "as assessed by", "assessed by", "measured with",
        "as determined by", "determined by", "as estimated by", "estimated by", "as documented by", "documented by",
    }
)
_EITHER = frozenset({"OR", "SLASH"})
_SCORES = frozenset({"score", "scores", "total score"})


def by_method(tags: list[Tag]) -> list[Tag]:
    """Brings "thickness on OCT ≥ 250 µm" into the order method, measure, sign; "AUDIT (score ≥ 8)" is "AUDIT (≥ 8)"."""
    at = 0
    while at + 3 < len(tags):
        if tags[at].type == "MEAS":
            end = at + 1
            if tags[end].type == "LP" and end + 2 < len(tags) and tags[end + 2].type == "RP" and plays(tags[end + 1], "MEAS"):
                end += 3
            tags = _measured_by(tags, at, end) or _scored(tags, end) or tags
        at += 1
    return tags


def _measured_by(tags: list[Tag], at: int, end: int) -> list[Tag] | None:
    """The tags with the method behind a measure put before it; None where none stands there with a limit behind it."""
    apart = end + 1 < len(tags) and tags[end].type == "COMMA"
    if end >= len(tags) or tags[end + apart].text.lower() not in _BY:
        return None
    last = _methods_end(tags, end + apart + 1)
    if last == end + apart + 1 or last >= len(tags) - apart or (apart and tags[last].type != "COMMA"):
        return None
    last += apart  # "LVEF, measured by echocardiography, of ≥ 50 %"
    behind = last + 1 if tags[last].text.lower() == "of" and last + 1 < len(tags) else last
    if not _sign(tags[behind]) and not (behind > last and tags[behind].type == "NUM"):
        return None
    for tag in tags[last:behind]:
        tag.state = "compiled"
    return [*tags[:at], covering("SEV", tags[end:last], "description", ""), *tags[at:end], *tags[behind:]]


def _methods_end(tags: list[Tag], first: int) -> int:
    """The place behind one or several examinations ("ECHO or MUGA"), one of them known; the same place where none stands."""
    at, known = first, False
    while at < len(tags):
        known = known or tags[at].type == "PROC" or tags[at].text.lower() == "echo"
        if tags[at].type != "PROC" and not (tags[at].type == "TEXT" and _is_method(tags[at].text)):
            return first
        at += 1
        if at + 2 < len(tags) and tags[at].type == "LP" and tags[at + 1].type in {"PROC", "TEXT"} and tags[at + 2].type == "RP":
            at += 3
        if at >= len(tags) or tags[at].type not in _EITHER:
            break
        at += 1
    return at if known else first


def _is_method(text: str) -> bool:
    """Whether a word that no list knows stands for an examination: an abbreviation, "echo"."""
    return (text.isupper() and len(text) > 1) or text.lower() == "echo"


def _scored(tags: list[Tag], end: int) -> list[Tag] | None:
    """The tags without the "score" that begins a bracket behind a measure, before its limit."""
    if end + 2 >= len(tags) or tags[end].type != "LP" or tags[end + 1].text.lower() not in _SCORES:
        return None
    behind = end + 3 if tags[end + 2].text.lower() == "of" and end + 3 < len(tags) else end + 2
    if not _sign(tags[behind]) and tags[behind].type != "NUM":
        return None
    for tag in tags[end + 1 : behind]:
        tag.state = "compiled"
    return [*tags[: end + 1], *tags[behind:]]


def straight_on(tags: list[Tag]) -> list[Tag]:
    """Takes out "that is" and "i.e." between a measure and its sign ("CrCl, i.e. < 30 mL/min")."""
    for at in range(len(tags) - 2, 0, -1):
        if tags[at].type not in {"IE", "WHICH"} or not (_sign(tags[at + 1]) or _ranged(tags, at + 1)):
            continue
        first = at - 1 if tags[at - 1].type == "COMMA" else at
        before = first - 1
        if before > 2 and tags[before].type == "RP" and tags[before - 2].type == "LP":
            before -= 3
        if before > 0 and tags[before].type == "MEASN":
            before -= 1
        if before >= 0 and tags[before].type == "MEAS":
            tags[at].state = "compiled"
            tags = [*tags[:first], *tags[at + 1 :]]
    return tags


def _ranged(tags: list[Tag], at: int) -> bool:
    """Whether a range with a unit stands there ("50-80 % of predicted")."""
    return [tag.type for tag in tags[at : at + 4]] == ["NUM", "RDASH", "NUM", "UNIT"] or (
        [tag.type for tag in tags[at : at + 4]] == ["NUM", "DASH", "NUM", "UNIT"]
    )


_USUALLY = frozenset({"usually", "typically", "generally", "normally", "i.e."})


def comma_first(tags: list[Tag]) -> list[Tag]:
    """Takes out the comma between a measure and the limit that ends its sentence ("life expectancy, more than 4 months").

    What is only usual is no less a limit ("an INR in range, usually between 2 and 3").
    """
    for at in range(1, len(tags) - 4):
        usual = tags[at].type == "COMMA" and tags[at - 1].type == "MEAS" and tags[at + 1].text.lower() in _USUALLY
        if usual and (tags[at + 2].type == "BETW" or _sign(tags[at + 2])):
            tags[at].state = tags[at + 1].state = "compiled"
            return comma_first([*tags[:at], *tags[at + 2 :]])
    for at in range(1, len(tags) - 2):
        if tags[at].type != "COMMA" or tags[at - 1].type != "MEAS" or not _sign(tags[at + 1]) or tags[at + 2].type != "NUM":
            continue
        end = at + 3
        while end < len(tags) and tags[end].type in _AMOUNT:
            end += 1
        bare = tags[at + 1].text.strip()[-1:] in _SYMBOLS  # "ECOG, < 3"
        if (end > at + 3 or bare) and (end == len(tags) or tags[end].type in _STOPS) and _only_measures(tags, at):
            tags[at].state = "compiled"
            return comma_first([*tags[:at], *tags[at + 1 :]])
    return tags


_SYMBOLS = frozenset("<>=≤≥")


def _only_measures(tags: list[Tag], at: int) -> bool:
    """Whether the sentence up to there names measures and nothing else."""
    for tag in reversed(tags[:at]):
        if tag.type in {"STOP", "SEMI", "COLON", "LP"}:
            return True
        if tag.type not in {"MEAS", "MEASN", "COMMA", "AND", "OR", "SLASH"}:
            return False
    return True


def percent_over(tags: list[Tag]) -> list[Tag]:
    """ "> 20 % above the upper limit of normal" is more than 1.2 times that limit."""
    at = 0
    while at + 3 < len(tags):
        number, unit, sign, limit = tags[at : at + 4]
        at += 1
        if unit.type != "UNIT" or unit.value != "%" or not isinstance(number.value, Decimal) or sign.text[:1].isdigit():
            continue
        side = _sign(sign)
        if side in {">", "<"} and plays(limit, "ULN"):
            share = number.value / 100
            times = Tag("NUM", number.start, sign.end, 1 + share if side == ">" else 1 - share, number.text)
            times.others = (("parts", (number, unit, sign)),)
            before = tags[at - 2] if at > 1 else None
            if side == "<" and before is not None and before.type == "CMP" and before.value in _FLIPPED:
                before.value = _FLIPPED[str(before.value)]  # more than 20 % below is less than 0.8 times
            tags = [*tags[: at - 1], times, *tags[at + 2 :]]
    return tags


def _sign(tag: Tag) -> str:
    return str(tag.value_as("CMP") or "")


def _repeats(first: Tag, second: Tag) -> bool:
    """Whether the second sign, in figures, says the first again ("more than > 3") or more exactly ("greater than ≥ 90 g/L")."""
    one, two = _sign(first), _sign(second)
    if second.text[:1].isalpha() or _ROOM.get(one) != _ROOM.get(two, ""):
        return False
    return one == two or first.text.lower() in _ADJECTIVES or (two.endswith("=") and second.start - first.end <= 1)


def _bracketed(tags: list[Tag], at: int, sign: str) -> bool:
    """Whether a bracket holds nothing but that sign."""
    return (
        at + 2 < len(tags) and tags[at + 1].type == "CMP" and tags[at + 2].type == "RP" and _sign(tags[at + 1]) == sign
    )


_LEVELS = frozenset({"level", "levels", "value", "values"})


def times_first(tags: list[Tag]) -> list[Tag]:
    """Brings "x 2 the upper limit of normal" into the order number, times, limit; "times the normal level" is its limit."""
    for at in range(len(tags) - 3, -1, -1):
        times, limit, noun = tags[at : at + 3]
        if times.type == "TIMES" and limit.type == "ULN" and noun.type == "MEASN" and noun.text.lower() in _LEVELS:
            noun.state = "compiled"
            tags = [*tags[: at + 2], *tags[at + 3 :]]
    for at in range(len(tags) - 2):
        times, number, limit = tags[at : at + 3]
        if times.type == "TIMES" and number.type == "NUM" and limit.type == "ULN" and (not at or tags[at - 1].type != "NUM"):
            tags[at], tags[at + 1] = number, times
    return tags


_UNITS = frozenset({"UNIT", "TU", "AGEW"})


def plain_ranges(tags: list[Tag]) -> list[Tag]:
    """The tags without the "≥" before a range, which counts its lower end anyway ("≥ 18 to 75 years").

    "> 18 to 75 years" leaves its lower end out.
    """
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type == "CMP" and tag.value in {">=", ">"} and (join := _range_follows(tags, at + 1)):
            if tag.value == ">=":
                tag.state = "compiled"
                continue
            end = tags[join]
            end.be("AND", None)
            return plain_ranges([*made, *tags[at : join + 1], Tag("CMP", end.end, end.end, "<=", ""), *tags[join + 1 :]])
        made.append(tag)
    return made


def unclear_ranges(tags: list[Tag]) -> list[Tag]:
    """The tags with "less than 2-4 months" made plain words: which of the two numbers is the limit, nobody can tell.

    Before a visit or event the greater one bounds the time, and that it may be the lesser is to be confirmed.
    """
    at = 0
    while at + 3 < len(tags):
        sign, low, dash, high = tags[at : at + 4]
        ranged = sign.type == "CMP" and sign.value in {"<", "<="} and low.type == high.type == "NUM" and dash.type == "DASH"
        if ranged and low.value < high.value and not _ranged_before(tags, at):  # type: ignore[operator]
            end = at + 4
            while end < len(tags) and tags[end].type in _UNITS:
                end += 1
            words = " ".join(tag.text for tag in tags[at:end])
            if plays(tags[end - 1], "TU") and end < len(tags) and (plays(tags[end], "PRIOR") or plays(tags[end], "AGO")):
                told = Tag("SEV", sign.start, tags[end - 1].end, "other", words, (("parts", (low, dash)),))
                tags = [*tags[:at], told, sign, *tags[at + 3 :]]
                at += 2
                continue
            tags = [*tags[:at], covering("TEXT", tags[at:end], words.lower(), words), *tags[end:]]
        at += 1
    return tags


def _ranged_before(tags: list[Tag], at: int) -> bool:
    """Whether the sign ends a range of its own ("2 to < 4-6")."""
    return at > 0 and (tags[at - 1].type in {"NUM", "DASH"} or tags[at - 1].text.lower() in {"to", "and", "through"})


def _range_follows(tags: list[Tag], at: int) -> int:
    """Where "to" stands behind a number and before a greater one; 0 where it does not. A dash joins years alone."""
    if at + 2 >= len(tags) or tags[at].type != "NUM":
        return 0
    join = at + 2 if tags[at + 1].type in _UNITS else at + 1
    if join + 1 >= len(tags) or tags[join + 1].type != "NUM":
        return 0
    dashed = tags[join].type == "DASH" and join + 2 < len(tags) and (plays(tags[join + 2], "TU") or tags[join + 2].type == "AGEW")
    if not dashed and tags[join].text.lower() not in {"to", "through"}:
        return 0
    return join if tags[at].value < tags[join + 1].value else 0  # type: ignore[operator]
