"""Joins the ways in which a finding may be shown: "clinical or laboratory evidence of hypothyroidism"."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_BEFORE = frozenset({
    "STOP", "SEMI", "COLON", "NEG", "NAIVE", "POP", "SEX", "PREP", "FILL", "LP", "MARK", "WHICH", "ACTIVE", "CURRENT",
})  # fmt: skip


def proofs(tags: list[Tag]) -> list[Tag]:
    """The tags with every list of such ways and its "evidence of" made one tag of proof."""
    return _listed(_hyphened(tags))


def _listed(tags: list[Tag]) -> list[Tag]:
    """The tags with the ways that a list joins made one."""
    manner, behind = _words()
    for at, tag in enumerate(tags):
        if tag.type not in {"KNOWN", "HISTOL"} or (tag.text.lower() not in behind and not tag.text.lower().endswith(" of")):
            continue
        first = at
        while first > 0 and (tags[first - 1].text.lower() in manner or tags[first - 1].type in _JOINS):
            first -= 1
        while first < at and tags[first].type in _JOINS:
            first += 1
        listed = any(one.type in _JOINS for one in tags[first:at])
        if listed and (first == 0 or tags[first - 1].type in _BEFORE):
            parts = tags[first : at + 1]
            whole = covering("HISTOL", parts, "proof")
            return [*tags[:first], whole, *_listed(tags[at + 1 :])]
    return tags


def _hyphened(tags: list[Tag]) -> list[Tag]:
    """The tags with "histologically- or cytologically-confirmed" and "histologically or cytologically documented" made one."""
    for at, tag in enumerate(tags):
        if tag.type != "HISTOL":
            continue
        join = at + 1 + (at + 1 < len(tags) and tags[at + 1].type == "DASH")
        if join + 1 >= len(tags) or tags[join].type not in _JOINS or tags[join + 1].type != "HISTOL":
            continue
        end = join + 2
        if [one.type for one in tags[end : end + 2]] == ["DASH", "KNOWN"]:
            end += 2
        elif end < len(tags) and tags[end].text.lower() in {"documented", "verified"}:
            end += 1
        if end == len(tags) or tags[end].type not in {"SUSP", "KNOWNSUSP"}:  # "biopsy-proven or radiographically suspected"
            return [*tags[:at], covering("HISTOL", tags[at:end], "proof"), *_hyphened(tags[end:])]
    return tags


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table = read_toml("rules", "words", "proofs.toml")
    return frozenset(table["manner"]), frozenset(table["behind"])
