"""Brings the number of a score before its scale in order: "a score of 3 or 4 on the X scale" is "X scale 3-4"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

ON = frozenset({"on", "in", "by", "per", "using", "with", "according to", "from", "from the"})
_LINKS = frozenset({"PREP", "AFTER", "BETW"})
_CALLED = frozenset({"questionnaire", "inventory", "scale", "index", "instrument"})
_BREAKS = frozenset({"RP", "LP", "COMMA", "STOP", "SEMI", "NUM", "CMP"})
_LONG = 7
_SIGNED = frozenset({"NUM", "POST", "DASH", "RDASH", "CMP"})
_JOINS = frozenset({"COMMA", "OR", "AND", "SLASH"})
_NAME = frozenset({"TEXT", "SEV", "CONDN", "MEASN", "STAGEW"})
_SCORES = frozenset({"score", "scores", "total score", "rating", "grade", "class", "value", "scoring", "scored"})


def on_scales(tags: list[Tag]) -> list[Tag]:
    """The tags with each scale that is named behind its number brought before it, and lists of scores made ranges."""
    tags = _listed(tags)
    at = 1
    while at + 1 < len(tags):
        if tags[at].type in _LINKS and tags[at].text.lower() in ON:
            first = _number(tags, at)
            if first < at:
                tags = _moved(tags, first, at)
        at += 1
    return tags


PAINS = frozenset({"pain", "pains"})


def pains(tags: list[Tag]) -> list[Tag]:
    """The tags with a pain that is given out of 10 made its score ("pain > 6/10")."""
    for at, tag in enumerate(tags):
        if tag.type != "COND" or tag.text.lower() not in PAINS:
            continue
        number = next((later for later in tags[at + 1 : at + 4] if later.type == "NUM"), None)
        between = tags[at + 1 : tags.index(number)] if number is not None else []
        plain = all(one.type in {"PREP", "CMP", "FILL"} or one.could_be("CMP") for one in between)
        if number is not None and plain and number.text.replace(" ", "").endswith("/10"):
            tag.be("MEAS", ("pain-nrs",))
    return tags


def _number(tags: list[Tag], at: int) -> int:
    """Where the plain numbers before a place begin, with their signs; the same place where none stands there."""
    first = at
    while first > 0:
        joined = first > 1 and _joins(tags[first - 1]) and tags[first - 2].type == "NUM"
        if not joined and not _of_number(tags[first - 1]):
            break
        first -= 1
    return first if any(tag.type == "NUM" for tag in tags[first:at]) and tags[first].text.lower() != "to" else at


def _of_number(tag: Tag) -> bool:
    plain = tag.type in _SIGNED or tag.text.lower() == "to" or (tag.type == "UNIT" and tag.text.lower() in _POINTS)
    return plain or (bool(tag.others) and tag.could_be("CMP"))


_POINTS = frozenset({"point", "points", "pts"})


def _joins(tag: Tag) -> bool:
    return tag.type in {"AND", "OR"} or tag.text.lower() == "but"


def _moved(tags: list[Tag], first: int, on: int) -> list[Tag]:
    """A known scale changes places with its number; an unknown one only where "score" says that it is one."""
    lead = first
    while lead > 0 and tags[lead - 1].type == "PREP":
        lead -= 1
    scored = lead > 0 and tags[lead - 1].type in {"MEASN", "STAGEW", "TEXT"} and tags[lead - 1].text.lower() in _SCORES
    owned = any(tag.type == "MEAS" for tag in tags[max(0, lead - 3) : lead])
    if owned:
        return tags
    start = on + 1
    if tags[start].type == "MEAS" and _is_scale(tags[start]):
        end = start + 1
    elif scored and (end := _called(tags, start)):
        name = covering("TEXT", tags[start:end], "name")
        tags, end = [*tags[:start], name, *tags[end:]], start + 1
    elif scored:
        end = start
        while end < len(tags) and (tags[end].type in _NAME or _noun_next(tags, end)):
            end += 1
    else:
        return tags
    if end == start:
        return tags
    head = lead - 1 if scored else first
    passed = [*tags[head:first], tags[on]] if scored else [tags[on]]
    for tag in passed:
        tag.state = "compiled"
    return [*tags[:head], *tags[start:end], *tags[first:on], *tags[end:]]


def _called(tags: list[Tag], start: int) -> int:
    """The place behind a name that ends in "questionnaire" and that holds words which mean something else by themselves."""
    for at in range(start, min(start + _LONG, len(tags))):
        if [tag.type for tag in tags[at : at + 3]] == ["LP", "TEXT", "RP"] and at > start:
            called = at + 3 < len(tags) and tags[at + 3].text.lower() in _CALLED  # "the Burden Rating (BR) scale"
            return at + 4 if called else 0
        if tags[at].type in _BREAKS:
            return 0
        if tags[at].text.lower() in _CALLED:
            return at + 1 if any(tag.type not in _NAME for tag in tags[start:at]) else 0
    return 0


def _noun_next(tags: list[Tag], at: int) -> bool:
    """Whether a finding only names what a scale measures ("depression subscale")."""
    return tags[at].type == "COND" and at + 1 < len(tags) and tags[at + 1].type == "MEASN"


def _is_scale(tag: Tag) -> bool:
    known = catalog()
    return any(known[ident].kind in {"score", "ordinal"} for ident in tag.value if ident in known)  # type: ignore[attr-defined]


def _listed(tags: list[Tag]) -> list[Tag]:
    """ "A score of 2, 3 or 4" is one from 2 to 4."""
    at = 1
    while at + 2 < len(tags):
        if tags[at].type != "NUM":
            at += 1
            continue
        lead = at - 2 if tags[at - 1].type == "PREP" and at > 1 else at - 1
        named = lead > 0 and tags[lead - 1].type == "TEXT"
        if tags[lead].type == "MEASN" or (tags[lead].type == "STAGEW" and named):
            end = _row(tags, at)
            if end > at + 1:
                dash = Tag("DASH", tags[at].end, tags[end - 1].start, "-", "-")
                dash.others = (("parts", tuple(tags[at + 1 : end - 1])),)
                tags = [*tags[: at + 1], dash, *tags[end - 1 :]]
        at += 1
    return tags


def _row(tags: list[Tag], at: int) -> int:
    """The place after a row of following whole numbers joined by commas and "or"."""
    end = at + 1
    while end + 1 < len(tags) and tags[end].type in _JOINS:
        look = end + 1 + (tags[end + 1].type in _JOINS and end + 2 < len(tags))
        before, number = tags[end - 1], tags[look]
        if number.type != "NUM" or number.value != before.value + 1:  # type: ignore[operator]
            break
        end = look + 1
    after = tags[end] if end < len(tags) else None
    counted = after is not None and after.type in {"UNIT", "TU", "TIMES", "AGEW", "POST", "NUM"}
    return at + 1 if counted else end
