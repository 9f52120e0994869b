"""Takes tags, gives them with a plus behind a number read: "18+ years", "proteinuria >= 2+"."""

from __future__ import annotations

from functools import cache

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import UNITS
from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_GRADED = frozenset({"STAGEW", "COND", "CONDN"})
"""What grades such as "2+" are told of."""


def plus_signs(tags: list[Tag]) -> list[Tag]:
    """ "18+ years of age" is 18 years or more; "CD 20+" names a marker."""
    if not any_of_type(tags, "PLUS"):
        return tags
    for before, number, plus in zip(tags, tags[1:], tags[2:], strict=False):
        marker = before.type == "TEXT" and before.text.isupper() and number.type == "NUM" and number.start - before.end <= 1
        if marker and plus.type == "PLUS" and plus.start == number.end:
            number.be("TEXT", number.text)
    for at in range(1, len(tags) - 1):
        if tags[at + 1].type == "PLUS" and tags[at].type == "NUM":
            _dipstick(tags, at)
    for at in range(len(tags) - 1):
        number, plus = tags[at : at + 2]
        measured = at + 2 < len(tags) and tags[at + 2].type in UNITS
        graded = plus.type == "PLUS" and number.type == "NUM" and plus.start == number.end and at and tags[at - 1].type == "CMP"
        if graded and at > 1 and tags[at - 2].type in _GRADED and not _one_of_several(tags, at - 2):
            number.end, number.text = plus.end, f"{number.text}+"  # "mitral regurgitation >= 2+"
            plus.drop()
            if (grade := _grade_of(tags[at - 2], number.text)) is not None:
                tags[at - 2].be("MEAS", (grade,))
            continue
        if graded and number.value <= 4 and not measured:  # type: ignore[operator]
            for part in (number, plus):  # "more than 1+ proteinuria" is a grade of a dipstick
                part.be("TEXT", part.text)
        if plus.type == "PLUS" and number.type == "NUM" and plus.start == number.end and measured:
            plus.type, plus.value, plus.state = "POST", ">=", "unread"
            tags[at + 1], tags[at + 2] = tags[at + 2], plus
    return tags


def _one_of_several(tags: list[Tag], at: int) -> bool:
    """Whether a finding is the last of several, of which a grade behind it may be told too ("aortic or mitral regurgitation")."""
    return any(tag.type in {"OR", "AND", "SLASH", "COMMA"} for tag in tags[max(0, at - 3) : at])


def _grade_of(finding: Tag, written: str) -> str | None:
    """The scale whose class a written one is, of those that tell how bad a finding is; None where there is no single one."""
    if finding.type != "COND" or not isinstance(finding.value, tuple) or len(finding.value) != 1:
        return None
    found = [ident for ident, classes in _scales().get(finding.value[0], ()) if written in classes]
    return found[0] if len(found) == 1 else None


@cache
def _scales() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The scales of graded findings with their classes, by finding."""
    made: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for concept in catalog().concepts.values():
        for finding in concept.measure.grades if concept.measure is not None else ():
            made.setdefault(finding, []).append((concept.id, concept.measure.classes if concept.measure is not None else ()))
    return made


_PROTEIN = frozenset({"urine-protein", "urine-protein-24h", "dipstick-proteinuria"})
_BY_STRIP = frozenset({"dipstick", "urine dipstick", "urinary dipstick", "dipstick test", "dipstick urinalysis"})


def _told_by_strip(tags: list[Tag], at: int) -> bool:
    """Makes the protein before a sign the dipstick's: "urine protein by dipstick ≥ 2+", "urinalysis: protein level > 1+"."""
    at -= at > 0 and tags[at].type == "MEASN"
    if at < 2:
        return False
    before, first = tags[at - 1], tags[at - 2]
    ids = set(first.value) if first.type == "MEAS" and isinstance(first.value, tuple) else set()
    if not ids or before.type not in {"PREP", "COLON"}:
        return False
    if tags[at].text.lower() in _BY_STRIP and ids <= _PROTEIN:
        first.value, first.others = ("dipstick-proteinuria",), ()
        tags[at].drop()
    elif tags[at].text.lower() == "protein" and ids == {"urinalysis"}:
        tags[at].be("MEAS", ("dipstick-proteinuria",))
        first.drop()
    else:
        return False
    before.drop()
    return True


def _dipstick(tags: list[Tag], at: int) -> None:
    """ "Proteinuria ≥ 2+ by dipstick" is a grade of the dipstick, no mass of protein."""
    number, plus = tags[at], tags[at + 1]
    behind = at + 2 < len(tags) and plays(tags[at + 2], "POST")
    if (tags[at - 1].type != "CMP" and not behind) or plus.start - number.end > 1 or number.value > 4:  # type: ignore[operator]
        return
    if _told_by_strip(tags, at - 2):
        number.end, number.text = plus.end, f"{number.text}+"
        plus.drop()
        return
    near = [tags[place] for place in (at - 2, at - 3, at + 2, at - 1) if 0 <= place < len(tags)]
    measures = [tag for tag in near if tag.type == "MEAS" and isinstance(tag.value, tuple)]
    owner = next((tag for tag in measures if set(tag.value) <= _PROTEIN), None)  # type: ignore[call-overload]
    if owner is None:
        return
    owner.value, owner.others = ("dipstick-proteinuria",), ()
    number.end, number.text = plus.end, f"{number.text}+"
    told = at + 2 if owner is not tags[at + 2 if at + 2 < len(tags) else at] else at + 3
    dropped = [plus]
    if told + 1 < len(tags) and tags[told].type == "PREP" and tags[told + 1].text.lower() in _BY_STRIP:
        dropped += tags[told : told + 2]
    for tag in dropped:
        tag.drop()
