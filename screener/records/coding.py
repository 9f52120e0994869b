"""Resolves codings and words of a record to catalogue concepts: by code first, else by a whole name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from itertools import chain
from typing import Literal

from screener.catalog.load import catalog
from screener.records.made import made
from screener.records.names import named
from screener.records.notes import Notes
from screener.records.patient import Code
from screener.records.vocabulary import vocabulary

Trouble = Literal["", "concept-ambiguous", "coding-disagrees"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The concepts that an entry stands for, and what was odd about its codes and words."""

    concepts: tuple[str, ...]
    trouble: Trouble = ""
    among: tuple[str, ...] = ()


@lru_cache(maxsize=1000)
def short_system(system: str) -> str:
    """The catalogue's short name of a code system, or the system as written."""
    listed = vocabulary().systems
    low = system.strip().lower()
    if low.endswith("absent-unknown-uv-ips"):
        return "ips"
    return listed.get(low) or listed.get(low.rstrip("/")) or system.strip()


def code(system: str, value: str, display: str = "") -> Code:
    """A code under its short system name."""
    return made(Code, system=short_system(system), code=value.strip(), display=display)


def resolve(codes: Iterable[Code], text: str, kinds: frozenset[str]) -> Resolved:
    """The concepts of those kinds; code before words, and none where a name fits several."""
    return _resolve(tuple((one.system, one.code, one.display) for one in codes), text, kinds)


@lru_cache(maxsize=50_000)
def _resolve(codes: tuple[tuple[str, str, str], ...], text: str, kinds: frozenset[str]) -> Resolved:
    coded, clash = _by_codes(codes, kinds)
    texts = tuple(dict.fromkeys(filter(None, (text, *(display for _, _, display in codes)))))
    if coded:
        told = tuple(found for found in (named(each, kinds) for each in texts) if found)
        if clash or any(not _kin(coded, found) for found in told):
            return Resolved(
                coded, "coding-disagrees", tuple(dict.fromkeys((*coded, *clash, *chain.from_iterable(told))))
            )
        return Resolved(coded)
    for each in texts:
        found = named(each, kinds)
        if len(found) > 1 and not _one_line(found) and not _is_combination(each):
            return Resolved((), "concept-ambiguous", found)
        if found:
            return Resolved(found)
    return Resolved(())


def _by_codes(codes: Iterable[tuple[str, str, str]], kinds: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The concepts of all codings that agree with the first that is known, and those that do not."""
    index = catalog()
    kept: tuple[str, ...] = ()
    clash: tuple[str, ...] = ()
    for system, value, _ in codes:
        found = tuple(ident for ident in index.by_code(system, value) if index[ident].kind in kinds)
        if not kept or (found and _kin(kept, found)):
            kept = tuple(dict.fromkeys((*kept, *found)))
        else:
            clash += found
    return kept, clash


def _kin(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one of the ones is one of the others, or stands above or below it."""
    index = catalog()
    others = tuple(others)
    return any(index.is_a(one, other) or index.is_a(other, one) for one in some for other in others)


def _one_line(concepts: tuple[str, ...]) -> bool:
    """Whether one of the concepts is a kind of all the others, so that all of them hold."""
    index = catalog()
    return any(all(index.is_a(one, other) for other in concepts) for one in concepts)


def _is_combination(text: str) -> bool:
    return " / " in text


def report(resolved: Resolved, where: str, notes: Notes) -> tuple[str, ...]:
    """The concepts, after noting what was odd about them."""
    if resolved.trouble == "concept-ambiguous":
        among = ", ".join(resolved.among)
        notes.add(
            "concept-ambiguous", f"{where}: the name stands for {among}", "add a code, or name the concept by its id"
        )
    elif resolved.trouble == "coding-disagrees":
        among = ", ".join(resolved.among)
        notes.add(
            "coding-disagrees",
            f"{where}: codes and words stand for different things",
            f"check which of {among} is meant",
        )
    return resolved.concepts


@lru_cache(maxsize=10_000)
def entry_concepts(name: str, kinds: frozenset[str]) -> tuple[str, ...]:
    """The concepts that a person's own writing means: a concept id, else a whole name."""
    if name in catalog():
        return (name,)
    found = named(name, kinds)
    return found if len(found) < 2 or _one_line(found) or _is_combination(name) else ()


@lru_cache(maxsize=1000)
def near_concepts(name: str) -> tuple[str, ...]:
    """Concept ids that look like the name, to offer."""
    from difflib import get_close_matches

    wanted = "-".join(name.lower().split())[:60]
    return tuple(get_close_matches(wanted, _ids_by_letter().get(wanted[:1], ()), n=3, cutoff=0.6))


@cache
def _ids_by_letter() -> dict[str, list[str]]:
    """The concept ids by their first letter, so that a slip is looked up among a few hundred."""
    found: dict[str, list[str]] = {}
    for ident in catalog().concepts:
        found.setdefault(ident[:1], []).append(ident)
    return found
