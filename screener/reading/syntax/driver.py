"""Runs tags through the LALR table that Lark made for a grammar, without a token object for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lark import Lark
from lark.grammar import Rule
from lark.parse_tree_builder import ChildFilterLALR_NoPlaceholders
from lark.parsers.lalr_analysis import Shift

from screener.reading.scanning.tags import Tag

_END = "$END"
_APPEND = -1
"""The action of a tag that only lengthens a repetition, after which the state is as it was."""


_Make = Callable[[list[Any]], Any]


@dataclass(frozen=True, slots=True)
class _Reduction:
    """A rule of the grammar as the driver needs it.

    make: what builds its value; None for the repetitions that Lark adds, whose parts are gathered in a list. value: the
    same for parts of which some are such lists. renames: whether it only gives its one part another name.
    """

    size: int
    origin: str
    make: _Make | None
    value: _Make
    renames: bool


_Action = int | _Reduction
"""The state that a tag leads to, or the rule that ends before it."""


class Driver:
    """A grammar ready to run over tags.

    Every prefix of a phrase is a phrase, so a run stops at the first tag that cannot go on and ends there.
    """

    def __init__(self, grammar: Lark) -> None:
        parser = grammar.parser.parser
        table = parser._parse_table
        self._first: int = table.start_states["start"]
        rules = {rule: _reduction(rule, callback) for rule, callback in parser.parser.callbacks.items()}
        self._goto: dict[int, dict[str, int]] = {}
        self._actions: dict[int, dict[str, _Action]] = {}
        for state, actions in table.states.items():
            self._goto[state] = {str(kind): argument for kind, (action, argument) in actions.items() if action is Shift}
            self._actions[state] = {
                str(kind): rules[argument] for kind, (action, argument) in actions.items() if action is not Shift
            }
        shifts = {
            state: {kind: self._shift(state, target) for kind, target in moves.items() if kind.isupper() and kind != _END}
            for state, moves in self._goto.items()
        }
        for state, moves in shifts.items():
            self._actions[state].update(moves)
        self.terminals = frozenset(name for row in table.states.values() for name in row if name.isupper())
        self.starts = frozenset(self._actions[self._first]) - {_END}

    def _only_rule(self, state: int) -> _Reduction | None:
        """The rule that ends at a state whatever follows, where there is one."""
        rules = set(self._actions[state].values())
        if self._goto[state] or len(rules) != 1:
            return None
        (only,) = rules
        return only if isinstance(only, _Reduction) else None

    def _shift(self, state: int, target: int) -> int:
        """Where a tag leads once rules that only rename it have been passed over."""
        rule = self._only_rule(target)
        if rule is None:
            return target
        if rule.renames:
            return self._shift(state, self._goto[state][rule.origin])
        if rule.make is not None or rule.size != 2:
            return target
        stays = all(moves[rule.origin] == state for moves in self._goto.values() if rule.origin in moves)
        return _APPEND if stays else target

    def run(self, tags: list[Tag], kinds: list[str], at: int) -> tuple[Any, int]:
        """What the longest run of tags from a place on makes, and the place after it; `kinds_of` tells their types."""
        table, goto = self._actions, self._goto
        stack = [self._first]
        values: list[Any] = []
        kind = kinds[at]
        while True:
            row = table[stack[-1]]
            action = row.get(kind)
            if action is _APPEND:
                repeated = values[-1]
                while action is _APPEND:
                    repeated.append(tags[at])
                    at += 1
                    kind = kinds[at]
                    action = row.get(kind)
            if isinstance(action, _Reduction):
                size = action.size
                if size == 1:  # most rules end behind one part
                    if not action.renames:
                        values[-1] = action.value([values[-1]])
                    stack[-1] = goto[stack[-2]][action.origin]
                    continue
                first = len(values) - size
                values[first:] = [action.value(values[first:])]
                del stack[len(stack) - size :]
                stack.append(goto[stack[-1]][action.origin])
            elif action is not None:
                stack.append(action)
                values.append(tags[at])
                at += 1
                kind = kinds[at]
            elif kind != _END:
                kind = _END
            else:
                return values[-1], at


def kinds_of(tags: list[Tag]) -> list[str]:
    """The types of tags, with their end."""
    kinds = [tag.type for tag in tags]
    kinds.append(_END)
    return kinds


def _reduction(rule: Rule, callback: Callable[[list[Any]], Any]) -> _Reduction:
    origin, size = str(rule.origin.name), len(rule.expansion)
    repeats = tuple(at for at, part in enumerate(rule.expansion) if str(part.name).startswith("__"))
    if origin.startswith("__"):
        return _Reduction(size, origin, None, _gathered if repeats else list, False)
    make = callback.node_builder if isinstance(callback, ChildFilterLALR_NoPlaceholders) else callback
    return _Reduction(size, origin, make, _over(make, repeats, size), size == 1 and bool(rule.options.expand1))


def _gathered(parts: list[Any]) -> list[Any]:
    """A repetition with what goes on with it."""
    found: list[Any] = parts[0]
    found.extend(parts[1:])
    return found


def _over(make: _Make, repeats: tuple[int, ...], size: int) -> _Make:
    """What makes a rule's value, given parts of which some are repetitions whose own parts go in their place."""
    if not repeats:
        return make
    if repeats == (0,) and size == 1:
        return lambda parts: make(parts[0])
    if repeats == (size - 1,):
        return lambda parts: make([*parts[:-1], *parts[-1]])
    return lambda parts: make([one for at, part in enumerate(parts) for one in (part if at in repeats else (part,))])
