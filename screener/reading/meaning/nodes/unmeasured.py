"""Tells names before a limit that a record holds no value of: a bare noun, the beginning of a clause, a finding in milligrams."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from screener.core.data import read_toml
from screener.reading.meaning.chunks.names import measure_by_unit
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.scanning.tags import Tag

UNMEASURED = "unmeasured"
"""The qualifier of a limit whose words measure nothing, until it is named in all words of its clause."""
_FINDINGS = frozenset({"COND", "CONDN"})
_WORDS = frozenset({"TEXT", "SEV", "PREP", "NUM"})
_LONGEST = 8
_MOST = 15
_SAY_LITTLE = frozenset({None, "%"})
"""A length or a volume tells what is measured; a number or a share tells nothing."""
_TOLD = frozenset({"that", "which", "known", "who"})


@dataclass(frozen=True, slots=True)
class _Words:
    alone: frozenset[str]
    never: frozenset[str]
    beginning: frozenset[str]
    clause: frozenset[str]
    clauses: tuple[str, ...]
    foreign: frozenset[str]
    of_states: frozenset[str]
    undated: frozenset[str]
    beginning_undated: frozenset[str]
    clauses_undated: tuple[str, ...]
    nameless: dict[str, frozenset[str]]


def unmeasured(draft: Draft, label: str) -> bool:
    """Whether the catalogue's unknown name before a limit is a clause, leaves open what it is of, or cannot have such a unit."""
    limits = [one for tag in draft.limits for one in limits_of(tag.value)]  # type: ignore[arg-type]
    if not limits or any(one.damaged or one.bare or (one.unit and measure_by_unit(one.unit)) for one in limits):
        return False
    known, low = _words(), label.lower()
    said = low.split()
    bare = any(one.unit in _SAY_LITTLE and one.relative == "none" for one in limits)
    if low in known.never or (bare and (low in known.alone or said[0] in known.beginning)):
        return True
    if said[0].isdecimal() and len(said) > 1:
        return True
    if said[-1].endswith("ing") and said[-1] in known.beginning:
        return True  # "atrophy representing > 25 %"
    if not known.clause.isdisjoint(said) or any(part in low for part in known.clauses):
        return True
    kinds = {tag.type for tag in draft.heads}
    if kinds <= _WORDS:
        return len(said) > _LONGEST or _counts_one(draft, limits) or (len(said) == 1 and _doing(low) and _plain(limits))
    return _of_a_finding(draft, low, limits, known)


def undated(label: str) -> bool:
    """Whether words that the catalogue does not know are no name of what has a time of its own: a place, a way, a clause."""
    known, low = _words(), label.lower()
    said = low.split()
    if low in known.undated or said[0] in known.beginning_undated:
        return True
    if not _TOLD.isdisjoint(said):
        return False  # "medications that are toxic to the retina" is a class that can be asked for
    return not known.clause.isdisjoint(said) or any(part in low for part in known.clauses_undated)


def nameless(kind: str, label: str) -> bool:
    """Whether words that the catalogue does not know tell how, where or what a trial does, and name no such thing."""
    known, low = _words().nameless, label.lower()
    if low in known[kind] or (kind != "result" and _numbered().fullmatch(low)):
        return True
    first, _, rest = low.partition(" ")
    return rest.startswith("of ") and first in known["of"] and kind != "result"


def _of_a_finding(draft: Draft, low: str, limits: list[Limits], known: _Words) -> bool:
    """Whether a limit behind a finding or state is of something else ("liver metastases ≤ 3 mg/dL", "stroke more than 3")."""
    last, units = draft.heads[-1], {one.unit for one in limits}
    if last.type == "STATE":
        return not units.isdisjoint(known.of_states)
    if last.type not in _FINDINGS:
        return False
    counted = _plain(limits) and all(map(_few, limits)) and draft.limits[0].start > last.start
    return not units.isdisjoint(known.foreign) or counted


def _few(limit: Limits) -> bool:
    """Whether a limit is a small whole number, as counts and scores are: "fever ≥ 38" and "bradycardia < 50" are neither."""
    bounds = [one.value for one in (limit.lower, limit.upper) if one is not None]
    return all(value <= _MOST and value == int(value) for value in bounds)


def _plain(limits: list[Limits]) -> bool:
    """Whether the limits are numbers without a unit."""
    return all(one.unit is None and one.time is None and one.relative == "none" for one in limits)


def _counts_one(draft: Draft, limits: list[Limits]) -> bool:
    """Whether words are only said to be there once or more ("at least one gene amplification")."""
    first: Tag = draft.limits[0]
    return first.end <= draft.heads[0].start and _plain(limits) and all(one.upper is None and _one(one) for one in limits)


def _one(limit: Limits) -> bool:
    return limit.lower is not None and limit.lower.value == 1


def _doing(word: str) -> bool:
    """Whether one word is a form of a verb."""
    return word.endswith(("ed", "ing"))


@cache
def _numbered() -> re.Pattern[str]:
    """What the number of a visit, an edition or a stage looks like."""
    return re.compile("|".join(read_toml("rules", "words", "unmeasured.toml")["NAMELESS"]["numbered"]))


@cache
def _words() -> _Words:
    table = read_toml("rules", "words", "unmeasured.toml")
    alone, clause, finding, times = table["ALONE"], table["CLAUSE"], table["FINDING"], table["UNDATED"]
    return _Words(
        frozenset([*alone["nouns"], *alone["drinks"]]), frozenset(alone["never"]),
        frozenset(table["BEGINNING"]["words"]), frozenset(clause["words"]),
        tuple(clause["clauses"]), frozenset(finding["not"]), frozenset(finding["state"]),
        frozenset(times["alone"]), frozenset(times["beginning"]), tuple(times["clauses"]), _nameless(table["NAMELESS"]),
    )  # fmt: skip


def _nameless(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """The words that name nothing, by the kind of node that would be called so."""
    said = [word for part in ("ways", "said", "about", "places") for word in table[part]]
    return {
        "condition": frozenset(said), "treatment": frozenset([*said, *table["findings"]]),
        "result": frozenset(table["results"]), "of": frozenset(table["of"]),
    }  # fmt: skip
