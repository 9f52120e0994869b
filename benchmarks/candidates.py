"""Invented candidates against the five founding protocols: how often the verdict is a careful coordinator's.

Run `python -m benchmarks.candidates`; `--misses` lists every difference. The candidates are FHIR R4 bundles under
`tests/candidates`, what is expected of each stands in `expected.toml` there.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

from screener.criteria.protocol import Protocol
from screener.criteria.protocol_file import load_protocol
from screener.reading.compile import compile_text
from screener.records.read import read_records
from screener.screening.options import Options
from screener.screening.options import Stage
from screener.screening.report import Report
from screener.screening.screen import screen

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "candidates"
BUNDLED = ROOT / "rules" / "protocols"
VERBATIM = ROOT.parent / "shared" / "trials"
DECIDED = {"pass", "fail", "eligible", "ineligible", "not-applicable"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One invented candidate and what is expected; a value may allow several, joined by `|`."""

    name: str
    protocol: str
    why: str
    status: str
    index_date: date
    stage: Stage = "prescreen"
    presume: frozenset[str] = frozenset()
    anchors: Mapping[str, date] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a verdict is not the expected one. `grade` is `wrong`, `unknown-instead`, `decided` or `reason`."""

    candidate: str
    place: str
    expected: str
    got: str
    grade: str
    sentence: str


def load_candidates() -> dict[str, Candidate]:
    """The candidates of `expected.toml`, with what each takes over from the one that it is like."""
    table = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
    found: dict[str, Candidate] = {}
    for name, entry in table["candidates"].items():
        found[name] = _candidate(name, entry, found.get(entry.get("like", "")), table["index_date"])
    return found


def _candidate(name: str, entry: Mapping[str, Any], like: Candidate | None, index_date: date) -> Candidate:
    return Candidate(
        name=name,
        protocol=entry["protocol"] if like is None else like.protocol,
        why=entry["why"],
        status=entry["status"],
        index_date=entry.get("index_date", index_date),
        stage=entry.get("stage", "prescreen"),
        presume=frozenset(entry["presume"]) if "presume" in entry or like is None else like.presume,
        anchors=entry.get("anchors", {}),
        findings={**(like.findings if like else {}), **entry.get("findings", {})},
        reasons=entry.get("reasons", {}),
    )


def protocols(folder: Path) -> dict[str, Protocol]:
    """The protocols by id: protocol files and texts of one folder."""
    found: dict[str, Protocol] = {}
    for path in sorted(folder.glob("*.toml")):
        loaded = load_protocol(path)[0]
        if loaded is not None:
            found[path.stem] = loaded
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = compile_text(file.read(), source=path.name)
    return found


def verdict(candidate: Candidate, protocol: Protocol) -> Report:
    """The report on one candidate, read from its bundle."""
    (patient,), _ = read_records(FOLDER / f"{candidate.name}.json")
    options = Options(
        index_date=candidate.index_date,
        stage=candidate.stage,
        anchors=dict(candidate.anchors),
        presume=candidate.presume,
    )
    return screen(protocol, patient, options)


def differences(candidate: Candidate, report: Report) -> Iterator[Difference]:
    """Every finding, reason and the status that is not as expected."""
    seen = {finding.criterion: finding for finding in report.findings}
    for place in sorted(candidate.findings.keys() | seen.keys()):
        expected = candidate.findings.get(place, "no such criterion")
        finding = seen.get(place)
        got = finding.finding if finding else "missing"
        sentence = finding.reason if finding else ""
        if got not in expected.split("|"):
            yield Difference(candidate.name, place, expected, got, grade(expected, got), sentence)
        elif finding and got == "unknown" and candidate.reasons.get(place, "") not in ("", *finding.reasons):
            reasons = ", ".join(finding.reasons)
            yield Difference(candidate.name, place, candidate.reasons[place], reasons, "reason", sentence)
    if report.status not in candidate.status.split("|"):
        graded = grade(candidate.status, report.status)
        yield Difference(candidate.name, "status", candidate.status, report.status, graded, "")


def grade(expected: str, got: str) -> str:
    """How bad a difference is: `wrong` turns a pass and a fail round, `decided` decides what is open."""
    if got not in DECIDED:
        return "unknown-instead"
    return "wrong" if set(expected.split("|")) <= DECIDED else "decided"


def main() -> int:
    """Prints the agreement and, with `--misses`, each difference; ends with 1 if a verdict is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list every difference")
    parser.add_argument("--verbatim", action="store_true", help="compile the registry texts in ../shared/trials")
    parser.add_argument("--only", default="", help="only candidates whose name holds this")
    arguments = parser.parse_args()
    known = protocols(VERBATIM if arguments.verbatim else BUNDLED)
    tally: Counter[str] = Counter()
    for candidate in load_candidates().values():
        if arguments.only not in candidate.name:
            continue
        found = tuple(differences(candidate, verdict(candidate, known[candidate.protocol])))
        tally["candidates"] += 1
        tally["right"] += len(candidate.findings) + 1 - sum(each.grade != "reason" for each in found)
        tally.update(each.grade for each in found)
        for each in found if arguments.misses else ():
            print(f"{each.grade:<16}{each.candidate} {each.place}: expected {each.expected}, got {each.got}")
            print(f"{'':<16}{candidate.why} | {each.sentence}")
    for name in ("candidates", "right", "unknown-instead", "decided", "wrong", "reason"):
        print(f"{name:<16}{tally[name]:>6}")
    return 1 if tally["wrong"] or tally["decided"] else 0


if __name__ == "__main__":
    sys.exit(main())
