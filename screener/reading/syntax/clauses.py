"""Takes fused tags, gives clauses: the phrase grammar finds islands of number and time, the clause grammar the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lark import Lark
from lark import Token
from lark import Transformer
from lark.lexer import Lexer

from screener.core.data import folder
from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.syntax.driver import Driver
from screener.reading.syntax.driver import kinds_of
from screener.reading.syntax.trees import Amount
from screener.reading.syntax.trees import AnchorPhrase
from screener.reading.syntax.trees import BoundPhrase
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import LimitPhrase
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence
from screener.reading.syntax.trees import Tail
from screener.reading.syntax.trees import WindowPhrase

_BRACKETS = ("LP", "RP")
DEPTH = 32
"""How deep brackets may nest; what lies deeper is unread."""


class NoLexer(Lexer):
    """Tags come ready; Lark itself never lexes."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, ready: list[Token]) -> Iterator[Token]:  # type: ignore[override]
        """Nothing to do."""
        return iter(ready)


class _PhraseBuilder(Transformer[Token, Any]):
    """Turns the parse of a phrase into the shapes of `trees`, as it is parsed."""

    def start(self, parts: list[Any]) -> LimitPhrase | WindowPhrase:
        """A limit, or a window where an anchor follows."""
        if len(parts) == 2:
            return WindowPhrase(None, parts[0], None, parts[1])
        found: LimitPhrase | WindowPhrase = parts[0]
        return found

    def limit(self, parts: list[Any]) -> LimitPhrase:
        """A range as it is, bounds together."""
        if isinstance(parts[0], LimitPhrase):
            return parts[0]
        joined = parts[1:]
        return LimitPhrase([parts[0], *(bound for _, bound in joined)], joined[-1][0] if joined else "")

    def also_(self, parts: list[Any]) -> tuple[str, BoundPhrase]:
        """A further bound that holds too."""
        return "and", parts[-1]

    def else_(self, parts: list[Any]) -> tuple[str, BoundPhrase]:
        """An alternative bound."""
        return "or", parts[1]

    def upto_(self, parts: list[Any]) -> tuple[str, BoundPhrase]:
        """The far end of a range whose ends have their own signs."""
        return "to", parts[1]

    def bound(self, parts: list[Any]) -> BoundPhrase:
        """A sign with what follows it."""
        amount = parts[1] if len(parts) > 1 else None
        return BoundPhrase(parts[0], amount, parts[2] if len(parts) > 2 else None)

    def range(self, parts: list[Any]) -> LimitPhrase:
        """A range with both ends, or what there is of it."""
        between = next((part for part in parts if isinstance(part, Tag) and part.type == "BETW"), None)
        post = parts[-1] if isinstance(parts[-1], Tag) and parts[-1].type == "POST" else None
        bounds = [part for part in parts if isinstance(part, BoundPhrase)]
        amounts = [BoundPhrase(None, part) for part in parts if isinstance(part, Amount)]
        if bounds and not amounts:
            further = [part for part in parts if isinstance(part, tuple)]
            ends = [*bounds, *(bound for _, bound in further)]
            return LimitPhrase(ends, further[0][0], between=between) if further else LimitPhrase(bounds)
        whole = amounts + bounds
        return LimitPhrase(whole, ranged=len(whole) == 2, between=between, post=post)

    def amount(self, parts: list[Any]) -> Amount:
        """A number with its measures."""
        if parts[0].type == "ULN":
            return Amount(None, [parts[0]])
        return Amount(parts[0], parts[1:])

    def window(self, parts: list[Any]) -> WindowPhrase:
        """A window by its head, amount and anchor."""
        head = unit = limit = anchor = None
        for part in parts:
            if isinstance(part, AnchorPhrase):
                anchor = part
            elif isinstance(part, LimitPhrase):
                limit = part
            elif part.type == "TU":
                unit = part
            else:
                head = part
        return WindowPhrase(head, limit, unit, anchor)

    def anchor(self, parts: list[Any]) -> AnchorPhrase:
        """A preposition of time with its anchor."""
        if len(parts) == 1:
            return AnchorPhrase(parts[0], None)
        first, *rest = parts[1]
        return AnchorPhrase(parts[0], first, [tag for _, tag in rest], rest[-1][0] if rest else "")

    def place(self, parts: list[Any]) -> list[Any]:
        """An anchor and those joined to it."""
        return parts

    def further(self, parts: list[Any]) -> tuple[str, Tag]:
        """A further anchor and how it is joined."""
        return "and" if parts[0].type == "AND_AT" else "or", parts[1]


class _ClauseBuilder(Transformer[Token, Any]):
    """Turns the parse of a sentence into the shapes of `trees`, as it is parsed."""

    def start(self, parts: list[Any]) -> list[Sentence]:
        """All sentences."""
        return [part for part in parts if isinstance(part, Sentence)]

    def sentence(self, parts: list[Any]) -> Sentence:
        """The clauses between colons."""
        return Sentence([part for part in parts if isinstance(part, Clause)])

    def clause(self, parts: list[Any]) -> Clause:
        """A list and its tails."""
        return Clause(parts[0], parts[1:])

    def _tail(self, kind: str, parts: list[Any]) -> Tail:
        return Tail(kind, parts[0], parts[1])

    def except_(self, parts: list[Any]) -> Tail:
        """What is let off."""
        return self._tail("except", parts)

    def if_(self, parts: list[Any]) -> Tail:
        """When it applies."""
        return self._tail("if", parts)

    def examples(self, parts: list[Any]) -> Tail:
        """An open list."""
        return self._tail("examples", parts)

    def definition(self, parts: list[Any]) -> Tail:
        """A closed restatement."""
        return self._tail("definition", parts)

    def must_(self, parts: list[Any]) -> Tail:
        """What those named before are asked for."""
        return self._tail("must", parts)

    def despite(self, parts: list[Any]) -> Tail:
        """What has been tried before."""
        return self._tail("despite", parts)

    def listing(self, parts: list[Any]) -> Listing:
        """Chunks and connectives."""
        return Listing(parts[0::2], parts[1::2])

    def chunk(self, parts: list[Any]) -> list[Tag | Paren]:
        """The elements of one list item."""
        return parts

    def paren(self, parts: list[Any]) -> Paren:
        """A bracket's sentences."""
        sentences = [part for part in parts if isinstance(part, Sentence)]
        return Paren(parts[0].start, parts[-1].end, sentences)


@cache
def _grammar(name: str) -> Lark:
    builder: Transformer[Token, Any] = _PhraseBuilder() if name == "phrase" else _ClauseBuilder()
    path = folder("grammars") / f"{name}.lark"
    return Lark(path.read_text("utf-8"), parser="lalr", lexer=NoLexer, strict=True, transformer=builder)


@cache
def _driver(name: str) -> Driver:
    return Driver(_grammar(name))


def phrases(tags: list[Tag]) -> list[Tag]:
    """The tags with every island of number or time made one LIMIT or WINDOW tag whose value is the phrase."""
    made: list[Tag] = []
    driver, kinds = _driver("phrase"), kinds_of(tags)
    at = 0
    while at < len(tags):
        tag = tags[at]
        if kinds[at] not in driver.starts or (tag.type == "NUM" and _lone(tags, at)):
            made.append(tag)
            at += 1
            continue
        first = at
        phrase, at = driver.run(tags, kinds, at)
        if not isinstance(phrase, LimitPhrase | WindowPhrase):  # "between 10 to" goes no further
            made.append(tag)
            at = first + 1
            continue
        kind = "LIMIT" if isinstance(phrase, LimitPhrase) else "WINDOW"
        island = tags[first:at]
        whole = Tag(kind, island[0].start, island[-1].end, phrase, " ".join(part.text for part in island))
        whole.others = (("parts", tuple(part for inner in island for part in parts_of(inner))),)
        made.append(whole)
    return made


def _lone(tags: list[Tag], at: int) -> bool:
    """A number that nothing joins to a limit: a plain number of the text."""
    if at + 1 >= len(tags):
        return True
    if tags[at].could_be("COUNT"):
        return False
    return tags[at + 1].type not in {"UNIT", "TU", "AGEW", "AGESUF", "TIMES", "ULN", "RELTO", "POST", "RDASH"}


def clauses(tags: list[Tag]) -> list[Sentence]:
    """The sentences of one item; brackets that do not match, or lie too deep, are taken out first."""
    driver = _driver("clause")
    known = driver.terminals
    ready = [tag if tag.type in known else _element(tag) for tag in _balanced(tags)]
    found: list[Sentence] = driver.run(ready, kinds_of(ready), 0)[0]
    return found


def _element(tag: Tag) -> Tag:
    """A tag that only a phrase could use and none did, made a connective or plain text."""
    tag.others = (*tag.others, (tag.type, tag.value))
    tag.type = "AND" if tag.type.startswith("AND_") else "OR" if tag.type.startswith("OR_") else "TEXT"
    if tag.type == "TEXT":
        tag.value = tag.text.lower()
    return tag


def _balanced(tags: list[Tag]) -> list[Tag]:
    if not any_of_type(tags, *_BRACKETS):
        return tags
    opened: list[int] = []
    drop: set[int] = set()
    for at, tag in enumerate(tags):
        if tag.type == "LP":
            opened.append(at)
            if len(opened) > DEPTH:
                drop.add(at)
        elif tag.type == "RP":
            if not opened:
                drop.add(at)
                continue
            start = opened.pop()
            if start in drop:
                drop.add(at)
    drop.update(opened)
    return [tag for at, tag in enumerate(tags) if at not in drop]
