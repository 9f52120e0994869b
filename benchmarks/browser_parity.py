"""Decides generated answers in the browser's module under Node and in the reference, and counts where they differ.

`python -m benchmarks.browser_parity` runs 100,000 cases: a quarter over the bundled protocols, the rest over protocols made
up out of the catalogue, of every kind of node. With `--trials FILE`, a JSON-lines file of registry records (field
`criteria`), up to half of all cases are over what these texts compile to. The exit code is 1 if any case differs.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from screener.core.data import folder
from screener.criteria.protocol_file import load_protocol
from screener.reading.compile import compile_text

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol

TESTS = Path(__file__).resolve().parent.parent / "tests"
EACH = 50
"""Cases for each protocol that is not bundled."""
BUNDLED = ("NCT04878770", "NCT05488327", "NL74270.018.20", "NCT01122914", "NCT04946669")


def main() -> int:
    """Runs the cases and prints how many differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--trials", type=Path, help="registry records, one JSON object a line (may be gzipped)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    node = shutil.which("node")
    if node is None:
        sys.stderr.write("Node is needed (Debian's package nodejs).\n")
        return 2
    sys.path.insert(0, str(TESTS))
    tools, made = importlib.import_module("browser_for_tests"), importlib.import_module("made_up_protocols")
    dice = random.Random(options.seed)
    start, done, differ = time.perf_counter(), 0, 0
    with tempfile.TemporaryDirectory() as place:
        browser = tools.Browser(node, tools.write_module(Path(place)))
        for protocol, share in _protocols(options.trials, options.cases, lambda: made.made_up(dice)):
            share = min(share, options.cases - done)
            for case in tools.disagreements(browser, protocol, share, dice):
                differ += 1
                sys.stdout.write(f"{protocol.id}: {json.dumps(_difference(case), ensure_ascii=False)}\n")
            done += share
            if done >= options.cases:
                break
        browser.close()
    seconds = time.perf_counter() - start
    sys.stdout.write(f"{done:,} cases, {differ} disagreements, {seconds:.0f} s\n")
    return 1 if differ else 0


def _difference(case: dict[str, Any]) -> dict[str, Any]:
    """What was asked, and the findings in which the two differ."""
    one, two = case["reference"], case["browser"]
    pairs = zip(one["findings"], two.get("findings", []), strict=False)
    return {"findings": [pair for pair in pairs if pair[0] != pair[1]], "error": two.get("error"), **case["asked"]}


def _protocols(trials: Path | None, cases: int, made_up: Callable[[], Protocol]) -> Iterator[tuple[Protocol, int]]:
    """Protocols with the number of cases for each: the bundled ones, then registry texts, then made-up ones."""
    for name in BUNDLED:
        yield _bundled(name), max(1, cases // 20)
    left = cases // 2
    for text in _texts(trials):
        protocol = compile_text(text)
        if protocol.criteria:
            yield protocol, EACH
            left -= EACH
        if left <= 0:
            break
    while True:
        yield made_up(), EACH


def _bundled(name: str) -> Protocol:
    protocol, issues = load_protocol(Path(str(folder("rules").joinpath("protocols", f"{name}.toml"))))
    if protocol is None:
        raise SystemExit(f"{name} cannot be read: {[issue.code for issue in issues]}")
    return protocol


def _texts(trials: Path | None) -> Iterator[str]:
    if trials is None:
        return
    data = trials.read_bytes()
    text = (gzip.decompress(data) if trials.suffix == ".gz" else data).decode("utf-8")
    for line in text.splitlines():
        yield str(json.loads(line).get("criteria") or "")


if __name__ == "__main__":
    sys.exit(main())
