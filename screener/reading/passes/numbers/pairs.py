"""Makes a pair of blood pressures one number: "> 160/100 mmHg" limits the systolic and the diastolic pressure at once."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_WHOLE = ("blood-pressure",)
_BOTH = (("systolic-blood-pressure",), ("diastolic-blood-pressure",))
_PRESSURES = (_WHOLE, *_BOTH)
_PASSED = frozenset({
    "PREP", "BETW", "NUM", "UNIT", "SLASH", "DASH", "RDASH", "AND", "OR", "COMMA", "POST", "TEXT", "FILL", "MEASN",
})  # fmt: skip
_UNIT = "mm[Hg]"
_DEFINES = frozenset({"LP", "COMMA", "IE", "ACCORD", "FILL", "STOP"})


def paired(tags: list[Tag]) -> list[Tag]:
    """The tags with each pair of a blood pressure made one NUM that carries the lower pressure as well."""
    at = 1
    while at + 1 < len(tags):
        if tags[at].type == "SLASH" and _pressures(tags[at - 1], tags[at + 1]):
            named = _named(tags, at - 1)
            follows = at + 2 < len(tags) and tags[at + 2].type == "UNIT"
            if follows and tags[at + 2].value != _UNIT:
                at += 1
                continue
            if named < 0 and (follows or _raised(tags, at - 2)):
                sign = at - 2 if at > 1 and plays(tags[at - 2], "CMP") else at - 1
                tags = [*tags[:sign], Tag("MEAS", tags[sign].start, tags[sign].start, _WHOLE, ""), *tags[sign:]]
                named, at = sign, at + 1
            if named >= 0:
                tags = [*tags[: at - 1], _pair(tags[at - 1 : at + 2]), *tags[at + 2 :]]
                tags = _one_name(tags, named)
        at += 1
    return tags


def low_of(number: Tag | None) -> Tag | None:
    """The lower number of a pair; None for a plain number."""
    if number is None or not number.others:
        return None
    return next((value for kind, value in number.others if kind == "PAIR"), None)  # type: ignore[return-value]


def _pressures(high: Tag, low: Tag) -> bool:
    """Whether two numbers can be a systolic pressure over a diastolic one."""
    if high.type != "NUM" or low.type != "NUM":
        return False
    return 60 <= high.value <= 300 and 30 <= low.value < high.value  # type: ignore[operator]


def _raised(tags: list[Tag], sign: int) -> bool:
    """Whether a sign over the pair stands straight behind a condition ("hypertension > 160/100") or defines hypertension."""
    if sign < 1 or not plays(tags[sign], "CMP"):
        return False
    before = tags[sign - 1]
    if before.type == "COND" or (before.type == "LP" and sign > 1 and tags[sign - 2].type == "COND"):
        return True
    at = sign - 1
    while at > 0 and (tags[at].type in _DEFINES or tags[at].text.lower() == "as"):
        at -= 1
    return tags[at].type == "COND" and tags[at].value == ("hypertension",)


def _named(tags: list[Tag], first: int) -> int:
    """The place of the blood pressure that a pair belongs to; -1 where something else, or nothing, is named before it."""
    at = first
    while at > 0:
        at -= 1
        if at > 2 and tags[at].type == "RP" and tags[at - 1].value in _PRESSURES and tags[at - 2].type == "LP":
            at -= 3  # "blood pressure (BP) > 150/90"
        tag = tags[at]
        if tag.type == "MEAS":
            return at if tag.value in _PRESSURES else -1
        if tag.type not in _PASSED and not plays(tag, "CMP"):
            return -1
    return -1


def _pair(tags: list[Tag]) -> Tag:
    first, _, second = tags
    whole = Tag("NUM", first.start, second.end, first.value, f"{first.text}/{second.text}")
    whole.others = (("parts", tuple(tags)), ("PAIR", second))
    return whole


def _one_name(tags: list[Tag], at: int) -> list[Tag]:
    """ "Systolic/diastolic blood pressure" names the pair as one."""
    if tags[at].value == _BOTH[0]:
        tags[at].value = _WHOLE  # "SBP > 140/90" limits both
    if tags[at].value != _BOTH[1]:
        return tags
    before = tags[at - 2] if at > 1 and tags[at - 1].type in {"SLASH", "AND", "OR", "DASH"} else None
    if before is None or before.type != "MEAS" or before.value != _BOTH[0]:
        return tags
    whole = Tag("MEAS", before.start, tags[at].end, _WHOLE, "blood pressure")
    whole.others = (("parts", tuple(tags[at - 2 : at + 1])),)
    return [*tags[: at - 2], whole, *tags[at + 1 :]]
