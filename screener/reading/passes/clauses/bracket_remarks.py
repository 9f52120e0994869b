"""Reads short remarks in brackets: "(example, cough)" gives an example, "(if applicable)" describes what stands before it."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import closing
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take

EXAMPLES = frozenset({"example", "examples"})


def bracket_remarks(tags: list[Tag]) -> list[Tag]:
    """The tags with "example" behind an opening bracket said as "for example", and a lone description without its bracket."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        behind = [tag.type for tag in tags[at + 1 : at + 3]]
        if tags[at].type == "LP" and behind == ["SEV", "RP"] and tags[at + 1].value == "description":
            made.append(covering("SEV", tags[at : at + 3], "description", tags[at + 1].text))
            at += 3
            continue
        if tags[at].type == "LP" and (last := _inclusive(tags, at)):
            take(tags[at : last + 1])
            at = last + 1
            continue
        end = _sensitivity(tags, at)
        if end:
            made.append(covering("SEV", tags[at:end], "description"))
            at = end
            continue
        made.append(tags[at])
        told = tags[at].type == "LP" and at + 2 < len(tags) and tags[at + 1].text.lower() in EXAMPLES
        if told and tags[at + 2].type not in {"LP", "RP"}:
            mark = tags[at + 2].type in {"COMMA", "COLON"}
            made.append(covering("EG", tags[at + 1 : at + 2 + mark], "example"))
            at += 1 + mark
        at += 1
    return made


def _inclusive(tags: list[Tag], at: int) -> int:
    """Where a bracket closes that only says "incl." behind a range; 0 where it says anything else."""
    end = closing(tags, at, within=4)
    words = [tag.text.lower() for tag in tags[at + 1 : end]] if end else []
    return end if words[:1] == ["incl"] and words[1:] in ([], ["."]) else 0


def _sensitivity(tags: list[Tag], at: int) -> int:
    """The place behind a bracket that tells how little a pregnancy test finds ("urine (25 mIU/mL) pregnancy test"); else 0."""
    if tags[at].type != "LP":
        return 0
    end = closing(tags, at)
    inside = tags[at + 1 : end] if end else []
    counted = any(tag.type == "NUM" for tag in inside) and any(tag.type == "UNIT" and "IU" in str(tag.value) for tag in inside)
    if not counted or not all(tag.type in {"NUM", "UNIT", "CMP", "DASH", "PREP"} for tag in inside) or end + 1 >= len(tags):
        return 0
    return end + 1 if tags[end + 1].value == ("pregnancy-test",) or tags[end + 1].text.lower() == "pregnancy" else 0
