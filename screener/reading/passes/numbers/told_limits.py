"""Limits told another way: "weight over the limit of the table (160 kg)", "unable to achieve 4 METs", "I-III of the ASA"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_LIMITS = frozenset({"limit", "limits", "capacity", "limitation", "limitations", "restriction", "maximum"})
_FAR = 10
_UNABLE = ("unable", "inability", "incapable", "cannot", "not able")
_ABLE = ("able", "ability", "capable")
_OPPOSITE = {">=": "<", ">": "<=", "": "<"}
_EFFORT = frozenset({
    "achieve", "perform", "reach", "attain", "complete", "exercise", "tolerate", "do", "performing", "achieving", "of",
})  # fmt: skip
_OF = frozenset({"of", "of the", "by", "by the", "according to", "according to the", "as per", "per", "in the", "on the"})
_CLASS = frozenset({"NUM", "ROMAN", "DASH", "RDASH", "COMMA", "OR", "AND", "STAGEW", "POST"})
_SEEN = frozenset({"TEXT", "CONDN", "FILL", "MEASN"})


def limit_of_device(tags: list[Tag]) -> list[Tag]:
    """Brings "weight exceeding the limit of the scanner (160 kg)" into the order measure, sign, number; the device is told."""
    for at in range(1, len(tags)):
        if not plays(tags[at], "CMP") or tags[at - 1].type != "MEAS":
            continue
        bracket = next((look for look in range(at + 1, min(at + _FAR, len(tags))) if tags[look].type in {"LP", "NUM", "STOP"}), 0)
        number = tags[bracket + 1 : bracket + 4]
        plain = bracket and tags[bracket].type == "LP" and [tag.type for tag in number] == ["NUM", "UNIT", "RP"]
        between = tags[at + 1 : bracket]
        if plain and any(word in _LIMITS for tag in between for word in tag.text.lower().split()):
            told = covering("SEV", between, "description")
            tags[bracket].state = number[-1].state = "filler"
            return [*tags[: at + 1], *number[:2], told, *tags[bracket + 4 :]]
    return tags


def exertion(tags: list[Tag]) -> list[Tag]:
    """Makes what somebody can or cannot exert, in METs, a limit of what they can: "unable to achieve 4 METs" is less than 4."""
    for at, tag in enumerate(tags):
        if tag.type != "UNIT" or tag.value != "[MET]" or at < 2 or tags[at - 1].type != "NUM":
            continue
        sign = tags[at - 2] if plays(tags[at - 2], "CMP") else None
        first = at - 2 if sign is None else at - 3
        last = first + 1
        while first > 0 and (tags[first].text.lower() in _EFFORT or tags[first].type == "FILL"):
            first -= 1
        head = tags[first] if first >= 0 else None
        words = head.text.lower() if head is not None and head.type in {"JUDGED", "STATE", "NEG"} else ""
        value = _sign(sign)
        if words.startswith(_UNABLE) and value in _OPPOSITE:
            value = _OPPOSITE[value]
        elif not words.startswith(_ABLE) or value not in _OPPOSITE:
            continue
        parts = tags[first:last]
        name = covering("MEAS", parts, ("mets",))
        place = sign or Tag("CMP", tags[at - 1].start, tags[at - 1].start, "", "")
        place.be("CMP", value or ">=")
        return [*tags[:first], name, place, *tags[at - 1 :]]
    return tags


def _sign(tag: Tag | None) -> str:
    return "" if tag is None else str(tag.value_as("CMP") or "")


def class_of_scale(tags: list[Tag]) -> list[Tag]:
    """Brings "I-III of the American Society of Anesthesiologists" into the order scale, classes."""
    at = 2
    while at < len(tags):
        scale = tags[at]
        of = at - 1 - (tags[at - 1].type == "FILL")
        if scale.type == "MEAS" and of > 0 and tags[of].text.lower() in _OF and _ordinal(scale):
            first = of
            while first and (tags[first - 1].type in _CLASS or tags[first - 1].text.lower() == "to"):
                first -= 1
            while first < at and tags[first].type not in {"NUM", "ROMAN", "STAGEW"}:
                first += 1
            if any(tag.type in {"NUM", "ROMAN"} for tag in tags[first:of]) and _lead(tags, first):
                start = _of_the_disease(tags, first)
                for tag in (*tags[start:first], *tags[of:at]):
                    tag.state = "compiled"
                tags = [*tags[:start], scale, *tags[first:of], *tags[at + 1 :]]
        at += 1
    return tags


def _of_the_disease(tags: list[Tag], first: int) -> int:
    """Where "stage of the disease" begins before a class; the class's own place where no such words stand there."""
    back = first - 1
    while back > 0 and tags[back].type in {"CONDN", "FILL", "PREP"}:
        back -= 1
    told = first - back > 2 and back >= 0 and tags[back].type == "STAGEW" and tags[first - 1].type == "CONDN"
    return back if told else first


def _lead(tags: list[Tag], first: int) -> bool:
    """Whether the classes follow a word for classes or the start, so that they are no number of something else."""
    if _of_the_disease(tags, first) < first:
        return True
    return tags[first].type == "STAGEW" or tags[first].type == "ROMAN" or (first > 0 and tags[first - 1].type == "STAGEW")


def _ordinal(tag: Tag) -> bool:
    known = catalog()
    return any(known[ident].kind == "ordinal" for ident in tag.value if ident in known)  # type: ignore[attr-defined]
