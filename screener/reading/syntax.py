"""Takes fused tags, gives clauses: the phrase grammar finds islands of number and time, the clause grammar the rest."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark
from lark import Token
from lark import Transformer
from lark.grammar import Rule
from lark.lexer import Lexer
from lark.parse_tree_builder import ChildFilterLALR_NoPlaceholders
from lark.parsers.lalr_analysis import Shift

from screener.core.data import folder
from screener.reading.tags import Tag
from screener.reading.trees import Amount
from screener.reading.trees import AnchorPhrase
from screener.reading.trees import BoundPhrase
from screener.reading.trees import Clause
from screener.reading.trees import LimitPhrase
from screener.reading.trees import Listing
from screener.reading.trees import Paren
from screener.reading.trees import Sentence
from screener.reading.trees import Tail
from screener.reading.trees import WindowPhrase

_BRACKETS = ("LP", "RP")
DEPTH = 32
"""How deep brackets may nest; what lies deeper is unread."""


class _NoLexer(Lexer):
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
            return LimitPhrase(bounds)
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

    def conn(self, parts: list[Any]) -> Tag:
        """The connective's tag."""
        tag: Tag = parts[0]
        return tag

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
    return Lark(path.read_text("utf-8"), parser="lalr", lexer=_NoLexer, strict=True, transformer=builder)


class _Many(list[Any]):
    """What a repetition in the grammar has gathered so far."""


@dataclass(frozen=True, slots=True)
class _Reduction:
    """A rule of the grammar as the driver needs it; `make` is None for the repetitions that Lark adds."""

    size: int
    origin: str
    make: Callable[[list[Any]], Any] | None
    repeats: bool


class _Driver:
    """Runs tags through the LALR table that Lark made, without a token object for each.

    Every prefix of a phrase is a phrase, so the run stops at the first tag that cannot go on and ends there.
    """

    def __init__(self, grammar: Lark) -> None:
        parser = grammar.parser.parser
        table = parser._parse_table
        self.first: int = table.start_states["start"]
        self.last: int = table.end_states["start"]
        made: dict[Any, _Reduction | str] = {
            rule: _reduction(rule, callback) for rule, callback in parser.parser.callbacks.items()
        }
        self.goto: dict[int, dict[str, int]] = {}
        self.reductions: dict[int, dict[str, _Reduction | str]] = {}
        shifts: dict[int, dict[str, int]] = {}
        for state, actions in table.states.items():
            moves = {str(kind): argument for kind, (action, argument) in actions.items() if action is Shift}
            self.goto[state] = moves
            shifts[state] = {kind: target for kind, target in moves.items() if kind.isupper()}
            self.reductions[state] = {
                str(kind): made[argument] for kind, (action, argument) in actions.items() if action is not Shift
            }
        self.shifts = {
            state: {kind: self._settled(state, target) for kind, target in moves.items()}
            for state, moves in shifts.items()
        }
        self.appends = {
            state: frozenset(kind for kind, target in moves.items() if self._appends(state, target))
            for state, moves in self.shifts.items()
        }
        self.terminals = frozenset(name for row in table.states.values() for name in row if name.isupper())
        self.starts = frozenset(self.shifts[self.first].keys() | self.reductions[self.first].keys()) - {"$END"}

    def _settled(self, state: int, target: int) -> int:
        """Where a shift ends up once rules of one part that only rename it have been passed over."""
        outcomes = set(self.reductions[target].values())
        if self.goto[target] or len(outcomes) != 1:
            return target
        (only,) = outcomes
        return self._settled(state, self.goto[state][only]) if isinstance(only, str) else target

    def _appends(self, state: int, target: int) -> bool:
        """Whether a shift only adds one part to a repetition, after which the state is as it was."""
        outcomes = set(self.reductions[target].values())
        if self.goto[target] or len(outcomes) != 1:
            return False
        (only,) = outcomes
        if isinstance(only, str) or only.make is not None or only.size != 2:
            return False
        return all(moves[only.origin] == state for moves in self.goto.values() if only.origin in moves)

    def run(self, tags: list[Tag], at: int) -> tuple[Any, int]:
        """What the longest run of tags from a place on makes, and the place after it."""
        stack = [self.first]
        values: list[Any] = []
        shifts, appends = self.shifts, self.appends
        count = len(tags)
        while at < count:
            tag = tags[at]
            kind = tag.type
            if kind in appends[stack[-1]]:
                values[-1].append(tag)
                at += 1
                continue
            target = shifts[stack[-1]].get(kind)
            while target is None:
                if not self._reduce(stack, values, kind):
                    break
                target = shifts[stack[-1]].get(kind)
            if target is None:
                break
            stack.append(target)
            values.append(tag)
            at += 1
        while stack[-1] != self.last and self._reduce(stack, values, "$END"):
            pass
        return values[-1], at

    def _reduce(self, stack: list[int], values: list[Any], kind: str) -> bool:
        """One reduction that the next tag calls for; False where there is none."""
        found = self.reductions[stack[-1]].get(kind)
        if found is None:
            return False
        if isinstance(found, str):
            stack.pop()
            stack.append(self.goto[stack[-1]][found])
            return True
        size = found.size
        parts = values[-size:] if size else []
        if size:
            del stack[-size:]
            del values[-size:]
        if found.make is None:
            values.append(_gathered(parts))
        else:
            values.append(found.make(_flat(parts) if found.repeats else parts))
        stack.append(self.goto[stack[-1]][found.origin])
        return True


def _reduction(rule: Rule, callback: Callable[[list[Any]], Any]) -> _Reduction | str:
    """The rule, or only its name where it renames its one part."""
    origin, size = str(rule.origin.name), len(rule.expansion)
    if origin.startswith("__"):
        return _Reduction(size, origin, None, True)
    if size == 1 and rule.options.expand1:
        return origin
    repeats = any(str(part.name).startswith("__") for part in rule.expansion)
    make = callback.node_builder if isinstance(callback, ChildFilterLALR_NoPlaceholders) else callback
    return _Reduction(size, origin, make, repeats)


def _gathered(parts: list[Any]) -> _Many:
    if isinstance(parts[0], _Many):
        parts[0].extend(parts[1:])
        return parts[0]
    return _Many(parts)


def _flat(parts: list[Any]) -> list[Any]:
    """The parts with what repetitions gathered in their place."""
    flat: list[Any] = []
    for part in parts:
        if isinstance(part, _Many):
            flat += part
        else:
            flat.append(part)
    return flat


@cache
def _driver(name: str) -> _Driver:
    return _Driver(_grammar(name))


def phrases(tags: list[Tag]) -> list[Tag]:
    """The tags with every island of number or time made one LIMIT or WINDOW tag whose value is the phrase."""
    made: list[Tag] = []
    driver = _driver("phrase")
    at = 0
    while at < len(tags):
        tag = tags[at]
        if tag.type not in driver.starts or (tag.type == "NUM" and _lone(tags, at)):
            made.append(tag)
            at += 1
            continue
        first = at
        phrase, at = driver.run(tags, at)
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


def parts_of(tag: Tag) -> tuple[Tag, ...]:
    """The tags that a LIMIT or WINDOW tag was made of; the tag itself for any other."""
    if tag.others and tag.others[0][0] == "parts":
        return tag.others[0][1]  # type: ignore[return-value]
    return (tag,)


def clauses(tags: list[Tag]) -> list[Sentence]:
    """The sentences of one item; brackets that do not match, or lie too deep, are taken out first."""
    driver = _driver("clause")
    known = driver.terminals
    ready = [tag if tag.type in known else _element(tag) for tag in _balanced(tags)]
    found: list[Sentence] = driver.run(ready, 0)[0]
    return found


def _element(tag: Tag) -> Tag:
    """A tag that only a phrase could use and none did, made a connective or plain text."""
    tag.others = (*tag.others, (tag.type, tag.value))
    tag.type = "AND" if tag.type.startswith("AND_") else "OR" if tag.type.startswith("OR_") else "TEXT"
    if tag.type == "TEXT":
        tag.value = tag.text.lower()
    return tag


def _balanced(tags: list[Tag]) -> list[Tag]:
    if not any(tag.type in _BRACKETS for tag in tags):
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
