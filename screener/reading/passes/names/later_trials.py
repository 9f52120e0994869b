"""Takes out a remark about trials to come: "children are excluded but will be eligible for future pediatric trials"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

FUTURE = frozenset({"future", "later", "subsequent", "upcoming"})
_STUDIES = ("trial", "study", "studies", "trials")
_INSIDE = frozenset({"FILL", "PREP", "TEXT", "SEV", "ANCHOR", "NUM", "STAGEW", "DASH", "POP", "STATE", "ROMAN"})
_FURTHEST = 8


def later_trials(tags: list[Tag]) -> list[Tag]:
    """The tags without "but will be eligible for future trials", which tells of no candidate of this one."""
    for at, tag in enumerate(tags):
        if tag.type != "ALLOWV" or at < 2 or at + 2 >= len(tags) or tags[at + 1].text.lower() not in {"for", "in"}:
            continue
        end = at + 2
        while end < min(len(tags), at + _FURTHEST) and tags[end].type in _INSIDE:
            end += 1
        words = [one.text.lower() for one in tags[at + 2 : end]]
        if not words or words[0] not in FUTURE or not any(word.endswith(_STUDIES) for word in words):
            continue
        first = at - (tags[at - 1].type in {"AND", "OR", "COMMA"})
        for one in tags[first:end]:
            one.state = "compiled"
        return later_trials([*tags[:first], *tags[end:]])
    return tags
