"""Keeps together what a treatment is for: "no prior therapy for advanced or metastatic breast cancer"."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_CONNS = frozenset({"AND", "OR", "COMMA", "SLASH"})
_TREATMENTS = frozenset({"PROC", "DRUG", "TREATN", "PROCN", "VACC"})
_FINDINGS = frozenset({"COND", "CONDN"})
_FOR = frozenset({"for", "of", "in"})


def treated_for(tags: list[Tag]) -> list[Tag]:
    """The tags with the adjectives of a disease behind "for" made one, over the connectives between them."""
    at = 2
    while at < len(tags):
        conn = tags[at]
        if conn.type in _CONNS and tags[at - 1].type == "SEV":
            first = _first(tags, at - 1)
            if first:
                tags = _joined(tags, first, at)
        at += 1
    return tags


def _first(tags: list[Tag], at: int) -> int:
    """Where the adjectives start that stand behind "for" and a treatment; 0 where they stand elsewhere."""
    while at > 1 and tags[at - 1].type == "SEV":
        at -= 1
    told = at > 1 and tags[at - 1].type == "PREP" and tags[at - 1].value in _FOR and tags[at - 2].type in _TREATMENTS
    return at if told else 0


def _joined(tags: list[Tag], first: int, conn: int) -> list[Tag]:
    """The tags with the run of adjectives from one place over a connective made one; as they were where no disease follows."""
    end = conn + 1
    while end < len(tags) and (tags[end].type == "SEV" or (tags[end].type in _CONNS and tags[end - 1].type not in _CONNS)):
        end += 1
    if end >= len(tags) or tags[end].type not in _FINDINGS:
        return tags
    if tags[end - 1].type == "SEV":
        return [*tags[:first], _one(tags[first:end]), *tags[end:]]
    split = _split(tags[end])
    return tags if split is None else [*tags[:first], _one([*tags[first:end], split[0]]), split[1], *tags[end + 1 :]]


def _one(parts: list[Tag]) -> Tag:
    return covering("SEV", tuple(parts), "type")


def _split(tag: Tag) -> tuple[Tag, Tag] | None:
    """An adjective and the disease behind it in one name ("metastatic breast cancer")."""
    adjective, _, name = tag.text.partition(" ")
    known = lexicon().roles
    if not name or not any(kind == "SEV" for kind, _ in known.get(words(adjective), ())):
        return None
    role = next(((kind, value) for kind, value in known.get(words(name), ()) if kind in _FINDINGS), None)
    if role is None:
        return None
    cut = tag.end - len(name)
    disease = Tag(role[0], cut, tag.end, role[1], name, (("parts", (tag,)),))
    return Tag("SEV", tag.start, tag.start + len(adjective), "type", adjective), disease
