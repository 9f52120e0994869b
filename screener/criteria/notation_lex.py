"""The lexer of the notation: takes text, gives tokens; keywords come from the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from lark import Token
from lark.common import LexerConf
from lark.lexer import Lexer
from lark.lexer import PatternStr

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import Span
from screener.criteria.notation_errors import NotationError
from screener.criteria.notation_words import BARE_UNIT
from screener.criteria.notation_words import WORD

DEEPEST = 32
_MOST_DIGITS = 1000
_SPACE = re.compile(r"\s+")
_UNIT = re.compile(rf"1(?![\w.*])|{BARE_UNIT.pattern}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?")
_COMMA = re.compile(r"-?\d+(?:,\d+)+(?:\.\d+)?")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_ID = re.compile(r"`(?:[^`\\\n]|\\.)*`")
_CMP = re.compile(r">=|<=|>|<|=(?![><])")
_SIGN_SLIPS = {
    "=>": ">=",
    "=<": "<=",
    "≥": ">=",
    "≤": "<=",
    "==": "=",
    "≧": ">=",
    "≦": "<=",
    "!=": "not (…)",
    "<>": "not (…)",
}
_SLIP = re.compile("|".join(_SIGN_SLIPS))
_MARKS = "();,:?*{}"
_BEFORE_UNIT = {"NUMBER", "STAR", "MEASURED"}
_PREFIXES = {"NOT", "WHEN", "EXCEPT"}


class NotationLexer(Lexer):
    """Cuts a rule into tokens; what it is after decides what a word is (a unit only follows a number)."""

    def __init__(self, conf: LexerConf) -> None:
        patterns = {each.name: each.pattern for each in conf.terminals}
        self.words = {pattern.value: name for name, pattern in patterns.items() if isinstance(pattern, PatternStr)}

    def lex(self, text: str) -> Iterator[Token]:  # type: ignore[override]
        """The tokens of the text, none nested deeper than 32 brackets, `not`s and `when`s."""
        at = 0
        last = ""
        braces = False
        nesting = [0]
        while at < len(text):
            if space := _SPACE.match(text, at):
                at = space.end()
                continue
            kind, end = self._next(text, at, last, braces)
            yield Token(kind, text[at:end], at, end_pos=end)
            braces = kind == "LBRACE" or (braces and kind != "RBRACE")
            _nest(nesting, kind, Span(at, end))
            at, last = end, kind

    def _next(self, text: str, at: int, last: str, braces: bool) -> tuple[str, int]:
        if found := _STRING.match(text, at):
            return "STRING", found.end()
        if found := _ID.match(text, at):
            return "ID", found.end()
        if text.startswith("..", at):
            return "RANGE", at + 2
        if last in _BEFORE_UNIT and not braces and (found := _UNIT.match(text, at)):
            return self.words.get(found.group(), "UNIT"), found.end()
        if not braces and (found := _COMMA.match(text, at)):
            _refuse_comma(found)
        if found := _NUMBER.match(text, at):
            _refuse_huge(found)
            return "NUMBER", found.end()
        if found := WORD.match(text, at):
            return ("WORD" if braces else self.words.get(found.group(), "WORD")), found.end()
        if found := _SLIP.match(text, at):
            _refuse_slip(found.group(), Span(*found.span()))
        if found := _CMP.match(text, at):
            return "CMP", found.end()
        if text[at] in _MARKS:
            return self.words[text[at]], at + 1
        raise NotationError(_stray(text, at))


def _nest(nesting: list[int], kind: str, span: Span) -> None:
    """Keeps count, for each open bracket, of the prefix words inside it; too many at once is an issue."""
    if kind == "LPAR":
        nesting.append(nesting[-1])
        nesting[-1] += 1
    elif kind == "RPAR" and len(nesting) > 1:
        nesting.pop()
    elif kind in _PREFIXES:
        nesting[-1] += 1
    elif kind == "SEMICOLON" and len(nesting) > 1:
        nesting[-1] = nesting[-2] + 1
    if nesting[-1] > DEEPEST:
        message = f"brackets, `not` and `when` nest deeper than {DEEPEST}"
        raise NotationError(issue("too-deep", message, span, hint="split the rule into several criteria"))


def _refuse_comma(found: re.Match[str]) -> None:
    hint = "write 1500 for fifteen hundred and 1.5 for one and a half"
    raise NotationError(issue("number-comma", "a number has no comma", Span(*found.span()), hint=hint))


def _refuse_huge(found: re.Match[str]) -> None:
    """Exact arithmetic writes every digit out, so a number may not have too many."""
    if abs(Decimal(found.group()).adjusted()) > _MOST_DIGITS:
        message = f"a number of more than {_MOST_DIGITS} digits is no clinical number"
        raise NotationError(issue("number-unreadable", message, Span(*found.span()), hint="correct its exponent"))


def _refuse_slip(sign: str, span: Span) -> None:
    right = _SIGN_SLIPS[sign]
    raise NotationError(
        issue("sign-misspelled", f"`{sign}` is not a sign of the notation", span, hint=f"write {right}")
    )


def _stray(text: str, at: int) -> Issue:
    span = Span(at, at + 1)
    if text[at] in '"`':
        return issue("quote-open", "the quote is never closed", span, hint=f"end it with {text[at]} on the same line")
    if text[at] in "“”„‘’«»'":
        return issue("quote-curly", "this is not the quotation mark of the notation", span, hint='write "…"')
    if text[at] in "&|+/":
        hint = "write all of (…; …) for and, any of (…; …) for or"
        return issue("separator-wrong", f"`{text[at]}` does not join parts", span, hint=hint)
    return issue("character-unknown", f"`{text[at]}` has no meaning here", span, hint='put words in quotes: "…"')
