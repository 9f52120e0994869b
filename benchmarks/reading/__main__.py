"""Runs the reading benchmarks: `python -m benchmarks.reading [chia|leaf|forms|registry|sample|decisions|paraphrase|all]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.reading import corpora
from benchmarks.reading.chia import score_chia
from benchmarks.reading.decisions import score_decisions
from benchmarks.reading.forms import score_forms
from benchmarks.reading.leaf import score_leaf
from benchmarks.reading.paraphrase import score_paraphrases
from benchmarks.reading.reader import DEFAULT
from benchmarks.reading.reader import Reader
from benchmarks.reading.reader import load_reader
from benchmarks.reading.registry import score_length
from benchmarks.reading.registry import score_registry
from benchmarks.reading.report import misses
from benchmarks.reading.report import table
from benchmarks.reading.sample import load_sample
from benchmarks.reading.sample import score_sample
from benchmarks.reading.score import Tally
from benchmarks.reading.vignettes import load_vignettes

Row = TypeVar("Row")


def _first(rows: Iterable[Row], limit: int | None) -> Iterable[Row]:
    return islice(rows, limit)


def _chia(folder: Path, reader: Reader, limit: int | None) -> list[Tally]:
    return score_chia(_first(corpora.chia(folder), limit), reader)


def _leaf(folder: Path, reader: Reader, limit: int | None) -> list[Tally]:
    return score_leaf(_first(corpora.leaf(folder), limit), reader)


def _forms(folder: Path, reader: Reader, limit: int | None) -> list[Tally]:
    return score_forms(_first(corpora.forms(folder), limit), reader)


def _registry(folder: Path, reader: Reader, limit: int | None) -> list[Tally]:
    reader("Inclusion Criteria:\n- Age 18 years or older\n")  # warm: grammars and catalogue load once
    rows = score_registry(_first(corpora.registry(folder), limit), reader)
    return rows + score_length(corpora.registry(folder), reader)


def _sample(folder: Path, reader: Reader, limit: int | None) -> list[Tally]:
    return score_sample(_first(load_sample(), limit), corpora.registry(folder), reader)


def _decisions(folder: Path, reader: Reader, limit: int | None) -> list[Tally]:
    return score_decisions(_first(load_vignettes(), limit), corpora.registry(folder), reader)


RUNS: dict[str, Callable[[Path, Reader, int | None], list[Tally]]] = {
    "chia": _chia,
    "leaf": _leaf,
    "forms": _forms,
    "registry": _registry,
    "sample": _sample,
    "decisions": _decisions,
}
"""What `all` runs."""


def _paraphrases(given: argparse.Namespace, reader: Reader) -> list[Tally]:
    trials = corpora.trials(given.trials) if given.trials else corpora.registry(given.corpora)
    return score_paraphrases(islice(trials, 0, given.limit, given.every), reader)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("corpus", nargs="?", default="all", choices=[*RUNS, "paraphrase", "all"])
    parser.add_argument("--corpora", type=Path, default=corpora.DEFAULT_FOLDER, help="folder of the corpus files")
    parser.add_argument(
        "--misses", nargs=2, metavar=("N", "SHAPE"), help="show N misses of the rows whose name holds SHAPE"
    )
    parser.add_argument("--limit", type=int, help="read only the first LIMIT records of each corpus")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="paraphrase: only every Nth trial")
    parser.add_argument("--trials", type=Path, help="paraphrase: the trials of this file in place of the registry's")
    parser.add_argument("--json", type=Path, help="also write the rows as JSON to this file")
    parser.add_argument("--reader", default=DEFAULT, help="the reader to measure, as module:function")
    return parser


def main() -> int:
    """Prints the table; 2 when the corpora are not there."""
    given = _arguments().parse_args()
    if not (given.trials or given.corpora).exists():
        print(f"no corpora in {given.trials or given.corpora}; name their folder with --corpora", file=sys.stderr)
        return 2
    reader = load_reader(given.reader)
    if given.corpus == "paraphrase":
        tallies = _paraphrases(given, reader)
    else:
        names = list(RUNS) if given.corpus == "all" else [given.corpus]
        tallies = [tally for name in names for tally in RUNS[name](given.corpora, reader, given.limit)]
    print(table(tallies))
    if given.misses:
        print()
        print(misses(tallies, int(given.misses[0]), given.misses[1]))
    if given.json:
        given.json.write_text(json.dumps([tally.to_json() for tally in tallies], indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
