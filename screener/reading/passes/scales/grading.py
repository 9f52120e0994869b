"""Takes tags, gives them with the scale of toxicities read where it stands behind a grade, and without its version."""

from __future__ import annotations

from screener.reading.passes.clauses.roles import ROMAN
from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

VERSIONS = frozenset({"version", "ver", "v", "v2", "v3", "v4", "v5", "vs"})
SCALE = frozenset({"STAGEW", "MEAS"})
TOXICITY = ("ctcae-grade",)
_POINTS = frozenset({"MARK", "STOP"})
_LEADS = frozenset({"PREP", "ACCORD", "FILL", "IE", "COMMA"})
_SIGNS = frozenset({"CMP", "STAGEW", "NUM"})


def without_version(tags: list[Tag]) -> list[Tag]:
    """The tags with the version of the scale made part of its name: "CTCAE, version 4.03", "CTCAE (v5.0)"."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _behind_version(tags, at) if tags[at].value == TOXICITY else at + 1
        made.append(covering("MEAS", tags[at:end], TOXICITY, tags[at].text) if end > at + 1 else tags[at])
        at = end
    return made


def _behind_version(tags: list[Tag], at: int) -> int:
    """The place behind the version of a scale; the place behind its name where none is told."""
    again = [tag.type for tag in tags[at + 1 : at + 4]] == ["LP", "MEAS", "RP"] and tags[at + 2].value == TOXICITY
    end = look = at + 4 if again else at + 1
    if look < len(tags) and tags[look].type == "COMMA":
        look += 1
    opened = look < len(tags) and tags[look].type == "LP"
    look += opened
    if look >= len(tags) or tags[look].text.lower() not in VERSIONS:
        return end
    told = tags[look].text[-1].isdigit()
    look += 1
    if look < len(tags) and tags[look].type in _POINTS and look + 1 < len(tags) and tags[look + 1].type == "NUM":
        look += 1
        told = False
    if not told:
        if look >= len(tags) or tags[look].type != "NUM":
            return end
        look += 1
    if opened:
        return look + 1 if look < len(tags) and tags[look].type == "RP" else end
    graded = [tag.type for tag in tags[look : look + 2]] == ["COMMA", "STAGEW"]
    return look + 1 if graded else look  # "CTCAE, version 4, grade 1"


def graded_by(tags: list[Tag]) -> list[Tag]:
    """The tags with the scale behind a grade made a word of how it was graded: "grade 2 by NCI CTCAE", "grade 3 (CTCAE)"."""
    for at, tag in enumerate(tags):
        if tag.value != TOXICITY or tag.type != "MEAS":
            continue
        first, last = sentence_around(tags, at)
        if not _grade_before(tags, first, at) or (at + 1 < last and tags[at + 1].type in _SIGNS):
            continue
        begin, end = at, at + 1
        while begin > first and tags[begin - 1].type in _LEADS:
            begin -= 1
        if begin == at and tags[at - 1].type == "LP" and end < len(tags) and tags[end].type == "RP":
            begin, end = at - 1, end + 1
        told = covering("SEV", tags[begin:end], "criteria-set")
        return [*tags[:begin], told, *graded_by(tags[end:])]
    return tags


def _grade_before(tags: list[Tag], first: int, at: int) -> bool:
    """Whether a grade stands before the scale in the same sentence, with no other scale to it."""
    for place in range(at - 1, first, -1):
        if tags[place].type == "MEAS":
            return False
        if tags[place].type in {"NUM", "ROMAN"} or tags[place].text in ROMAN:
            near = tags[max(first, place - 2) : place]
            if any(one.type == "STAGEW" and one.text.lower().startswith("grade") for one in near):
                return True
    return False
