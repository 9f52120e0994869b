"""Loads the third sample: sentences of the registry with patients, and what a pre-screener would decide about each.

The facts of a patient are written as in the statements of `tests/corpus`, and read by the same code.
"""

from __future__ import annotations

import importlib
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from typing import cast

from benchmarks.reading.sample import FOLDER
from screener.core.span import Span
from screener.criteria.protocol import Category
from screener.records.patient import Patient

THIRD = FOLDER / "third.txt"
TESTS = Path(__file__).resolve().parents[2] / "tests"
INDEX_DATE = date(2026, 3, 9)
Verdict = Literal["met", "not met", "unknown"]

_HEAD = re.compile(r"== (?P<trial>\S+) (?P<start>\d+)-(?P<end>\d+) (?P<print>[0-9a-f]{12}) (?P<side>inclusion|exclusion)$")
_PATIENT = re.compile(r"(?P<facts>\S.*?)\s{2,}(?P<verdict>not met|met|unknown)(?:\s+#.*)?$")


@dataclass(frozen=True, slots=True)
class Vignette:
    """A patient in a line: the facts that the record holds, and the verdict expected."""

    facts: tuple[str, ...]
    expected: Verdict

    def patient(self) -> tuple[Patient, frozenset[str]]:
        """The record, and the domains that the caller presumes complete."""
        if str(TESTS) not in sys.path:
            sys.path.insert(0, str(TESTS))
        made = importlib.import_module("facts").patient_of(self.facts, None, INDEX_DATE, by_words=True)
        return cast(tuple[Patient, frozenset[str]], made)

    def __str__(self) -> str:
        return "; ".join(self.facts) or "nothing recorded"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a trial's text with its side and its patients."""

    nct_id: str
    span: Span
    print: str
    category: Category
    about: str
    vignettes: tuple[Vignette, ...]


def load_vignettes(file: Path = THIRD) -> list[Sentence]:
    """The sentences of the file, in its order."""
    return sentences(file.read_text(encoding="utf-8"))


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text; a line that fits nothing is an error that names it."""
    blocks: list[tuple[re.Match[str], list[str], list[Vignette]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, patient = _HEAD.match(line), _PATIENT.match(line)
        if head:
            blocks.append((head, [], []))
        elif blocks and line.startswith("about "):
            blocks[-1][1].append(line.removeprefix("about ").strip())
        elif blocks and patient:
            facts = tuple(fact.strip() for fact in patient["facts"].split(";"))
            verdict = cast(Verdict, patient["verdict"])
            blocks[-1][2].append(Vignette(() if facts == ("-",) else facts, verdict))
        else:
            raise ValueError(f"line {number}: neither a sentence's head nor facts and a verdict: {line}")
    return [
        Sentence(
            head["trial"],
            Span(int(head["start"]), int(head["end"])),
            head["print"],
            cast(Category, head["side"]),
            " ".join(about),
            tuple(vignettes),
        )
        for head, about, vignettes in blocks
    ]
