"""Prints the rows as a plain table, and the worst misses on request."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence

from benchmarks.reading.chia_logic import balanced
from benchmarks.reading.score import Tally


def table(tallies: Sequence[Tally]) -> str:
    """One line a row: corpus, shape, gold, recall, precision, F1, and further shares."""
    rows = [("corpus", "shape", "gold", "recall", "precision", "F1", "further")]
    rows += [_row(tally) for tally in tallies]
    widths = [max(len(row[at]) for row in rows) for at in range(6)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].ljust(widths[1])]
        cells += [row[at].rjust(widths[at]) for at in range(2, 6)]
        lines.append("  ".join([*cells, row[6]]).rstrip())
    lines.insert(1, "-" * len(lines[0]))
    return "\n".join(lines)


def _row(tally: Tally) -> tuple[str, str, str, str, str, str, str]:
    shares = [f"{name} {good / total:.3f}" for name, (good, total) in tally.extras.items() if total]
    even = balanced(tally)
    if even is not None:
        shares.append(f"balanced {even:.3f}")
    notes = [
        f"{name} {amount:g}" if isinstance(amount, int | float) else f"{name} {amount}"
        for name, amount in tally.notes.items()
    ]
    gold = f"{tally.gold:g}" if tally.gold else ""
    further = "; ".join([*shares, *notes])
    return tally.corpus, tally.shape, gold, _share(tally.recall), _share(tally.precision), _share(tally.f1), further


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def misses(tallies: Iterable[Tally], count: int, shape: str) -> str:
    """Up to `count` misses of every row whose name holds `shape`; wrong ones first, as they harm most."""
    lines: list[str] = []
    for tally in tallies:
        if shape.casefold() not in f"{tally.corpus} {tally.shape}".casefold():
            continue
        for miss in sorted(tally.misses, key=lambda miss: miss.kind != "wrong")[:count]:
            lines.append(f"{tally.corpus}, {tally.shape}: {miss.kind} in {miss.where}")
            lines.append(f"  text      {miss.sentence}")
            lines.append(f"  expected  {miss.gold}")
            lines.append(f"  compiled  {miss.compiled}")
    return "\n".join(lines) or f"no misses of a shape named {shape!r}"
