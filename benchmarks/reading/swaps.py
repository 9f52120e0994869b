"""Changes of wording that leave a rule as it is, and one name or number for another, as `paraphrase.toml` lists them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Swap:
    """One change of wording; `named` marks a name that the rule has to hold as often as the text does."""

    shape: str
    of: re.Pattern[str]
    to: str
    unless: re.Pattern[str] | None = None
    rule: re.Pattern[str] | None = None
    named: bool = False
    lower: bool = False
    order: bool = False

    def changed(self, text: str, rule: str) -> str | None:
        """The text said the other way; None where there is nothing to change."""
        if not (found := len(self.of.findall(text))) or (self.unless and self.unless.search(text)):
            return None
        if self.rule and not self.rule.search(rule):
            return None
        if self.named and len(self.of.findall(rule)) != found:
            return None
        return text.lower() if self.lower else self.of.sub(self._said, text)

    def done(self, rule: str) -> str:
        """The rule with the change made in all that it quotes, as it is compared."""
        if self.order:
            return " ".join(sorted(re.findall(r"[^\s;()]+", rule.lower())))
        return rule.lower() if self.lower else self.of.sub(self._said, rule)

    def _said(self, found: re.Match[str]) -> str:
        said = found.expand(self.to)
        return said[:1].upper() + said[1:] if found.group()[:1].isupper() else said


@cache
def swaps() -> tuple[Swap, ...]:
    """Every change of the table, in its order."""
    table = tomllib.loads(Path(__file__).with_name("paraphrase.toml").read_text(encoding="utf-8"))
    return tuple(one for change in table["change"] for one in _of_shape(change))


def _of_shape(change: dict[str, Any]) -> Iterator[Swap]:
    for row in change.get("swaps", []):
        unless, rule = (re.compile(row[name], re.IGNORECASE) if name in row else None for name in ("unless", "rule"))
        of = re.compile(row["of"], re.IGNORECASE)
        yield Swap(change["shape"], of, row.get("to", ""), unless, rule, lower="lower" in row, order="order" in row)
    for old, new in change.get("pairs", []):
        yield Swap(change["shape"], _name(old), new, _name(new), named=True)


def _name(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
