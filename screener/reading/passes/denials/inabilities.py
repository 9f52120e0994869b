"""Finds what is denied outside a "no": "inability to understand or speak English", "HIV-uninfected"."""

from __future__ import annotations

import itertools

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_UNABLE = frozenset({"unable-to-participate", "language-barrier"})
_SPEAKS = ("speaks-study-language",)


def inabilities(tags: list[Tag]) -> list[Tag]:
    """The tags with a language behind an inability made a language barrier, and "not willing or able" both denied."""
    for state, join, language in zip(tags, tags[1:], tags[2:], strict=False):
        if join.type in {"OR", "AND", "SLASH"} and language.type == "STATE" and language.value == _SPEAKS:
            ids = state.value if state.type == "STATE" and isinstance(state.value, tuple) else ()
            if _UNABLE.intersection(ids):
                language.value = ("language-barrier",)
    return _neither(tags)


def _neither(tags: list[Tag]) -> list[Tag]:
    """ "Not willing or able to comply": the "not" denies the second word as well as the first, and either keeps out."""
    for at, (state, join, able) in enumerate(zip(tags, tags[1:], tags[2:], strict=False)):
        if state.type != "STATE" or join.type not in {"OR", "AND", "SLASH"} or state.value not in _WILLING:
            continue
        apart = at > 0 and tags[at - 1].type == "NEG"
        if not apart and not state.text.lower().startswith("not "):
            continue
        first = at - apart
        if able.type == "JUDGED" and able.text.lower().startswith(("able", "capable")):
            parts = tags[first : at + 3]
            tags[first : at + 3] = [covering("JUDGED", parts, "judgement")]
        elif able.type == "STATE" and able.value in _WILLING:
            join.type = "OR"
            state.value, able.value = _WILLING[state.value], _WILLING[able.value]
            if apart:
                tags[first : at + 1] = [covering("STATE", tags[first : at + 1], state.value, f"not {state.text}")]
        break
    return tags


_WILLING: dict[object, tuple[str, ...]] = {
    ("able-to-participate",): ("unable-to-participate",),
    ("unable-to-participate",): ("unable-to-participate",),
    ("willing",): ("unwilling",),
    ("unwilling",): ("unwilling",),
}
"""The states of being willing or able to take part, each with what "not" makes of it."""


FREE = frozenset({"uninfected", "seronegative"})
WITHOUT = frozenset({"free", "independent"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "AND", "OR", "RP"})
_GOES_ON = ("for", "at", "within", "since", "before", "prior to", "during", "in the")


def _ends(after: list[Tag]) -> bool:
    """Whether nothing that "free" could belong to follows it ("steroid-free remission")."""
    return not after or after[0].type in _ENDS or after[0].text.lower().startswith(_GOES_ON)


def uninfected(tags: list[Tag]) -> list[Tag]:
    """The tags with "uninfected" behind an infection, or "free" behind a treatment, made its denial before it."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        words = tag.text.lower() if tag.type == "TEXT" else ""
        if words in FREE or (words in WITHOUT and _ends(tags[at + 1 : at + 2])):
            dash = bool(made) and made[-1].type == "DASH"
            kinds = {"COND"} if words in FREE else {"DRUG", "PROC"}
            if len(made) > dash and made[-1 - dash].type in kinds:
                made.insert(len(made) - 1 - dash, Tag("NEG", tag.start, tag.end, "not", tag.text, (("parts", (tag,)),)))
                del made[len(made) - dash :]
                continue
        made.append(tag)
    return made


def not_yet(tags: list[Tag]) -> list[Tag]:
    """The tags without the "yet" of "not yet", which denies no more than "not"."""
    for before, tag in itertools.pairwise(tags):
        if before.type == "NEG" and before.text.lower().endswith("not") and tag.text.lower() == "yet":
            tag.type, tag.others = "FILL", ()
    return tags
