"""How many questions a form takes until the status is settled: as the text has them, in our order, in a searched order.

Run `python -m benchmarks.forms`. Candidates are made up by the chances of `rules/form-priors.toml`. The search tries
moves of one question or of a few neighbours, from our order and from that of the text, on candidates of its own; all
three orders are then measured on the same thousand others, so that the search cannot profit from knowing them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from typing import NamedTuple

from screener.cli.shared import bundled
from screener.cli.shared import load_reviewed
from screener.forms.crowd import Crowd
from screener.forms.crowd import crowd
from screener.forms.order import facts_first
from screener.forms.order import text_order
from screener.forms.questionnaire import questionnaire

MEASURED, SEARCHED = 1, 2
GOAL = 5.0
"""Our order may take so many percent more questions than the searched one."""


class Result(NamedTuple):
    """Mean questions of one protocol, and how far ours is from the searched order, in percent."""

    protocol: str
    questions: int
    text: float
    ours: float
    searched: float
    percent: float
    seconds: float


def main() -> None:
    """Measures the bundled protocols and prints one table, or JSON with `--json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patients", type=int, default=1000, help="made-up candidates for each protocol")
    parser.add_argument("--moves", type=int, default=1500, help="moves that the search tries from each start")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    results = [measured(name, arguments.patients, arguments.moves) for name in bundled()]
    if arguments.json:
        print(json.dumps([result._asdict() for result in results], indent=2))
        return
    print(f"mean questions until the status is settled; {arguments.patients} made-up candidates each")
    print(f"{'protocol':<18}{'questions':>10}{'text':>8}{'ours':>8}{'search':>8}{'ours vs search':>16}")
    for one in results:
        print(f"{one.protocol:<18}{one.questions:>10}{one.text:>8.2f}{one.ours:>8.2f}{one.searched:>8.2f}{one.percent:>15.1f}%")
    print(f"goal: ours within {GOAL:g} % of the searched order")


def measured(name: str, patients: int, moves: int) -> Result:
    """The three orders of one protocol, on the same candidates."""
    start = time.perf_counter()
    form = questionnaire(load_reviewed(bundled()[name]))
    people, own = crowd(form, patients, MEASURED), crowd(form, 4 * patients, SEARCHED)
    found = [search(own, first, moves) for first in (form.order, text_order(form))]
    best = min(found, key=own.questions)
    text, ours, searched = (people.questions(order) for order in (text_order(form), form.order, best))
    percent = 100 * (ours / searched - 1)
    return Result(name, len(form.order), text, ours, searched, percent, time.perf_counter() - start)


def search(people: Crowd, first: Sequence[str], moves: int) -> tuple[str, ...]:
    """The best order found by trying so many moves, each kept where it is no worse."""
    draw = random.Random(moves)
    best, fewest = list(first), people.questions(first)
    for _ in range(moves):
        tried = facts_first(people.form, moved(best, draw))
        asked = people.questions(tried)
        if asked <= fewest:
            best, fewest = tried, asked
    return tuple(best)


def moved(order: Sequence[str], draw: random.Random) -> list[str]:
    """The order with one question, or up to five neighbours, put elsewhere."""
    size = 1 if draw.random() < 0.8 else draw.randint(2, 5)
    at = draw.randrange(len(order))
    taken, rest = list(order[at : at + size]), [*order[:at], *order[at + size :]]
    to = draw.randint(0, len(rest))
    return [*rest[:to], *taken, *rest[to:]]


if __name__ == "__main__":
    main()
