"""Takes "calculated from height and weight" behind a measure as how its value was found, which limits nothing else."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

FOUND = frozenset({"calculated", "derived", "computed"})
_BY = ("from", "as", "by", "using", "with", "based")
_WITHIN = frozenset({
    "MEAS", "MEASN", "TEXT", "AND", "SLASH", "FILL", "PREP", "SEV", "UNIT", "LP", "RP", "FORMULA", "BETW", "AFTER", "ACCORD",
    "AT", "COMB", "SEX",
})  # fmt: skip
_BEFORE = frozenset({"MEAS", "RP", "COMMA"})


def calculated_from(tags: list[Tag]) -> list[Tag]:
    """The tags with each such stretch made one word of the description, and the commas around it left out."""
    for at in range(1, len(tags) - 2):
        if tags[at].text.lower() not in FOUND or tags[at - 1].type not in _BEFORE:
            continue
        if not tags[at + 1].text.lower().startswith(_BY):
            continue
        end = at + 2
        while end < len(tags) and tags[end].type in _WITHIN and tags[end].text.lower() not in {"of", "within", "within a"}:
            end += 1
        commas = tags[at - 1].type == "COMMA"
        if not any(tag.type == "MEAS" for tag in tags[at + 1 : end]) or (commas and at < 2):
            continue
        if end < len(tags) and tags[end].type not in {"CMP", "COMMA", "STOP", "SEMI", "WITHIN", "PREP", "COLON"}:
            continue
        closed = commas and end < len(tags) and tags[end].type == "COMMA"
        for comma in (*tags[at - commas : at], *tags[end : end + closed]):
            comma.state = "compiled"
        return [*tags[: at - commas], covering("SEV", tags[at:end], "criteria-set"), *calculated_from(tags[end + closed :])]
    return tags
