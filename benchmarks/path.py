"""The whole path, timed: start-up, compiling, deciding, memory. Run `python -m benchmarks.path`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
PROTOCOL = "NCT04878770"
RECORD = Path("rules/examples") / PROTOCOL / "anna.json"
INDEX_DATE = date(2026, 3, 9)
PROGRAM = [sys.executable, "-c", "from screener.cli.app import main; main()"]
GOALS = {
    "start of `screener --help`, s": "at most 0.30",
    "compile of 20 criteria, warm, ms": "at most 50",
    "criterion evaluations a second": "at least 2000",
    "peak memory of `screener screen`, MB": "",
}


def main() -> None:
    """Measures everything and prints one table, or JSON with `--json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="how often each is measured; the median counts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    measured = dict(zip(GOALS, (start_up, compiling, deciding, memory), strict=True))
    found = {name: statistics.median(each(arguments.runs)) for name, each in measured.items()}
    if arguments.json:
        print(json.dumps({"machine": machine(), "runs": arguments.runs, "medians": found}, indent=2))
        return
    print(f"{machine()}; median of {arguments.runs} runs")
    for name, value in found.items():
        print(f"{name:<40}{value:>10.2f}   {GOALS[name]}")


def machine() -> str:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = named[0].split(":", 1)[1].strip() if named else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def start_up(runs: int) -> list[float]:
    """Seconds from nothing to the end of `--help`, each in a new process."""
    subprocess.run([*PROGRAM, "--help"], check=True, stdout=subprocess.DEVNULL)
    return [
        timed(lambda: subprocess.run([*PROGRAM, "--help"], check=True, stdout=subprocess.DEVNULL)) for _ in range(runs)
    ]


def compiling(runs: int) -> list[float]:
    """Milliseconds to compile a text of 20 criteria, once everything is loaded."""
    from screener.reading.compile import compile_text

    text = (HERE / "criteria-20.txt").read_text(encoding="utf-8")
    compiled = compile_text(text, source="criteria-20.txt")
    assert len(compiled.criteria) == 20, f"the text has 20 criteria, {len(compiled.criteria)} were read"
    return [1000 * timed(lambda: compile_text(text, source="criteria-20.txt")) for _ in range(runs)]


def deciding(runs: int) -> list[float]:
    """Criterion evaluations a second, one record against one protocol, report with full trace and JSON each time."""
    from screener.cli.shared import bundled
    from screener.cli.shared import load_reviewed
    from screener.records.read import read_records
    from screener.screening.options import Options
    from screener.screening.report import report_to_json
    from screener.screening.screen import screen

    protocol = load_reviewed(bundled()[PROTOCOL])
    (patient,), _ = read_records(HERE.parent / RECORD)
    options = Options(index_date=INDEX_DATE)
    times = 50

    def once() -> None:
        for _ in range(times):
            report_to_json(screen(protocol, patient, options))

    once()
    return [times * len(protocol.criteria) / timed(once) for _ in range(runs)]


def memory(runs: int) -> list[float]:
    """Peak resident megabytes of a process that screens the protocol's example records."""
    code = (
        "import sys, resource; from screener.cli.app import app; "
        f"app(['screen', '{PROTOCOL}', '--examples', '--format', 'json'], standalone_mode=False); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    peaks = []
    for _ in range(max(1, runs // 2)):
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        peaks.append(int(done.stderr.split()[-1]) / (1024 if sys.platform != "darwin" else 1024**2))
    return peaks


def timed(call: Callable[[], object]) -> float:
    """Seconds that the call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
