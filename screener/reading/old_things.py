"""Puts how old a thing is to a person: "tissue blocks older than 5 years" asks for nobody's age."""

from __future__ import annotations

from screener.reading.tag_looks import plays
from screener.reading.tags import Tag
from screener.reading.tags import covering

THINGS = frozenset({
    "block", "blocks", "tissue", "tissues", "sample", "samples", "specimen", "specimens", "biopsy", "biopsies", "slides", "scan",
    "scans", "image", "images", "imaging", "material", "blood", "device", "lens", "implant", "fracture", "fractures", "infarct",
    "scar", "lesion", "lesions",
})  # fmt: skip
_OLDER = ("older", "newer", "younger")
_NAMED = frozenset({"TEXT", "COND", "CONDN", "PROC", "PROCN", "SEV", "TREATN"})


def old_things(tags: list[Tag]) -> list[Tag]:
    """The tags with such a thing and its age made the words of a question."""
    for at in range(1, len(tags) - 2):
        sign = tags[at]
        if not plays(sign, "CMP") or not sign.text.lower().startswith(_OLDER) or tags[at - 1].text.lower() not in THINGS:
            continue
        if tags[at + 1].type != "NUM" or not (plays(tags[at + 2], "TU") or tags[at + 2].type == "AGEW"):
            continue
        first = at - 1
        while first > 0 and tags[first - 1].type in _NAMED:
            first -= 1
        asked = covering("JUDGED", tags[first : at + 3], "judgement")
        return [*tags[:first], asked, *old_things(tags[at + 3 :])]
    return tags
