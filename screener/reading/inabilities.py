"""Finds what is denied outside a "no": "inability to understand or speak English", "HIV-uninfected"."""

from __future__ import annotations

from screener.reading.tags import Tag

_UNABLE = frozenset({"unable-to-participate", "language-barrier"})
_SPEAKS = ("speaks-study-language",)


def inabilities(tags: list[Tag]) -> list[Tag]:
    """The tags with a language behind an inability, and joined to it, made a language barrier."""
    for state, join, language in zip(tags, tags[1:], tags[2:], strict=False):
        if join.type in {"OR", "AND", "SLASH"} and language.type == "STATE" and language.value == _SPEAKS:
            ids = state.value if state.type == "STATE" and isinstance(state.value, tuple) else ()
            if _UNABLE.intersection(ids):
                language.value = ("language-barrier",)
    return tags


_FREE = frozenset({"uninfected", "seronegative"})


def uninfected(tags: list[Tag]) -> list[Tag]:
    """The tags with "uninfected" behind an infection made its denial before it."""
    made: list[Tag] = []
    for tag in tags:
        if tag.type == "TEXT" and tag.text.lower() in _FREE:
            dash = bool(made) and made[-1].type == "DASH"
            if len(made) > dash and made[-1 - dash].type == "COND":
                made.insert(len(made) - 1 - dash, Tag("NEG", tag.start, tag.end, "not", tag.text, (("parts", (tag,)),)))
                del made[len(made) - dash :]
                continue
        made.append(tag)
    return made
