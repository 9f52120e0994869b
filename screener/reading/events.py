"""Reads a treatment or procedure as the anchor of a window: "within 6 months prior to coronary bypass"."""

from __future__ import annotations

from screener.reading.tags import Tag

_EVENTS = frozenset({"PROC", "PROCN", "TREATN", "DRUG", "VACC"})
_PARTS = _EVENTS | {"TEXT", "SEV", "PLAN", "FILL", "DASH", "NEWLY", "CURRENT", "STUDYREF"}
_MOST = 6


def named_anchors(tags: list[Tag]) -> list[Tag]:
    """The tags with the event that a measured window is counted back from made its anchor."""
    for at in range(1, len(tags) - 1):
        if tags[at].type in {"PRIOR", "AFTER"} and tags[at - 1].type == "TU":
            size = _event(tags, at + 1, _EVENTS | {"COND"} if tags[at].type == "AFTER" else _EVENTS)
            if size:
                return named_anchors([*tags[: at + 1], _anchor(tags[at + 1 : at + 1 + size]), *tags[at + 1 + size :]])
    return tags


def _event(tags: list[Tag], first: int, events: frozenset[str]) -> int:
    """How many tags from a place on name one event; 0 where they name none."""
    end = first
    while end < len(tags) and end - first < _MOST and tags[end].type in _PARTS | events:
        end += 1
    while end > first and tags[end - 1].type not in events:
        end -= 1
    return end - first


def _anchor(parts: list[Tag]) -> Tag:
    """One anchor tag for the words of an event; they count as read."""
    for tag in parts:
        tag.state = "compiled"
    words = " ".join(tag.text for tag in parts if tag.type != "FILL").replace(" - ", "-")
    return Tag("ANCHOR", parts[0].start, parts[-1].end, " ".join(words.lower().split()), words)
