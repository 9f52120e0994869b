"""The service over HTTP, timed on one core: compiling, screens a second, the forms. Run `python -m benchmarks.service`."""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.path import machine
from benchmarks.path import timed

HERE = Path(__file__).parent
ROOT = HERE.parent
PROGRAM = [sys.executable, "-c", "from screener.cli.app import main; main()"]
SCREENED = ("NCT04878770", "NCT05488327")
LARGEST = "NCT05488327"
DAY = "2026-03-09"
GOALS = {"compile": "under 100", "screens": "at least 200", "form": "", "start": ""}


def main() -> None:
    """Measures everything and prints one table, or JSON with `--json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="how long each rate is measured")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    found: dict[str, float] = {}
    start = time.perf_counter()
    with service() as line:
        found["start until it listens, s"] = time.perf_counter() - start
        found |= compiling(line)
        found |= forms(line)
        for name in SCREENED:
            found |= screening(line, name, arguments.seconds)
    if arguments.json:
        print(json.dumps({"machine": machine(), "figures": found}, indent=2))
        return
    print(f"{machine()}; the service and its worker on one core")
    for name, value in found.items():
        print(f"{name:<70}{value:>9.2f}   {GOALS[name.split()[0]]}")


@contextmanager
def service() -> Iterator[Line]:
    """A connection to a service with one worker, both bound to one core where the system can do that."""
    pin = (lambda: os.sched_setaffinity(0, {0})) if hasattr(os, "sched_setaffinity") else None
    command = [*PROGRAM, "serve", "--port", "0", "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=pin)
    try:
        assert process.stdout is not None
        yield Line(process.pid, int(process.stdout.readline().split()[4].rpartition(":")[2]))
    finally:
        process.terminate()
        process.wait()


class Line:
    """One connection that stays open, as a program's would."""

    def __init__(self, process: int, port: int) -> None:
        self.process = process
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def used(self) -> float | None:
        """Seconds of processor time of the service and its worker so far; None where the system does not tell."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        if not children.exists():
            return None
        ticks = 0
        for one in (str(self.process), *children.read_text().split()):
            ticks += sum(int(part) for part in Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13])
        return ticks / os.sysconf("SC_CLK_TCK")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> bytes:
        """The body of the answer, which has to be a good one."""
        self.connection.request(method, path, body, {"Content-Type": kind} if body else {})
        answer = self.connection.getresponse()
        found = answer.read()
        assert answer.status == 200, (path, answer.status, found[:300])
        return found


def compiling(line: Line, runs: int = 15) -> dict[str, float]:
    """Milliseconds to compile 20 criteria: as JSON, and as the page with rules beside the text."""
    text = (HERE / "criteria-20.txt").read_text(encoding="utf-8")
    numbers = itertools.count()

    def api() -> None:  # a new text each time: the service keeps the last ones
        found = json.loads(line.ask("POST", "/api/compile", json.dumps({"text": f"{text}\n\n{next(numbers)}"}).encode()))
        assert len(found["criteria"]) >= 20

    def page() -> None:
        body = http_form(text=f"{text}\n\n{next(numbers)}")
        line.ask("POST", "/compile", body, "application/x-www-form-urlencoded")

    measured = {"compile of 20 criteria, warm, JSON, ms": api, "compile of 20 criteria, warm, page, ms": page}
    return {name: median(call, runs) for name, call in measured.items()}


def forms(line: Line) -> dict[str, float]:
    """Milliseconds to the rules of the largest form, the first time and then."""
    path = f"/protocols/{LARGEST}/bundle.json"
    first = 1000 * timed(lambda: line.ask("GET", path))
    return {"form of the largest protocol, first, ms": first, "form again, ms": median(lambda: line.ask("GET", path), 9)}


def screening(line: Line, name: str, seconds: float) -> dict[str, float]:
    """Screens a second: one record a request, and a hundred."""
    records: list[Any] = [json.loads(path.read_text()) for path in sorted((ROOT / "rules/examples" / name).glob("*.json"))]
    found = {}
    for count in (1, 100):
        asked = {"protocol": name, "index_date": DAY}
        shares = [list(itertools.islice(itertools.cycle(records), start, start + count)) for start in range(len(records))]
        turn = itertools.cycle(json.dumps({**asked, "records": share}).encode() for share in shares)
        line.ask("POST", "/api/screen", next(turn))
        done, used, start = 0, line.used(), time.perf_counter()
        while (took := time.perf_counter() - start) < seconds:
            line.ask("POST", "/api/screen", next(turn))
            done += count
        found[f"screens a second, {name}, {count} a request"] = done / took
        if used is not None:
            found[f"screens a second of processor time, {name}, {count} a request"] = done / ((line.used() or 0) - used)
    return found


def median(call: Callable[[], object], runs: int) -> float:
    """The median of several runs, in milliseconds."""
    call()
    return statistics.median(1000 * timed(call) for _ in range(runs))


def http_form(**fields: str) -> bytes:
    """The fields as a browser sends them."""
    return urlencode(fields).encode()


if __name__ == "__main__":
    main()
