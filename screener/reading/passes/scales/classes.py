"""Reads the classes behind an ordinal whose classes have letters: "METAVIR F2-F4", "Child-Pugh ≤ B", "HER2 2+ or 3+"."""

from __future__ import annotations

from functools import cache

from screener.catalog.load import catalog
from screener.reading.scanning.senses import above
from screener.reading.scanning.senses import rises
from screener.reading.scanning.senses import valued
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_LEADS = frozenset({"STAGEW", "MEASN", "PREP", "FILL", "COLON"})
_JOINS = frozenset({"COMMA", "AND", "OR", "SLASH"})
_THROUGH = frozenset({"-", "–", "to", "through"})


def classed(tags: list[Tag]) -> list[Tag]:
    """The tags with every run of classes behind its ordinal made one TEXT tag that can be CLASSES."""
    lettered = _lettered()
    at = 0
    while at < len(tags):
        tag = tags[at]
        at += 1
        ident = next((one for one in tag.value if one in lettered), None) if tag.type == "MEAS" else None  # type: ignore[attr-defined]
        if ident is None:
            continue
        first = at
        while first < len(tags) and first < at + 3 and tags[first].type in _LEADS and tags[first].text != "A":
            first += 1
        run = _run(tags, first, ident)
        if run is None:
            continue
        end, values = run
        tag.value = (ident,)
        whole = Tag("TEXT", tags[first].start, tags[end - 1].end, "classes", " ".join(part.text for part in tags[first:end]))
        whole.others = (("parts", tuple(tags[first:end])), ("CLASSES", values))
        tags = [*tags[:first], whole, *tags[end:]]
    return tags


def classes_of(tag: Tag) -> tuple[str, ...]:
    """The classes that a run of them names; none for any other tag."""
    found: object = next((value for kind, value in tag.others if kind == "CLASSES"), ())
    return found if isinstance(found, tuple) else ()


@cache
def _lettered() -> dict[str, tuple[str, ...]]:
    """The classes of each ordinal of which one is neither a plain number nor a plain Roman number."""
    found = {}
    for ident, concept in catalog().concepts.items():
        classes = concept.measure.classes if concept.measure is not None else ()
        short = all(len(name) <= 4 for name in classes)
        if classes and short and not all(name.isdigit() or set(name) <= set("IV") for name in classes):
            found[ident] = classes
    return found


def _run(tags: list[Tag], at: int, ident: str) -> tuple[int, tuple[str, ...]] | None:
    """The place after the classes that start here and the classes meant; None where none starts."""
    names, sign = _lettered()[ident], ""
    if at < len(tags) and plays(tags[at], "CMP"):
        sign = _sided(_value(tags[at], "CMP"), tags[at], ident)
        at += 1
        while at < len(tags) and tags[at].type in {"STAGEW", "PREP"}:
            at += 1
    first = _one(tags, at, names)
    if first is None:
        return None
    end, low = first
    chosen, single = [*range(low, _last(names, low) + 1)], True
    while end + 1 < len(tags):
        joint = tags[end]
        through = joint.type == "DASH" or joint.text.lower() in _THROUGH
        look = end + 1
        if joint.type in _JOINS and tags[look].type in _JOINS:
            look += 1
        following = _one(tags, look, names) if through or joint.type in _JOINS else None
        if following is None:
            break
        end, place = following
        chosen += range(chosen[-1] + 1 if through else place, _last(names, place) + 1)
        single = False
    if end < len(tags) and not sign and single and plays(tags[end], "POST"):
        sign, end = _sided(_value(tags[end], "POST"), tags[end], ident), end + 1
    if sign:
        if sign not in {">=", ">", "<=", "<"} or not single:
            return None
        chosen = list(_beyond(names, low, sign))
    return end, tuple(names[place] for place in sorted(set(chosen)))


def _sided(sign: str, tag: Tag, ident: str) -> str:
    """The sign, turned where "better" and "worse" mean the other side of this ordinal; "?" where that is not known."""
    words = frozenset(tag.text.lower().split())
    if not valued(words):
        return sign
    rising = rises(ident)
    return "?" if rising is None else (">" if above(words, rising) else "<") + sign[1:]


def _one(tags: list[Tag], at: int, names: tuple[str, ...]) -> tuple[int, int] | None:
    """The place after the longest class name that starts here, over words without a space between, and its place in the order."""
    while at < len(tags) and tags[at].type == "STAGEW":
        at += 1
    text = ""
    best: tuple[int, int] | None = None
    for look in range(at, min(at + 3, len(tags))):
        if look > at and tags[look].start != tags[look - 1].end:
            break
        text += tags[look].text
        for place, name in enumerate(names):
            if name.casefold() == text.casefold() and (len(name) > 1 or name == text):
                best = look + 1, place
    after = tags[best[0]] if best is not None and best[0] < len(tags) else None
    if best is not None and after is not None and after.start == tags[best[0] - 1].end:
        return None if after.type in {"NUM", "TEXT", "UNIT", "TU"} else best
    return best


def _last(names: tuple[str, ...], place: int) -> int:
    """The place of the last class that a name covers: III covers IIIA and IIIB."""
    last = place
    while last + 1 < len(names) and names[last + 1][:-1] == names[place] and names[last + 1][-1] in "ABCDabcd":
        last += 1
    return last


def _beyond(names: tuple[str, ...], place: int, sign: str) -> range:
    match sign:
        case ">=":
            return range(place, len(names))
        case ">":
            return range(_last(names, place) + 1, len(names))
        case "<=":
            return range(_last(names, place) + 1)
        case _:
            return range(place)


def _value(tag: Tag, kind: str) -> str:
    if tag.type == kind:
        return str(tag.value)
    return next((str(value) for name, value in tag.others if name == kind), "")
