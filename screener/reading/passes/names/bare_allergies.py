"""Tells a severe allergy to nothing named from what it would tell of its neighbours: "diabetes, a severe allergy"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_ENDS = frozenset({"COMMA", "SEMI", "STOP", "OR", "AND", "RP"})
_BEFORE = _ENDS | {"LP", "COLON", "HIST", "KNOWN", "FILL", "PREP", "EG"}


def bare_allergies(tags: list[Tag]) -> list[Tag]:
    """The tags with such an allergy made the condition of that name."""
    for at, tag in enumerate(tags):
        if tag.type != "ALLERGYW" or at == 0 or tags[at - 1].type != "SEV" or "anaphyla" in tag.text.lower():
            continue
        alone = at + 1 == len(tags) or (tags[at + 1].type in _ENDS and not _goes_on(tags, at + 2))
        if alone and (at == 1 or tags[at - 2].type in _BEFORE):
            tag.be("COND", ("allergy",))
    return tags


def _goes_on(tags: list[Tag], at: int) -> bool:
    """Whether what the allergy is to stands behind the comma ("…, to any component")."""
    return at < len(tags) and tags[at].text.lower() in {"to", "to the", "to any"}
