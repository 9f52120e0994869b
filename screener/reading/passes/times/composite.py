"""Makes one amount of a time given in two units: "37 weeks 6 days", "24+0 weeks", "23 6/7 weeks", "2 years 6 months"."""

from __future__ import annotations

import re
from decimal import Decimal

from screener.reading.scanning.tags import Tag

_SEVENTHS = re.compile(r"[0-6]/7")
_SMALLER = {("week", "day"): 7, ("year", "month"): 12, ("day", "hour"): 24}


def composed(tags: list[Tag]) -> list[Tag]:
    """The tags with each composite amount given in its smaller unit."""
    numbers = [at for at, tag in enumerate(tags) if tag.type == "NUM"]
    if any(tag.text == "7" or tag.text.endswith("/7") for tag in tags):
        tags = _sevenths(tags)
        numbers = [at for at, tag in enumerate(tags) if tag.type == "NUM"]
    if len(numbers) < 2:
        return tags
    for at in reversed(numbers[:-1]):
        if at + 3 < len(tags) and tags[at].type == "NUM" and tags[at + 2].type in {"NUM", "AND"}:
            found = _two_units(tags, at) or _weeks_plus(tags, at)
            if found is not None:
                made, size = found
                tags = [*tags[:at], *made, *tags[at + size :]]
    return tags


def _sevenths(tags: list[Tag]) -> list[Tag]:
    """ "23 6/7 weeks" as the 23+6 weeks that it means."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        days = _days_of_seven(tags, at)
        weeks = -2 if made and made[-1].type == "DASH" else -1
        if days and len(made) >= -weeks and _whole(made[weeks]):
            parts = tuple(inner for tag in (*made[len(made) + weeks + 1 :], *days) for inner in _parts(tag))
            del made[len(made) + weeks + 1 :]
            number = Tag("NUM", days[0].start, days[-1].end, Decimal(days[0].text[0]), f"{days[0].text[0]}/7")
            number.others = (("parts", parts),)
            made += [Tag("PLUS", days[0].start, days[0].start, "+", ""), number]
        else:
            made.append(tags[at])
        at += len(days) or 1
    return made


def _days_of_seven(tags: list[Tag], at: int) -> list[Tag]:
    """The tags that say so many days of a week ("6/7"), written without a space; none where they do not stand here."""
    if tags[at].type == "TEXT" and _SEVENTHS.fullmatch(tags[at].text):
        return [tags[at]]
    found = tags[at : at + 3]
    text = "".join(tag.text for tag in found)
    return found if len(found) == 3 and found[-1].end - found[0].start == len(text) and _SEVENTHS.fullmatch(text) else []


def _two_units(tags: list[Tag], at: int) -> tuple[list[Tag], int] | None:
    """ "37 weeks 6 days"; "37 weeks and 6 days" only of a pregnancy, where it can mean nothing else."""
    joined = tags[at + 2].type == "AND"
    second = at + 2 + joined
    if second + 1 >= len(tags) or tags[second].type != "NUM" or (joined and not _of_pregnancy(tags)):
        return None
    large, small = _time(tags[at + 1]), _time(tags[second + 1])
    factor = _SMALLER.get((large, small))
    if factor is None or not _whole(tags[at]) or not _whole(tags[second]) or tags[second].value >= factor:  # type: ignore[operator]
        return None
    return _amount(tags[at : second + 1], factor, tags[second], tags[second + 1], small), second + 2 - at


def _weeks_plus(tags: list[Tag], at: int) -> tuple[list[Tag], int] | None:
    """ "24+0 weeks": weeks and days of a pregnancy."""
    _, plus, second, time = tags[at : at + 4]
    if plus.type != "PLUS" or not _whole(tags[at]) or not _whole(second) or second.value > 6:  # type: ignore[operator]
        return None
    if _time(time) != "week":
        ahead = tags[at + 4 : at + 6]
        composed_ahead = len(ahead) == 2 and ahead[0].could_be("parts") and _time(ahead[1]) == "day"
        return (_amount(tags[at : at + 3], 7, second, time, "")[:1], 3) if composed_ahead and _joins(time) else None
    return _amount(tags[at : at + 3], 7, second, time, "day"), 4


def _amount(parts: list[Tag], factor: int, second: Tag, time: Tag, unit: str) -> list[Tag]:
    value = Decimal(str(parts[0].value)) * factor + Decimal(str(second.value))
    number = Tag("NUM", parts[0].start, second.end, value, " ".join(part.text for part in parts))
    number.others = (("parts", tuple(inner for part in parts for inner in _parts(part))),)
    whole = Tag("TU", time.start, time.end, unit, time.text)
    whole.others = (("parts", (time,)),)
    return [number, whole]


def _parts(tag: Tag) -> tuple[Tag, ...]:
    held = next((value for kind, value in tag.others if kind == "parts"), None)
    return held if isinstance(held, tuple) else (tag,)


def _joins(tag: Tag) -> bool:
    return tag.type in {"AND", "DASH", "RDASH"} or tag.text.lower() in {"to", "through"}


def _time(tag: Tag) -> str:
    return str(tag.value_as("TU") or "")


def _whole(tag: Tag) -> bool:
    return tag.type == "NUM" and isinstance(tag.value, Decimal) and tag.value == tag.value.to_integral_value()


def _of_pregnancy(tags: list[Tag]) -> bool:
    return any(tag.type == "MEAS" and tag.value == ("gestational-age",) for tag in tags)
