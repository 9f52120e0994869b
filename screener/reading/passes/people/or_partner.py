"""Puts a partner beside the candidate to a person: "HIV infection in the participant or her male partner" keeps out no men."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_PARTNERS = frozenset({"partner", "partners", "spouse"})
_BESIDE = frozenset({"OR", "AND", "SLASH"})


def or_partner(tags: list[Tag]) -> list[Tag]:
    """The tags with the sex of such a partner made words of a question about him or her."""
    for at in range(2, len(tags)):
        if tags[at].type != "GUARD" or tags[at].text.lower() not in _PARTNERS or tags[at - 1].type != "SEX":
            continue
        first = at - 1
        while first > 0 and tags[first - 1].type == "FILL":
            first -= 1
        if first > 1 and tags[first - 1].type in _BESIDE and tags[first - 2].type == "POP":
            # "subject or male partner has …" is asked whole
            first = 0 if all(tag.type in {"FILL", "POP"} for tag in tags[: first - 1]) else first
            return [*tags[:first], covering("JUDGED", tags[first : at + 1], "kin"), *or_partner(tags[at + 1 :])]
    return tags
