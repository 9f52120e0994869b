"""Reads how much blood was given or lost: "donation or loss of > 450 mL of blood within 8 weeks" limits one amount."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

_VOLUMES = frozenset({"mL", "L", "[pt_us]"})
GIVEN = frozenset({
    "donated", "donation", "donations", "donate", "donating", "donation of", "blood donation", "blood donations", "donated blood",
    "donation of blood", "donate blood",
})  # fmt: skip
"""Words for giving blood; losing it is counted together with them only."""
GIVES = GIVEN | frozenset({"donation of plasma", "donated plasma", "plasma donation", "plasma donations", "donate plasma"})
"""The same, and giving plasma, of which only the amount is told."""
_WORDS = GIVEN | frozenset({
    "loss", "losses", "lost", "loss of", "of", "blood", "whole blood", "whole", "significant", "had", "have", "has", "or",
    "and/or", "and", "a", "any", "/", "blood loss", "of blood", "blood losses", "significant blood loss", "blood products",
    "blood components",
})  # fmt: skip
_OF_BLOOD = frozenset({"blood products", "blood components"})
_WHAT = _OF_BLOOD | frozenset({"of", "blood", "whole", "whole blood", "of blood", "of whole blood"})
_EMPTY = frozenset({"had", "have", "has", "or", "and/or", "and", "a", "any", "of", "/"})


def donations(tags: list[Tag]) -> list[Tag]:
    """The tags with the words for giving or losing blood before or around an amount of it made one measure."""
    tags = _left_out_last(tags)
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _words(tags, at)
        amount, after = _amount(tags, end) if end > at else ((), at)
        told = _told(tags, at, end) if not amount else at
        if told > at:
            first = _first_told(tags, at, end)
            made.append(tags[at] if tags[at].type == "STATE" else covering("STATE", tags[at:first], ("blood-donor",)))
            made.append(covering("SEV", tags[first:told], "description", ""))
            after = _what(tags, told)
            for tag in (*tags[at:first], *tags[told:after]):
                tag.state = "compiled" if tag.state == "unread" else tag.state
            at = after
            continue
        if not amount or not any(tag.text.lower() in GIVEN for tag in tags[at:end]):
            made.append(tags[at])
            at += 1
            continue
        behind = _what(tags, after)
        lost = any(word in tag.text.lower() for tag in tags[at:end] for word in ("loss", "lost"))
        made += [covering("MEAS", tags[at:end], ("blood-donated-or-lost" if lost else "blood-donated",)), *amount]
        for tag in (*tags[end:after], *tags[after:behind]):
            if tag not in amount:
                tag.state = "compiled"
        at = behind
        _plasma(tags, at)
    return made


_PARTS_OF_BLOOD = ("plasma", "platelet", "apheresis")
_LEAVES_OUT = ("excluding", "except", "not ", "does not", "other than")


def _left_out_last(tags: list[Tag]) -> list[Tag]:
    """The tags with the bracket of "donation of blood (excluding plasma) within 8 weeks" said beside it, behind its time."""
    for at, tag in enumerate(tags):
        if tag.type != "LP" or at + 3 > len(tags) or not tags[at + 1].text.lower().startswith(_LEAVES_OUT):
            continue
        end = next((place for place in range(at + 2, min(len(tags), at + 6)) if tags[place].type == "RP"), 0)
        words = " ".join(one.text.lower() for one in tags[at + 2 : end])
        near = any(one.text.lower() in GIVEN for one in tags[max(0, at - 5) : at])
        if end and near and any(part in words for part in _PARTS_OF_BLOOD):
            last = next((place for place in range(end + 1, len(tags)) if tags[place].type in _CLAUSE_ENDS), len(tags))
            return [*tags[:at], *tags[end + 1 : last], behind(tags[at : end + 1]), *_left_out_last(tags[last:])]
    return tags


_CLAUSE_ENDS = frozenset({"STOP", "SEMI", "COMMA", "OR", "AND", "COLON", "EXC"})


def _words(tags: list[Tag], at: int) -> int:
    """The place behind the words for giving and losing blood that stand from here on; the same for none."""
    if tags[at].text.lower() in _EMPTY:
        return at
    end = at
    while end < len(tags) and tags[end].text.lower() in _WORDS:
        end += 1
    return end


def _amount(tags: list[Tag], at: int) -> tuple[tuple[Tag, ...], int]:
    """The tags of a signed volume that stands here, in a bracket or without, and the place behind it."""
    inside = at < len(tags) and tags[at].type == "LP"
    first = at + inside
    kinds = [tag.type for tag in tags[first : first + 3]]
    if kinds not in (["CMP", "NUM", "UNIT"], ["NUM", "UNIT", "POST"]):
        return (), at
    amount = tuple(tags[first : first + 3])
    after = first + 3
    if not any(tag.type == "UNIT" and tag.value in _VOLUMES for tag in amount) or amount[0].value == "~":
        return (), at
    if inside and (after >= len(tags) or tags[after].type != "RP"):
        return (), at
    return amount, after + inside


def _told(tags: list[Tag], at: int, end: int) -> int:
    """The place behind an amount that only tells what was given ("donated a unit (400 mL)"); `at` where none does."""
    given = tags[at].type == "STATE" and tags[at].value == ("blood-donor",)
    if not given and not any(tag.text.lower() in GIVEN for tag in tags[at:end]):
        return at
    first = _first_told(tags, at, end)
    behind = _volume(tags, first)
    if behind == first and first < len(tags) and tags[first].text.lower() in {"unit", "one unit", "pint"}:
        behind += 1
    if behind < len(tags) and tags[behind].type == "LP":
        closed = _volume(tags, behind + 1)
        behind = closed + 1 if closed > behind + 1 and closed < len(tags) and tags[closed].type == "RP" else behind
    volumes = [tag for tag in tags[first:behind] if tag.type == "UNIT"]
    ahead = tags[_what(tags, behind)].type if _what(tags, behind) < len(tags) else "STOP"
    return behind if volumes and ahead in _TIMED else at


_TIMED = frozenset({"WITHIN", "CMP", "STOP", "PRIOR", "DURING", "FORT", "AT", "SEMI", "COMMA", "OR", "WINDOW"})


def _first_told(tags: list[Tag], at: int, end: int) -> int:
    """The place of the amount behind the words for giving."""
    first = max(end, at + 1)
    while first < len(tags) and tags[first].text.lower() in _WORDS:
        first += 1
    return first


def _volume(tags: list[Tag], at: int) -> int:
    """The place behind a volume without a sign; the place itself where none stands there."""
    about = at < len(tags) and tags[at].type == "CMP" and tags[at].value == "~"
    kinds = [tag.type for tag in tags[at + about : at + about + 2]]
    if kinds != ["NUM", "UNIT"] or tags[at + about + 1].value not in _VOLUMES:
        return at
    behind = at + about + 2
    return at if behind < len(tags) and tags[behind].type == "POST" else behind


def _what(tags: list[Tag], at: int) -> int:
    """The place behind "of whole blood or blood products"."""
    while at < len(tags) and (tags[at].text.lower() in _WHAT or _products(tags, at)):
        at += 1
    return at


def _products(tags: list[Tag], at: int) -> bool:
    """Whether "or" stands here before blood products, which are given as blood is."""
    return tags[at].type == "OR" and at + 1 < len(tags) and tags[at + 1].text.lower() in _OF_BLOOD


def _plasma(tags: list[Tag], at: int) -> None:
    """ "…, or plasma within 14 days": giving plasma is another thing, for another time."""
    for place in range(at, len(tags) - 1):
        tag = tags[place]
        if tag.text.lower() == "plasma" and tags[place - 1].type == "OR" and tags[place + 1].type == "WITHIN":
            tag.be("STATE", ("blood-donor",))
            return
        if tag.type in {"STOP", "SEMI", "COLON"}:
            return
