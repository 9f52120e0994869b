"""Reads "prednisone or equivalent > 10 mg/day" as a dose of corticosteroids, counted in prednisone."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

STEROIDS = frozenset({"prednisone", "prednisolone"})
_TREATMENTS = frozenset({"DRUG", "TREATN", "PROC"})
_DOSED = frozenset({"CMP", "DOSE", "NUM"})


def equivalents(tags: list[Tag]) -> list[Tag]:
    """The tags with a steroid that its equivalent follows made the class that both are of, and "/day" behind it a dose a day."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        if tag.type == "EQUIV":
            if _a_time(tags, at + 1):
                slash, unit = tags[at + 1 : at + 3]
                made += [covering("DOSE", [slash, unit], "dose", f"per {unit.value}"), tag]
                at += 3
                continue
            steroid = _steroid(tags, at)
            made += steroid or [tag]
        else:
            made.append(tag)
        at += 1
    return made


def dosed_in(tags: list[Tag]) -> list[Tag]:
    """The tags with a steroid behind the dose of its class made what the dose is counted in ("steroids > 10 mg prednisone")."""
    for at, tag in enumerate(tags):
        first = _dosed(tags, at) if tag.type == "DRUG" and tag.value in _COUNTED_IN else None
        if first is None:
            continue
        tag.state = "compiled"
        told = Tag("EQUIV", tag.start, tag.end, "equivalent", f"{tag.text} equivalent", (("parts", (tag,)),))
        left_out = [one for one in tags[first:at] if one.type == "COMMA" or (one is tags[at - 1] and one.type == "PREP")]
        for one in left_out:
            one.state = "compiled"
        return equivalents([*(one for one in tags[:at] if one not in left_out), told, *dosed_in(tags[at + 1 :])])
    return tags


_COUNTED_IN = frozenset({("prednisone",), ("prednisolone",)})
_CLASSES = frozenset({("corticosteroids",), ("oral-corticosteroids",), ("systemic-corticosteroids",), ("glucocorticoids",)})
_OVER_DOSE = frozenset({"DOSE", "CMP", "NUM", "UNIT", "PREP", "FILL", "LP", "COMMA", "TREATN", "TREAT", "SLASH", "TU", "STABLE"})


def _dosed(tags: list[Tag], at: int) -> int | None:
    """The place behind the class that a drug is of, where a dose in milligrams stands between them, and nothing else does."""
    before = at - 1 if at and tags[at - 1].type == "PREP" and tags[at - 1].text.lower() == "of" else at
    if before > 5 and tags[before - 3].type == "LP" and tags[before - 1].type == "RP" and tags[before - 4].type == "UNIT":
        before -= 3  # "10 milligrams (mg) prednisone"
    if before < 3 or tags[before - 1].type not in {"UNIT", "TU", "DOSE"}:
        return None
    unit = next((one for one in reversed(tags[:before]) if one.type == "UNIT"), None)
    first = next((one for one in range(before - 1, -1, -1) if tags[one].type not in _OVER_DOSE), None)
    if first is None or tags[first].type != "DRUG" or tags[first].value not in _CLASSES:
        return None
    return first + 1 if unit is not None and _mass(unit) else None


def _a_time(tags: list[Tag], at: int) -> bool:
    """Whether "/day" or "/week" stands there, behind an amount in milligrams."""
    if at + 1 >= len(tags) or at < 2 or tags[at].type != "SLASH" or tags[at + 1].type != "TU":
        return False
    return tags[at + 1].value in {"day", "week"} and tags[at - 2].type == "UNIT" and "/" not in str(tags[at - 2].value)


def _steroid(tags: list[Tag], at: int) -> list[Tag]:
    """The class and the equivalent, where no other treatment stands in the sentence and a dose beside them."""
    tag = tags[at]
    words = tag.text.split()
    first = 1 if words[0].lower() == "of" else 0
    if len(words) < first + 3 or words[first].lower() not in STEROIDS or words[first + 1].lower() != "or":
        return []
    low, high = sentence_around(tags, at)
    if any(other.type in _TREATMENTS for other in tags[low:high]):
        return []
    after = tags[at + 1] if at + 1 < len(tags) else None
    behind = at > 1 and tags[at - 1].type == "UNIT" and tags[at - 2].type == "NUM"
    if not behind and (after is None or after.type not in _DOSED):
        return []
    start = tag.start + tag.text.index(words[first])
    cut = start + len(words[first])
    drug = Tag("DRUG", start, cut, ("systemic-corticosteroids",), words[first], (("parts", (tag,)),))
    return [drug, Tag("EQUIV", cut + 1, tag.end, tag.value, tag.text, (("parts", (tag,)),))]


def defined_doses(tags: list[Tag]) -> list[Tag]:
    """The tags without "defined as" between a drug and its dose ("high-dose steroids, defined as > 20 mg/day")."""
    for at in range(1, len(tags) - 3):
        word, sign, number, unit = tags[at : at + 4]
        if word.type != "IE" or sign.type != "CMP" or number.type != "NUM" or unit.type != "UNIT" or not _mass(unit):
            continue
        before = at - 1 if tags[at - 1].type in {"LP", "COMMA"} else at
        if tags[before - 1].type == "DRUG" and before:
            for tag in tags[before : at + 1]:
                tag.state = "compiled" if tag.type != "LP" else tag.state
            keep = before + (tags[before].type == "LP")
            return defined_doses([*tags[:keep], *tags[at + 1 :]])
    return tags


def _mass(unit: Tag) -> bool:
    return str(unit.value).split("/")[0] in {"mg", "g", "ug"} and not str(unit.value).endswith(("/mL", "/dL", "/L"))
