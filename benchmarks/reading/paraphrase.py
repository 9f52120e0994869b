"""Says criteria in other words and asks whether they are read alike: where two rules differ, one of them is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator

from benchmarks.reading.corpora import Trial
from benchmarks.reading.reader import Reader
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.swaps import Swap
from benchmarks.reading.swaps import swaps
from screener.criteria.notation import print_rule
from screener.criteria.protocol import Category

LONGEST = 400
"""Criteria with more characters than this are left out."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ASKED = re.compile(r"\b(?:judgement|unread)\b")
_NUMBER = re.compile(r"(?:[<>]=? )?(?<![\w.-])\d+(?:\.\d+)?")


def score_paraphrases(trials: Iterable[Trial], reader: Reader) -> list[Tally]:
    """A row a shape of change: how many pairs there were and how many were read alike."""
    rows = {swap.shape: Tally("paraphrase", swap.shape) for swap in swaps()}
    for where, category, text in _criteria(trials, reader):
        rule = _rule(text, category, reader)
        for swap in swaps():
            other = swap.changed(text, rule)
            if other is not None and other != text:
                _compare(rows[swap.shape], swap, (where, category, text, rule), (other, _rule(other, category, reader)))
    return list(rows.values())


def _criteria(trials: Iterable[Trial], reader: Reader) -> Iterator[tuple[str, Category, str]]:
    """Each criterion of one line, once."""
    met: set[str] = set()
    for trial in trials:
        for criterion in reader(trial.text, source=trial.nct_id).criteria:
            text = criterion.text.strip()
            if "\n" not in text and len(text) <= LONGEST and text not in met:
                met.add(text)
                yield trial.nct_id, criterion.category, text


def _rule(text: str, category: Category, reader: Reader) -> str:
    return "; ".join(print_rule(criterion.node) for criterion in reader(text, category=category).criteria)


def _compare(row: Tally, swap: Swap, before: tuple[str, Category, str, str], after: tuple[str, str]) -> None:
    where, category, text, rule = before
    kind = difference(*(swap.done(one.replace("\\", "")) for one in (rule, after[1])))
    row.gold += 1
    row.found += kind is None
    if kind is not None:
        row.note(kind)
        sentence = f"[{category}] {text}\n         -> {after[0]}"
        row.misses.append(Miss("wrong" if kind == "limits" else kind, f"{where}, {swap.of.pattern!r}", sentence, rule, after[1]))


def difference(one: str, other: str) -> str | None:
    """How two rules differ: in the words quoted, in what is asked, in the numbers compiled, or else; None where they agree."""
    if _plain(one) == _plain(other):
        return None
    bare, bare_other = (_plain(_QUOTED.sub('""', rule)) for rule in (one, other))
    if bare == bare_other:
        return "words"
    if len(_ASKED.findall(bare)) != len(_ASKED.findall(bare_other)):
        return "asked"
    return "limits" if sorted(_NUMBER.findall(bare)) != sorted(_NUMBER.findall(bare_other)) else "else"


def _plain(rule: str) -> str:
    """The rule without its quotes, hyphens and ends, in small letters."""
    return " ".join(rule.casefold().replace('"', "").replace("-", " ").strip(" .;").split())
