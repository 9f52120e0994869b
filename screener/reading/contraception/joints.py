"""Takes the words of a sentence about contraception, puts an "or" and the "if" behind it together in one."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag


def joints_closed(tags: list[Tag]) -> list[Tag]:
    """The tags with "or, if sexually active," behind abstinence as "or", and "or, if of childbearing potential," as ELSE."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        behind = _behind_or(tags, at)
        found = tags[behind : behind + 2]
        before = made[-1].type if made else ""
        if behind > at and before == "ABSTINENT" and found and found[0].type == "ACTIVE" and "if" in found[0].text.lower():
            made.append(tags[at])
            at = _past_commas(tags, behind + 1)
        elif behind > at and _unable(made) and [tag.type for tag in found] == ["IFW", "BEARING"]:
            made.append(Tag("ELSE", tags[at].start, found[1].end, found[1], tags[at].text))
            at = _past_commas(tags, behind + 2)
        else:
            made.append(tags[at])
            at += 1
    return made


def _behind_or(tags: list[Tag], at: int) -> int:
    """The place behind an "or" and the comma after it; the same place where none begins there."""
    if tags[at].type != "SEP" or "or" not in tags[at].text.lower():
        return at
    return _past_commas(tags, at + 1)


def _past_commas(tags: list[Tag], at: int) -> int:
    while at < len(tags) and tags[at].type == "SEP" and tags[at].text.strip() == ",":
        at += 1
    return at


def _unable(before: list[Tag]) -> bool:
    """Whether what stands before tells of women who cannot become pregnant."""
    told = [tag.type for tag in before if tag.type not in {"NOTE", "LENGTH"}]
    return bool(told) and told[-1] in {"POSTMENOPAUSAL", "STERILE", "UNBEARING"}
