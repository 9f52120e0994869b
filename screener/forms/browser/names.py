"""Takes tokens with their roles, gives short names: one for each name of the module, and others inside each statement.

A name that is declared at the top is the same everywhere. Any other lives inside one statement (inside one member of a
class), so that statements share the shortest names among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import count

from screener.forms.browser.tokens import GLOBALS
from screener.forms.browser.tokens import WORDS
from screener.forms.browser.tokens import Token

NAMED = ("variable", "shorthand")
_OPEN, _BRACKETS = frozenset("([{"), frozenset("()[]{}")
_DECLARING = ("const", "let", "function", "class")
_BLOCKS = ("function", "class", "if")


def statements(told: Sequence[Token]) -> Iterator[list[Token]]:
    """The statements at the top of the module; a class in pieces, one for each of its members."""
    current: list[Token] = []
    depth, first, deep = 0, "", 0
    for role, piece in told:
        first = first if current or depth else piece
        current.append((role, piece))
        if role == "plain" and piece in _BRACKETS:
            depth += 1 if piece in _OPEN else -1
        deep = 1 if first == "class" else 0
        ends = piece == ";" or (piece == "}" and (first in _BLOCKS or deep))
        if (depth <= deep and ends) or (depth == 1 and deep and piece == "{"):
            yield current
            current = []
    if current:
        yield current


def declared(found: Sequence[Sequence[Token]]) -> frozenset[str]:
    """The names that the module's statements declare."""
    names: set[str] = set()
    for tokens in found:
        if tokens[0][1] in _DECLARING:
            named = (piece for role, piece in tokens if role in NAMED)
            if tokens[1][1] not in _OPEN:
                names.add(next(named))
            else:
                end = next(number for number, (_, piece) in enumerate(tokens) if piece == "=")
                names |= {piece for role, piece in tokens[:end] if role in NAMED}
    return frozenset(names)


def short_names(uses: Counter[str], taken: frozenset[str] | set[str]) -> dict[str, str]:
    """A short name for each, the shortest for those that are used most."""
    return dict(zip((name for name, _ in uses.most_common()), _fresh(taken), strict=False))


def _fresh(taken: frozenset[str] | set[str]) -> Iterator[str]:
    first = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"
    rest = first + "0123456789"
    for number in count():
        name, left = first[number % len(first)], number // len(first)
        while left:
            left -= 1
            name, left = name + rest[left % len(rest)], left // len(rest)
        if name not in WORDS and name not in GLOBALS and name not in taken:
            yield name
