"""Reads "endoscopy score of at least 2" as a score with its limit, not as two endoscopies."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

SCORES = frozenset({"score", "scores", "subscore", "subscores", "sub-score", "sub-scores", "index"})
_SIGNS = frozenset({"CMP", "NUM", "BETW"})
_BETWEEN = frozenset({"PREP", "TEXT", "FILL"})
_MOST = 3


def examination_scores(tags: list[Tag]) -> list[Tag]:
    """The tags with an examination or a picture and the noun of its score made one name, where a number follows."""
    for at in range(len(tags) - 2):
        if tags[at].type == "PROC" and tags[at + 1].text.lower() in SCORES and _numbered(tags, at + 2):
            name = covering("TEXT", tags[at : at + 2], " ".join(tag.text.lower() for tag in tags[at : at + 2]))
            return [*tags[:at], name, *examination_scores(tags[at + 2 :])]
    return tags


def _numbered(tags: list[Tag], at: int) -> bool:
    """Whether a number or its sign follows, with no more than small words between."""
    end = at
    while end < len(tags) and end < at + _MOST and tags[end].type in _BETWEEN:
        end += 1
    return end < len(tags) and tags[end].type in _SIGNS
