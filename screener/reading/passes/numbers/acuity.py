"""Reads the charts of a visual acuity: Snellen's "20/40 or better", and "0.4 logMAR" behind its name."""

from __future__ import annotations

import re
from decimal import Decimal

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_FRACTION = re.compile(r"(20|6)/(\d{1,4}(?:\.\d)?)")
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_VALUED = frozenset({"better", "worse", "poorer"})
_BETWEEN = frozenset({"CMP", "PREP", "BETW", "FILL", "COLON", "AND", "DASH", "RDASH", "MEASN", "SEV", "TEXT"})
_THROUGH = frozenset({"to", "through", "and", "-", "–"})
_REACH = 6


def snellen(tags: list[Tag]) -> list[Tag]:
    """The tags with such fractions made numbers of their own measure, signs turned: a larger fraction has the smaller number.

    Any other fraction is plain text.
    """
    for at, tag in enumerate(tags):
        if tag.type != "FRACTION":
            continue
        if _range(tags, at):
            continue
        tag.type = "TEXT"
        size = _size(tag)
        owner = _acuity(tags, at) if size is not None else None
        if size is None or owner is None or not _placed(tags, at):
            continue
        before = tags[at - 1]
        sign = plays(before, "CMP")
        if sign and not _VALUED & set(before.text.lower().split()):
            before.value = _FLIPPED.get(str(before.value), before.value)
            before.others = tuple((kind, _FLIPPED.get(str(value), value)) for kind, value in before.others)
        _on_snellen(tags, owner, at)
        tag.type, tag.value = "NUM", size
    return tags


def _on_snellen(tags: list[Tag], owner: Tag, at: int) -> None:
    """Makes an acuity, and its other name in a bracket before the fraction there, one on Snellen's chart."""
    first = tags.index(owner)
    for tag in tags[first:at]:
        if tag.type == "MEAS" and tag.value in {("bcva-letters",), ("snellen-20",)}:
            tag.value, tag.others = ("snellen-20",), ()


def _range(tags: list[Tag], at: int) -> bool:
    """Makes the two ends of "20/40 to 20/320" numbers of their measure, the smaller first; whether they are such."""
    last = next((place for place in range(at + 2, min(at + 4, len(tags))) if tags[place].type == "FRACTION"), 0)
    if not last or tags[at + 1].text.lower() not in _THROUGH or any(one.type != "CMP" for one in tags[at + 2 : last]):
        return False
    opened = any(one.type == "BETW" or one.text.lower() == "within" for one in tags[max(0, at - 3) : at])
    if tags[at + 1].type == "AND" and not opened:
        return False
    if any(one.value != "~" for one in tags[at + 2 : last]) or _signed(tags, at, last):
        return False
    ends, owner = (_size(tags[at]), _size(tags[last])), _acuity(tags, at)
    if owner is None or ends[0] is None or ends[1] is None:
        return False
    _on_snellen(tags, owner, at)
    for tag, size in zip((tags[at], tags[last]), sorted((ends[0], ends[1])), strict=True):
        tag.type, tag.value = "NUM", size
    return True


def _signed(tags: list[Tag], first: int, last: int) -> bool:
    """Whether a sign stands before the range or behind it, so that it is not plain which end that limits."""
    before = tags[first - 1] if first else None
    after = tags[last + 1] if last + 1 < len(tags) else None
    return any(
        one is not None and one.value != "~" and (plays(one, "CMP") or plays(one, "POST"))
        and not one.text.lower().startswith(("inclusi", "between"))
        for one in (before, after)
    )  # fmt: skip


def _size(tag: Tag) -> Decimal | None:
    """The X of 20/X; 6/X where it is that exactly."""
    found = _FRACTION.fullmatch(tag.text)
    if found is None:
        return None
    below = Decimal(found[2])
    if found[1] == "20":
        return below
    return below * 20 / 6 if below * 20 % 6 == 0 else None


def _placed(tags: list[Tag], at: int) -> bool:
    """Whether a sign before the fraction, or "or better" behind it, says on which side it limits."""
    before, after = tags[at - 1], tags[at + 1] if at + 1 < len(tags) else None
    if before.text.lower() in _THROUGH:
        return False  # the end of a range
    signed = plays(before, "CMP")
    behind = plays(after, "POST")
    return signed != behind and (not behind or bool(_VALUED & set(after.text.lower().split())))  # type: ignore[union-attr]


def _acuity(tags: list[Tag], at: int) -> Tag | None:
    """The visual acuity that a fraction belongs to, with no other number between them."""
    for look in range(at - 1, max(-1, at - 1 - _REACH), -1):
        tag = tags[look]
        if tag.type == "MEAS" and tags[look - 1].type == "LP" and look > 1 and tags[look - 2].value == tag.value:
            continue  # its abbreviation
        if tag.type == "MEAS":
            return tag if tag.value in {("bcva-letters",), ("snellen-20",)} else None
        if tag.type not in _BETWEEN | {"LP", "RP"}:
            return None
    return None


DECIMAL = frozenset({"decimal", "decimals", "decimal fraction", "decimal scale", "decimal notation"})
"""What says in a bracket that an acuity is a decimal fraction, as its size shows anyway."""
LOGMAR = frozenset({"logmar", "log mar", "logmars"})
_NUMBERED = _BETWEEN | {"NUM", "OR", "LP", "RP", "COMMA", "MEAS", "UNIT"}
_FARTHEST = 16


def in_logmar(tags: list[Tag]) -> list[Tag]:
    """The tags with a visual acuity in LogMAR called so, and the word behind its number no measure of its own.

    Behind another limit, on another chart, it comes before its own.
    """
    made: list[Tag] = []
    for tag in _unbracketed(tags):
        told = tag.value == ("logmar",) and made and made[-1].type == "NUM" and tag.text.lower() in LOGMAR
        owners = _in_letters(made) if told else []
        if not owners:
            made.append(tag)
        elif owners[0].value == ("bcva-letters",) and (first := _second(made, owners[0])):
            made.insert(first, tag)
        else:
            for owner in owners:
                owner.be("MEAS", ("logmar",))
            tag.state = "compiled"
    return made


def _unbracketed(tags: list[Tag]) -> list[Tag]:
    """The tags without the brackets around the word alone behind a number ("between 0.2 and 0.7 (logMAR)")."""
    for at in range(len(tags) - 3):
        number, left, word, right = tags[at : at + 4]
        if number.type == "NUM" and left.type == "LP" and right.type == "RP" and word.value == ("logmar",):
            left.state = right.state = "compiled"
            return [*tags[: at + 1], word, *_unbracketed(tags[at + 4 :])]
        decimal = number.type == "NUM" and left.type == "LP" and right.type == "RP" and word.text.lower() in DECIMAL
        if decimal and (owners := _in_letters(tags[: at + 1])):
            for owner in owners:
                owner.be("MEAS", ("decimal-visual-acuity",))
            left.state = right.state = word.state = "compiled"
            return [*tags[: at + 1], *_unbracketed(tags[at + 4 :])]
    return tags


def _second(before: list[Tag], owner: Tag) -> int:
    """Where the limit that stands last begins, if another one stands between it and the measure; else 0."""
    between = before[before.index(owner) + 1 :]
    parted = next((at for at in range(len(between) - 1, -1, -1) if between[at].type in {"OR", "COMMA", "SEMI"}), -1)
    return len(before) - len(between) + parted + 1 if any(tag.type == "NUM" for tag in between[: parted + 1]) else 0


def _in_letters(before: list[Tag]) -> list[Tag]:
    """The names of the acuity whose number stands last, the nearest first."""
    found: list[Tag] = []
    for tag in reversed(before[-_FARTHEST:]):
        if tag.type == "MEAS" and tag.value in {("bcva-letters",), ("logmar",)}:
            found.append(tag)
        elif tag.type not in _NUMBERED:
            break
    return found
