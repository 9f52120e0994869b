"""Keeps together how far a disease is: "untreated, locally advanced or metastatic breast cancer", and what a treatment is for."""

from __future__ import annotations

from functools import cache

from screener.catalog.words import words
from screener.core.data import read_toml
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_CONNS = frozenset({"AND", "OR", "COMMA", "SLASH"})
_TREATMENTS = frozenset({"PROC", "DRUG", "TREATN", "PROCN", "VACC"})
_FINDINGS = frozenset({"COND", "CONDN"})
_FOR = frozenset({"for", "of", "in"})


def treated_for(tags: list[Tag]) -> list[Tag]:
    """The tags with the adjectives of a disease behind "for" made one, over the connectives between them."""
    at = 1
    while at < len(tags):
        conn = tags[at]
        if conn.type in _CONNS and tags[at - 1].type == "SEV":
            first = _first(tags, at - 1)
            if first:
                tags = _joined(tags, first, at)
            elif tags[at - 1].text.lower() in _extents():
                tags = _extended(tags, at)
        at += 1
    return tags


def _first(tags: list[Tag], at: int) -> int:
    """Where the adjectives start that stand behind "for" and a treatment; 0 where they stand elsewhere."""
    while at > 1 and tags[at - 1].type == "SEV":
        at -= 1
    told = at > 1 and tags[at - 1].type == "PREP" and tags[at - 1].value in _FOR and tags[at - 2].type in _TREATMENTS
    return at if told else 0


def _extended(tags: list[Tag], conn: int) -> list[Tag]:
    """The tags with the extents of one cancer on both sides of a connective made one ("locally advanced or metastatic")."""
    first = conn - 1
    while first > 1 and tags[first - 1].type in _CONNS and tags[first - 2].text.lower() in _extents():
        first -= 2
    end = conn + 1
    while end < len(tags) and (tags[end].type in _CONNS or (tags[end].type == "SEV" and tags[end].text.lower() in _extents())):
        end += 1
    behind = end
    while behind < len(tags) and tags[behind].type in {"SEV", "TEXT"}:
        behind += 1
    if behind >= len(tags) or tags[behind].type != "COND":
        return tags
    if tags[end - 1].type == "SEV":
        return [*tags[:first], _one(tags[first:end]), *tags[end:]]
    bare = all(one.type in _CONNS for one in tags[conn:end])
    split = _split(tags[end]) if end == behind and bare else None
    if split is None or split[0].text.lower() not in _extents():
        return tags
    return [*tags[:first], _one([*tags[first:end], split[0]]), split[1], *tags[end + 1 :]]


@cache
def _extents() -> frozenset[str]:
    """How far a cancer is."""
    return frozenset(read_toml("rules", "words", "opposites.toml")["EXTENTS"]["words"])


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
