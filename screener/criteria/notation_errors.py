"""What went wrong in a rule: the place, what it is and what to write instead."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from lark import Lark
from lark import Token
from lark import UnexpectedToken
from lark.lexer import PatternStr

from screener.core.data import read_toml
from screener.core.errors import ScreenerError
from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import Span

_KINDS = {
    "WORD": "a name",
    "ID": "a name",
    "STRING": '"words in quotes"',
    "NUMBER": "a number",
    "UNIT": "a unit",
    "CMP": "a sign such as >=",
    "RANGE": "..",
    "$END": "the end of the rule",
}
_MOST_SHOWN = 6


class NotationError(Exception):
    """Stops the reading of a rule; it carries the issue and never leaves the notation."""

    def __init__(self, found: Issue) -> None:
        super().__init__(found.message)
        self.issue = replace(found, severity="error")


@cache
def _mistakes(parser: Lark) -> dict[tuple[int, str], dict[str, Any]]:
    """Every example mistake under the state and the word, and under the state and the kind of word, that it fails at.

    This is what Lark's `match_examples` does, made once and without its last resort, which matches any word at all.
    """
    known: dict[tuple[int, str], dict[str, Any]] = {}
    for mistake in read_toml("grammars", "notation-mistakes.toml")["mistake"]:
        for example in mistake["examples"]:
            token, state = _failure(parser, example)
            known.setdefault((state, f"word {token}"), mistake)
            if not mistake.get("word_only"):
                known.setdefault((state, f"kind {token.type}"), mistake)
    return known


def _failure(parser: Lark, example: str) -> tuple[Token, int]:
    try:
        parser.parse(example)
    except UnexpectedToken as error:
        return error.token, error.state.position
    raise ScreenerError(f"an example mistake of the notation is none: {example}", hint="correct notation-mistakes.toml")


def syntax_issue(error: UnexpectedToken, text: str, parser: Lark) -> Issue:
    """The issue for a rule that does not fit the grammar, told by the example mistake that fails in the same way."""
    token = error.token
    span, word = _place(token, text)
    known = _mistakes(parser)
    mistake = known.get((error.state.position, f"word {token}")) or known.get(
        (error.state.position, f"kind {token.type}")
    )
    if mistake is None:
        hint = f"expected here: {_wanted(error, parser)}"
        return issue("rule-misread", f"{word} does not fit here", span, hint=hint)
    made = issue(mistake["code"], mistake["message"].replace("{word}", word), span, hint=mistake["hint"])
    return replace(made, severity="error")


def _place(token: Token, text: str) -> tuple[Span, str]:
    """Where a rule stopped making sense, and that word; at its end, the last word there is."""
    if token.type == "$END":
        stop = len(text.rstrip())
        start = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
        return Span(start, max(stop, start)), "the end of the rule"
    return Span(token.start_pos or 0, token.end_pos or 0), f"`{token}`"


def _wanted(error: UnexpectedToken, parser: Lark) -> str:
    spelled = {each.name: each.pattern.value for each in parser.terminals if isinstance(each.pattern, PatternStr)}
    names = sorted({_KINDS.get(name, spelled.get(name, name)) for name in error.accepts or error.expected})
    return ", ".join(names[:_MOST_SHOWN]) + (" …" if len(names) > _MOST_SHOWN else "")
