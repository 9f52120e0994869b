"""The parse tree of a rule to limits, units and windows; the first half of its builder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from typing import NamedTuple
from typing import get_args

from lark import Token
from lark import Transformer
from lark import Tree

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import NOWHERE
from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.notation_words import TIME_WORDS
from screener.criteria.notation_words import UNIT_WORDS
from screener.criteria.vocabulary import Vocabulary

_TIME = {spelling: unit for unit, plural in TIME_WORDS.items() for spelling in (unit, plural)}
_UNITS = {spelling: code for code, plural in UNIT_WORDS.items() for spelling in (plural, plural[:-1])}


class Clause(NamedTuple):
    """One clause: the field of the node that it fills, with what, the word that opens it, and where it stands."""

    field: str
    data: Any
    word: str = ""
    span: Span = NOWHERE


class LimitBuilder(Transformer[Token, Any]):
    """Makes limits, units and windows; it collects issues instead of stopping at the first."""

    def __init__(self, names: Vocabulary) -> None:
        super().__init__()
        self.names = names
        self.issues: list[Issue] = []

    def refuse(self, code: str, message: str, place: Token | Span, hint: str) -> None:
        """Notes a mistake at a token or a span."""
        span = Span(place.start_pos or 0, place.end_pos or 0) if isinstance(place, Token) else place
        self.issues.append(replace(issue(code, message, span, hint=hint), severity="error"))

    def _call_userfunc(self, tree: Tree[Token], new_children: list[Any] | None = None) -> Any:
        made = super()._call_userfunc(tree, new_children)  # type: ignore[no-untyped-call]
        if isinstance(made, Clause):
            return made._replace(span=Span(tree.meta.start_pos, tree.meta.end_pos))
        return made

    def string(self, token: Token) -> str:
        """The words between the quotes of a token, escapes undone."""
        try:
            return str(json.loads(f'"{token[1:-1]}"', strict=False))
        except ValueError:
            self.refuse(
                "quote-escape", "a backslash escape in the quotes is not known", token, "write \\\\ for a backslash"
            )
            return ""

    def choice(self, token: Token, allowed: tuple[str, ...], what: str) -> str:
        """The word, if it is one of those allowed."""
        if str(token) not in allowed:
            self.refuse("word-unknown", f"`{token}` is not {what}", token, f"write {', '.join(allowed)}")
            return allowed[0]
        return str(token)

    def text(self, token: Token) -> str:
        """A word as it stands, or what a quotation holds."""
        return self.string(token) if token.type == "STRING" else str(token)

    # limits and units

    def one(self, parts: list[Any]) -> Clause:
        """`>= 6`."""
        sign, number = parts
        bound = n.Bound(Decimal(number), sign in (">=", "<=", "="))
        lower = bound if sign[0] in ">=" else None
        upper = bound if sign[0] in "<=" else None
        return Clause("limits", (lower, upper), str(sign))

    def two(self, parts: list[Any]) -> Clause:
        """`> 2 and <= 18`."""
        first, second = self.one(parts[:2]), self.one(parts[2:])
        lowers = [each for each in (first.data[0], second.data[0]) if each is not None]
        uppers = [each for each in (first.data[1], second.data[1]) if each is not None]
        if len(lowers) != 1 or len(uppers) != 1:
            hint = "write one lower and one upper limit, as in > 2 and <= 18"
            self.refuse("limit-twice", "two limits on one side", _across(parts), hint)
            return first
        return Clause("limits", (lowers[0], uppers[0]), "")

    def range(self, parts: list[Any]) -> Clause:
        """`2..18`."""
        low, _, high = parts
        return Clause("limits", (n.Bound(Decimal(low), True), n.Bound(Decimal(high), True)), "")

    def measured(self, parts: list[Any]) -> Clause:
        """Any value at all."""
        return Clause("limits", (None, None), "measured")

    def unit(self, parts: list[Any]) -> Clause:
        """A unit of the vetted table, as its UCUM code."""
        token = parts[0]
        code = _UNITS.get(token) or ("1" if token == "1" else self.names.unit_code(str(token)))
        if token == "or":
            hint = "write any of (…; …)"
            self.refuse("separator-wrong", "`or` does not join parts", token, hint)
        elif code is None:
            near = self.names.near_units(str(token))
            hint = f"write {' or '.join(near)}" if near else f'put a unit of your own in quotes: "{token}"'
            self.refuse("unit-unknown", f"`{token}` is not a unit of the table", token, hint)
        return Clause("unit", code, str(token))

    def quoted_unit(self, parts: list[Any]) -> Clause:
        """A unit taken as it is written."""
        return Clause("unit", self.string(parts[0]), "")

    def no_unit(self, parts: list[Any]) -> Clause:
        """The text gives no unit."""
        return Clause("unit", None, "?")

    def relative(self, parts: list[Any]) -> Clause:
        """`x ULN`, `of predicted`."""
        allowed = tuple(word for word in get_args(n.RelativeTo) if word != "none")
        return Clause("relative_to", self.choice(parts[0], allowed, "what a limit is relative to"), "of")

    def change(self, parts: list[Any]) -> Clause:
        """Gain, loss or either."""
        return Clause("change", str(parts[0]), str(parts[0]))

    def outcome(self, parts: list[Any]) -> Clause:
        """What a test showed."""
        return Clause("outcome", str(parts[0]))

    def having(self, parts: list[Any]) -> str:
        """The first word of a condition."""
        return str(parts[0])

    treated = kind = vaccinated = side = having

    # windows

    def amount(self, parts: list[Any]) -> n.Window:
        """`5 years`, `< 5 years`, `5..10 years`; `*` is no number."""
        sign, unit = parts[0], self.time(parts[-1])
        numbers = [None if part.type == "STAR" else Decimal(part) for part in parts if part.type in ("NUMBER", "STAR")]
        far = numbers[1] if len(numbers) > 1 else None
        strict = sign.type == "CMP" and sign in ("<", ">")
        return n.Window(numbers[0], unit, not strict, value2=far)

    def time(self, token: Token) -> Any:
        """The calendar unit that a word says."""
        unit = _TIME.get(UNIT_WORDS.get(token, str(token)))
        if unit is None:
            hint = f"write {', '.join(TIME_WORDS.values())}"
            self.refuse("time-unit-unknown", f"`{token}` is not a unit of time", token, hint)
            return "day"
        return unit

    def value(self, parts: list[Any]) -> str:
        """A word or a quoted text."""
        return self.text(parts[0])

    def _window(self, word: str, direction: Any, parts: Sequence[Any]) -> Clause:
        amount = next((part for part in parts if isinstance(part, n.Window)), n.Window())
        anchors = [part for part in parts if isinstance(part, str)]
        anchor = anchors[-1] if anchors else "index"
        made = n.Window(amount.value, amount.unit, amount.inclusive, anchor, direction, amount.value2)
        return Clause("window", made, word)

    def within(self, parts: list[Any]) -> Clause:
        """`within 5 years before screening`."""
        return self._window("within", parts[1] if len(parts) > 1 else "before", parts)

    def any_time(self, parts: list[Any]) -> Clause:
        """`any-time before screening`."""
        return self._window("any-time", parts[0], parts)

    def until(self, parts: list[Any]) -> Clause:
        """`until 8 weeks before baseline`."""
        return self._window("until", "until", parts)

    def from_(self, parts: list[Any]) -> Clause:
        """`from 8 weeks after surgery`."""
        return self._window("from", "from", parts)

    def at(self, parts: list[Any]) -> Clause:
        """`at screening`."""
        return self._window("at", "at", parts)

    def during(self, parts: list[Any]) -> Clause:
        """`during study`."""
        return self._window("during", "during", parts)


def _across(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start_pos or 0, tokens[-1].end_pos or 0)
