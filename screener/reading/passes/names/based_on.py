"""Reads "carboplatin-containing regimen" and "anthracycline-based chemotherapy" as the drug that they name."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_LINKS = frozenset({"containing", "based"})
_NOUNS = frozenset({"TREATN", "PROC", "PROCN", "DRUG"})
_GENERAL = frozenset({
    "regimen", "regimens", "chemotherapy", "chemotherapies", "therapy", "therapies", "treatment", "treatments", "combination",
    "combinations", "chemotherapy regimen", "chemotherapy regimens", "combination chemotherapy", "combination therapy",
    "induction chemotherapy", "systemic therapy", "regime", "regimes", "product", "products", "drug", "drugs", "medication",
    "medications", "medicine", "medicines", "preparation", "preparations", "agent", "agents", "compound", "compounds",
    "supplement", "supplements", "formulation", "formulations",
})  # fmt: skip


def based_on(tags: list[Tag]) -> list[Tag]:
    """The tags with a drug and the general word for a treatment that holds it made one."""
    if not any(tag.type == "TEXT" and tag.text.lower() in _LINKS for tag in tags):
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _end(tags, at) if tags[at].type == "DRUG" else 0
        if end:
            parts = tags[at:end]
            made.append(covering("DRUG", parts, tags[at].value, tags[at].text))
            at = end
        else:
            made.append(tags[at])
            at += 1
    return made


def _end(tags: list[Tag], at: int) -> int:
    """The place behind the general word; 0 where none belongs to the drug."""
    link = at + 1
    if link < len(tags) and tags[link].type == "DASH":
        link += 1
    if link + 1 >= len(tags) or tags[link].type != "TEXT" or tags[link].text.lower() not in _LINKS:
        return 0
    noun = tags[link + 1]
    general = noun.text.lower() in _GENERAL and (noun.type in _NOUNS or noun.type in {"TEXT", "FILL"})
    end = link + 2
    if general and end < len(tags) and tags[end].text.lower() in _GENERAL:
        end += 1
    return end if general else 0
