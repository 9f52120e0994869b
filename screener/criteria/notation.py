"""The notation of rules: takes nodes, gives text that a person can read and correct, and back."""

from __future__ import annotations

from functools import cache

from lark import Lark
from lark import UnexpectedToken
from lark.exceptions import VisitError

from screener.core.data import folder
from screener.core.issues import Issue
from screener.criteria.nodes import Node
from screener.criteria.notation_build import Builder
from screener.criteria.notation_errors import NotationError
from screener.criteria.notation_errors import syntax_issue
from screener.criteria.notation_lex import NotationLexer
from screener.criteria.notation_print import print_node
from screener.criteria.notation_print import print_pretty
from screener.criteria.vocabulary import Vocabulary
from screener.criteria.vocabulary import default_vocabulary

__all__ = ["parse_rule", "print_rule", "question_key"]


def print_rule(node: Node, width: int | None = None, names: Vocabulary | None = None) -> str:
    """The node in notation, on one line, or broken over indented lines where it is wider than `width`."""
    names = default_vocabulary() if names is None else names
    return print_node(node, names) if width is None else print_pretty(node, names, width)


def question_key(atom: Node) -> str:
    """The key under which a record keeps the answer to a question about this node."""
    return print_rule(atom)


def parse_rule(text: str, names: Vocabulary | None = None) -> tuple[Node | None, tuple[Issue, ...]]:
    """The node that the notation says, or None and what is wrong with it; spans count from the rule's start."""
    builder = Builder(default_vocabulary() if names is None else names)
    parser = _parser()
    try:
        node = builder.transform(parser.parse(text))
    except NotationError as error:
        return None, (error.issue,)
    except UnexpectedToken as error:
        return None, (syntax_issue(error, text, parser),)
    except VisitError as error:
        raise error.orig_exc from error
    return (None, tuple(builder.issues)) if builder.issues else (node, ())


@cache
def _parser() -> Lark:
    path = folder("grammars") / "notation.lark"
    return Lark.open(str(path), parser="lalr", strict=True, lexer=NotationLexer, propagate_positions=True)
