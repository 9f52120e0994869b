"""The words and codes that records are written with, from `rules/words/records.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from typing import Literal
from typing import cast

from screener.catalog.words import words
from screener.core.data import read_toml
from screener.records.patient import Code
from screener.records.patient import Domain

Outcome = Literal["positive", "negative", "normal", "abnormal", "indeterminate"]


@dataclass(frozen=True, slots=True)
class StateAnswers:
    """Which answers to a coded observation say that a state holds (`yes`) or does not (`no`)."""

    concept: str
    yes: frozenset[str]
    no: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed lists of `rules/words/records.toml`, ready for look-up by folded words or by `system|code`."""

    systems: dict[str, str]
    missing: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    none: frozenset[str]
    never: frozenset[str]
    columns: dict[tuple[str, ...], str]
    anchors: dict[tuple[str, ...], str]
    results: dict[str, Outcome]
    result_codes: dict[str, Outcome]
    interpretations: dict[str, Outcome]
    states: dict[str, StateAnswers]
    class_codes: dict[str, tuple[str, str]]
    history_codes: dict[str, str]
    family_codes: dict[str, str]
    none_known: dict[str, Domain]
    none_known_partly: dict[str, str]
    list_domains: dict[str, Domain]
    severities: dict[str, str]
    routes: dict[str, str]
    responses: dict[str, str]
    forms: dict[str, str]
    salts: frozenset[str]
    drug_forms: frozenset[str]
    timings: dict[str, tuple[int, str]]


@cache
def vocabulary() -> Vocabulary:
    """The words of records, read once."""
    data: dict[str, Any] = read_toml("rules", "words", "records.toml")
    cells, drugs = data["cells"], data["drugs"]
    return Vocabulary(
        systems=data["systems"],
        missing=frozenset(cells["missing"]),
        yes=frozenset(cells["yes"]),
        no=frozenset(cells["no"]),
        none=frozenset(cells["none"]),
        never=frozenset(cells["never"]),
        columns={words(name): role for role, names in data["columns"].items() for name in names},
        anchors={words(name): anchor for anchor, names in data["anchors"].items() for name in names},
        results={word: cast(Outcome, outcome) for outcome, listed in data["results"].items() for word in listed},
        result_codes=data["result_codes"],
        interpretations=data["interpretations"],
        states=_states(data["states"]),
        class_codes={key: (pair[0], pair[1]) for key, pair in data["class_codes"].items()},
        history_codes=data["history_codes"],
        family_codes=data["family_codes"],
        none_known=data["none_known"],
        none_known_partly=data["none_known_partly"],
        list_domains=data["list_domains"],
        severities=data["severities"],
        routes=data["routes"],
        responses={word: name for name, listed in data["responses"].items() for word in listed},
        forms=data["forms"],
        salts=frozenset(drugs["salts"]),
        drug_forms=frozenset(drugs["forms"]),
        timings={name.lower(): (pair[0], pair[1]) for name, pair in data["timings"].items()},
    )


def _states(records: list[dict[str, Any]]) -> dict[str, StateAnswers]:
    return {
        code: StateAnswers(record["concept"], frozenset(record["yes"]), frozenset(record["no"]))
        for record in records
        for code in record["codes"]
    }


def keys(codes: Iterable[Code]) -> tuple[str, ...]:
    """The codes as `system|code`, the form in which the lists hold them."""
    return tuple(f"{code.system}|{code.code}" for code in codes)


def listed_code(codes: Iterable[Code], listed: dict[str, str]) -> str | None:
    """What a list says of the first code that is in it, by the code itself or the longest prefix (`Z85*`)."""
    for key in keys(codes):
        for length in range(len(key), 0, -1):
            found = listed.get(key) if length == len(key) else None
            if found := found or listed.get(f"{key[:length]}*"):
                return found
    return None


def outcome_of(text: str, codes: Iterable[Code] = ()) -> Outcome | None:
    """The result that a coded or written answer is, None if it is none of the listed ones."""
    listed = vocabulary()
    for key in keys(codes):
        if key in listed.result_codes:
            return listed.result_codes[key]
    return listed.results.get(" ".join(text.lower().split()).removesuffix("."))
