"""Tells what an allergy is to, and one to nothing named from its neighbours: "cinnamon allergy", "diabetes, a severe allergy"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_ENDS = frozenset({"COMMA", "SEMI", "STOP", "OR", "AND", "RP"})
_BEFORE = _ENDS | {"LP", "COLON", "HIST", "KNOWN", "FILL", "PREP", "EG", "POP", "SUSP", "KNOWNSUSP", "SEV", "NEG"}
_TOLD = frozenset({"HIST", "KNOWN", "KNOWNSUSP", "SUSP"})
_NO_ALLERGENS = frozenset({
    "skin", "true", "sensory", "nasal", "ocular", "eye", "respiratory", "environmental", "seasonal", "multiple", "other",
    "such", "cold", "heat", "touch", "pain", "tooth", "teeth", "dental", "light", "corneal", "insulin", "contrast", "glare",
    "similar", "unknown", "all",
})  # fmt: skip
"""Words before "allergy" that say how or where somebody reacts, and not to what."""


def bare_allergies(tags: list[Tag]) -> list[Tag]:
    """The tags with such an allergy made the condition of that name; unknown words before one name what it is to."""
    for at, tag in enumerate(tags):
        if tag.type == "ALLERGYW" and at and tags[at - 1].type == "TEXT" and _alone(tags, at):
            first = at - 1
            while first and tags[first - 1].type == "TEXT":
                first -= 1
            before = tags[first - 1].type if first else ""
            said = {word for one in tags[first:at] for word in one.text.lower().split()}
            told = before in _TOLD or not tag.text.lower().startswith("sensitiv")
            if told and (not first or before in _BEFORE) and not said & _NO_ALLERGENS:
                named = covering("DRUG", tags[first:at], ())
                return [*tags[:first], named, *bare_allergies(tags[at:])]
        if tag.type != "ALLERGYW" or at == 0 or tags[at - 1].type != "SEV" or "anaphyla" in tag.text.lower():
            continue
        if _alone(tags, at) and (at == 1 or tags[at - 2].type in _BEFORE):
            tag.be("COND", ("allergy",))
    return tags


def _alone(tags: list[Tag], at: int) -> bool:
    """Whether nothing behind the allergy tells what it is to."""
    return at + 1 == len(tags) or (tags[at + 1].type in _ENDS and not _goes_on(tags, at + 2))


def _goes_on(tags: list[Tag], at: int) -> bool:
    """Whether what the allergy is to stands behind the comma ("…, to any component")."""
    return at < len(tags) and tags[at].text.lower() in {"to", "to the", "to any"}


PARTS = frozenset({
    "ingredient", "ingredients", "substance", "substances", "component", "components", "principle", "constituent", "constituents",
})  # fmt: skip
_KINDS = frozenset({"active", "inactive"})


def active_parts(tags: list[Tag]) -> list[Tag]:
    """The tags with the "active ingredient" that an allergy is to made one name."""
    allergic = False
    for at, tag in enumerate(tags):
        allergic = allergic or tag.type in {"ALLERGY", "ALLERGYW"}
        end = at + 2 + (at + 1 < len(tags) and tags[at + 1].text.lower() == "pharmaceutical")
        if allergic and tag.text.lower() in _KINDS and end <= len(tags) and tags[end - 1].text.lower() in PARTS:
            return [*tags[:at], covering("TREATN", tags[at:end], "noun"), *tags[end:]]
    return tags
