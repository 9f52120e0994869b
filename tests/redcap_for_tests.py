"""Reads REDCap's logic: enough of it to run calculated fields and branching, and strict about blanks.

A comparison by size with a blank field is an error, as REDCap may take a blank for zero: every such comparison has to be
guarded by `[field] <> ''` before it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

TOKEN = re.compile(r"\s*(?:(\[[a-z][a-z0-9_]*(?:\(\d+\))?\])|('[^']*'|\"[^\"]*\")|(\d+(?:\.\d+)?)|(<>|<=|>=|[=<>+*/(),-])|([a-z]+))")


class UnguardedError(Exception):
    """A blank was compared by size."""


def run(expression, row):
    """The value of an expression for the fields of one record; a field that is absent is blank."""
    reader = _Reader(list(_tokens(expression)), row)
    value = reader.either()()
    assert reader.at == len(reader.tokens), f"something is left over: {reader.tokens[reader.at:]}"
    return value


def _tokens(text):
    at = 0
    while at < len(text.rstrip()):
        found = TOKEN.match(text, at)
        assert found, f"not REDCap logic: {text[at:at + 40]!r}"
        at = found.end()
        yield found[found.lastindex]


class _Reader:
    """A reader by recursive descent; every part is read into a function, so that `if` takes one branch only."""

    def __init__(self, tokens, row):
        self.tokens, self.row, self.at = tokens, row, 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *expected):
        token = self.peek()
        assert token is not None
        assert not expected or token in expected, f"{token!r} where {expected} should be"
        self.at += 1
        return token

    def either(self):
        first = self.both()
        while self.peek() == "or":
            self.take()
            first = self._join(first, self.both(), lambda a, b: bool(a()) or bool(b()))
        return first

    def both(self):
        first = self.compared()
        while self.peek() == "and":
            self.take()
            first = self._join(first, self.compared(), lambda a, b: bool(a()) and bool(b()))
        return first

    def compared(self):
        first = self.sum()
        if self.peek() in ("=", "<>", "<", ">", "<=", ">="):
            sign = self.take()
            return self._join(first, self.sum(), lambda a, b: compare(a(), sign, b()))
        return first

    def sum(self):
        first = self.product()
        while self.peek() in ("+", "-"):
            sign = self.take()
            first = self._join(first, self.product(), lambda a, b, s=sign: number(a()) + number(b()) * (1 if s == "+" else -1))
        return first

    def product(self):
        first = self.one()
        while self.peek() == "*":
            self.take()
            first = self._join(first, self.one(), lambda a, b: number(a()) * number(b()))
        return first

    @staticmethod
    def _join(a, b, how):
        return lambda: how(a, b)

    def one(self):
        token = self.take()
        if token == "(":
            inside = self.either()
            self.take(")")
            return inside
        if token == "-":
            inside = self.one()
            return lambda: -number(inside())
        if token[0] in "'\"":
            return lambda: token[1:-1]
        if token[0] == "[":
            name = re.sub(r"\((\d+)\)", r"___\1", token[1:-1])
            return lambda: self.row.get(name, "")
        if token[0].isdigit():
            return lambda: Decimal(token)
        return self._call(token)

    def _call(self, name):
        if name == "true":
            return lambda: True
        self.take("(")
        given = [self.either()]
        while self.peek() == ",":
            self.take()
            given.append(self.either())
        self.take(")")
        match name:
            case "if":
                condition, then, other = given
                return lambda: then() if condition() else other()
            case "mod":
                return lambda: number(given[0]()) % number(given[1]())
            case "year" | "month" | "day":
                return lambda: Decimal(getattr(date.fromisoformat(given[0]()), name))
            case "datediff":
                assert [part() for part in given[2:4]] == ["d", "ymd"]
                return lambda: Decimal((date.fromisoformat(given[1]()) - date.fromisoformat(given[0]())).days)
        raise AssertionError(f"{name} is no function of REDCap that this reads")


def number(value):
    if value == "":
        raise UnguardedError("a blank is counted with")
    return Decimal(value)


def compare(a, sign, b):
    if sign in ("=", "<>"):
        same = str(a) == str(b) if "" in (a, b) else number(a) == number(b) if _numeric(a) and _numeric(b) else a == b
        return same is (sign == "=")
    a, b = number(a), number(b)
    return {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _numeric(value):
    return isinstance(value, Decimal) or re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None
