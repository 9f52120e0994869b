"""Tells the noun that is counted from a unit: "3 or more relapses", "≥ 2 seizures per month", "5 or more drinks a week"."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_NOUNS = frozenset({"{times}", "{teeth}", "{nodes}", "{lesions}", "{lines}"})
_RATES = {"hour": "/h", "day": "/d", "week": "/wk", "month": "/mo", "year": "/a"}
_PLAIN_RATES = frozenset(_RATES.values())
_COUNTED = _NOUNS | _PLAIN_RATES
_PER = frozenset({"per", "a", "each", "every", "/"})
_UNNAMED = frozenset({"times", "time", "days", "sessions", "hours", "weekly", "daily", "monthly"})
_BEHIND = frozenset({"STOP", "SEMI", "COND", "DRUG", "LP"})
_UNITS = frozenset({"UNIT", "TU", "AGEW"})
_REACH = 6


def counted(tags: list[Tag]) -> list[Tag]:
    """The tags with the nouns that a number counts named before it or behind it, and units before "or more"."""
    if not any(tag.type in _UNITS and (tag.value in _COUNTED or _late(tags, at)) for at, tag in enumerate(tags)):
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        made.append(tag)
        at += 1
        if tag.type != "NUM":
            continue
        unit = at + 1 if _late(tags, at + 1) else at
        if unit >= len(tags) or tags[unit].type not in _UNITS:
            continue
        noun = tags[unit]
        if noun.type != "UNIT" or noun.value not in _COUNTED or _measured(made):
            made += [noun, *tags[at:unit]]
            at = unit + 1
            continue
        found = _rate(tags, unit) if noun.value in _NOUNS else _named_rate(noun)
        if found is not None:
            name, rate, after = found
            first = begins(made)
            made[first:first] = [name]
            made += [rate, *tags[at:unit]]
            at = unit + after
        elif noun.value in _NOUNS:
            made += [*tags[at:unit], _noun(noun)]
            at = unit + 1
        elif unit > at:
            made += [noun, *tags[at:unit]]
            at = unit + 1
    return made


def begins(made: list[Tag]) -> int:
    """Where the limit begins whose number stands last: its sign, or the lower end of its range."""
    at = len(made) - 1
    if at > 1 and made[at - 2].type == "NUM":
        joint = made[at - 1]
        between = joint.type == "AND" and at > 2 and made[at - 3].type == "BETW"
        if joint.type == "DASH" or joint.text.lower() in {"to", "through"} or between:
            at -= 2
    return at - 1 if at and (plays(made[at - 1], "CMP") or made[at - 1].type == "BETW") else at


def _late(tags: list[Tag], at: int) -> bool:
    """Whether a unit stands behind "or more" behind a number."""
    return 1 < at < len(tags) and tags[at].type in _UNITS and tags[at - 1].type == "POST" and tags[at - 2].type == "NUM"


def _measured(made: list[Tag]) -> bool:
    """Whether a measure stands shortly before the number, so that the noun is its unit."""
    for tag in reversed(made[-_REACH:-1]):
        if tag.type in {"MEAS", "MEASN"}:
            return True
        if tag.type in _BEHIND:
            return False
    return False


def _noun(unit: Tag) -> Tag:
    """The unit's word as the name of what is counted."""
    roles = [role for role in lexicon().roles.get(words(unit.text), ()) if role[0] != "UNIT"]
    kind, value = roles[0] if roles else ("TEXT", unit.text.lower())
    noun = Tag(kind, unit.start, unit.end, value, unit.text)
    noun.others = (("parts", (unit,)), *roles[1:])
    return noun


def _rate(tags: list[Tag], at: int) -> tuple[Tag, Tag, int] | None:
    """The noun, the unit of a rate and how many tags both take: "seizures per month"."""
    if at + 2 >= len(tags) or tags[at + 1].text.lower() not in _PER:
        return None
    time = tags[at + 2]
    value = time.value_as("TU")
    if value not in _RATES:
        return None
    rate = Tag("UNIT", tags[at + 1].start, time.end, _RATES[str(value)], f"/{value}")
    rate.others = (("parts", (tags[at + 1], time)),)
    return _noun(tags[at]), rate, 3


def _named_rate(unit: Tag) -> tuple[Tag, Tag, int] | None:
    """The noun within a unit of a rate ("migraines/month"), where it names what is counted."""
    if unit.text.startswith("/"):
        return None
    noun = unit.text.replace("/", " ").split(" per ")[0].split(" a ")[0].split()
    if len(noun) > 1:
        noun = noun[: -1 if noun[-1].lower() not in _UNNAMED else len(noun)]
    if not noun or noun[0].lower() in _UNNAMED or not noun[0].isalpha() or noun[0].lower() in _PER:
        return None
    end = unit.start + unit.text.index(noun[-1]) + len(noun[-1])
    name = Tag("TEXT", unit.start, end, " ".join(noun).lower(), unit.text[: end - unit.start])
    name.others = (("parts", (unit,)),)
    rate = Tag("UNIT", end, unit.end, unit.value, unit.text[end - unit.start :])
    rate.others = (("parts", (unit,)),)
    return name, rate, 1
