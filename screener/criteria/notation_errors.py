"""What went wrong in a rule: the place, what it is and what to write instead."""

from __future__ import annotations

import tomllib
from functools import cache

from lark import Lark
from lark import Token
from lark import UnexpectedInput
from lark.lexer import PatternStr

from screener.core.data import read_text
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
        self.issue = found


@cache
def _mistakes() -> dict[str, dict[str, str]]:
    table = tomllib.loads(read_text("grammars", "notation-mistakes.toml"))["mistake"]
    return {f"{number} {each['code']}": each for number, each in enumerate(table)}


def syntax_issue(error: UnexpectedInput, text: str, parser: Lark) -> Issue:
    """The issue for a rule that does not fit the grammar, told by the example mistake that fails in the same way."""
    token = getattr(error, "token", None)
    span, word = _place(token, text)
    examples = {key: each["examples"] for key, each in _mistakes().items()}
    key = error.match_examples(parser.parse, examples, token_type_match_fallback=True)  # type: ignore[arg-type]
    if key is None:
        wanted = _wanted(error, parser)
        return issue("rule-misread", f"{word} does not fit here", span, hint=f"expected here: {wanted}")
    mistake = _mistakes()[key]
    return issue(mistake["code"], mistake["message"].replace("{word}", word), span, hint=mistake["hint"])


def _place(token: Token | None, text: str) -> tuple[Span, str]:
    """Where a rule stopped making sense, and that word; at its end, the last word there is."""
    if token is None or token.type == "$END":
        stop = len(text.rstrip())
        start = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
        return Span(start, max(stop, start)), "the end"
    return Span(token.start_pos or 0, token.end_pos or 0), f"`{token}`"


def _wanted(error: UnexpectedInput, parser: Lark) -> str:
    accepted = getattr(error, "accepts", None) or getattr(error, "expected", set())
    spelled = {each.name: each.pattern.value for each in parser.terminals if isinstance(each.pattern, PatternStr)}
    names = sorted({_KINDS.get(name, spelled.get(name, name)) for name in accepted})
    return ", ".join(names[:_MOST_SHOWN]) + (" …" if len(names) > _MOST_SHOWN else "")
