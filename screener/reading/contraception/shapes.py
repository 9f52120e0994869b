"""Takes the words of a sentence about contraception, gives its parts as the grammar tells them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cache
from typing import Any
from typing import Literal

from lark import Lark
from lark import Token
from lark import Transformer

from screener.core.data import folder
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.clauses import NoLexer
from screener.reading.syntax.driver import Driver
from screener.reading.syntax.driver import kinds_of

Side = Literal["after", "before", "told"]


@dataclass(slots=True)
class Time:
    """A stretch of time: a length on one side of a place, or words that only tell when."""

    side: Side
    tags: list[Tag]

    @property
    def place(self) -> list[Tag]:
        """The words of the place that it is counted from."""
        return [tag for tag in self.tags if tag.type in {"WORD", "SEPWORD"}]

    @property
    def length(self) -> Tag | None:
        """How long it is."""
        return next((tag for tag in self.tags if tag.type == "LENGTH"), None)


@dataclass(slots=True)
class Thing:
    """What is asked, with the notes on it and its times; for the menopause how long ago it was, and before what."""

    what: Tag
    notes: list[Tag] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    length: Tag | None = None
    place: list[Tag] = field(default_factory=list)


@dataclass(slots=True)
class Whom:
    """Whom something is asked of; `both` is what narrows the men and women before it, `marks` narrow this one alone."""

    who: Tag
    both: Tag | None = None
    first: list[Tag] = field(default_factory=list)
    marks: list[Tag] = field(default_factory=list)


@dataclass(slots=True)
class Out:
    """What keeps somebody out: being with child, or not doing the things; joint stands between whom and that."""

    whoms: list[Whom]
    state: Tag | None
    things: list[Thing]
    seps: list[Tag]
    joint: Tag | None = None
    notes: list[Tag] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    """A whole sentence: `outs` where it says what keeps out, else what is asked of whom; seps stand between the parts.

    others: what is asked of the women that `able` names, where the things are none that they can be; more: what is asked
    of others besides.
    """

    whoms: list[Whom] = field(default_factory=list)
    whom_seps: list[Tag] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    thing_seps: list[Tag] = field(default_factory=list)
    given: list[Whom | Tag] = field(default_factory=list)
    opens: Tag | None = None
    able: Tag | None = None
    others: list[Thing] = field(default_factory=list)
    other_seps: list[Tag] = field(default_factory=list)
    more: list[Told] = field(default_factory=list)
    more_seps: list[Tag] = field(default_factory=list)
    outs: list[Out] = field(default_factory=list)
    out_seps: list[Tag] = field(default_factory=list)


class _Builder(Transformer[Token, Any]):
    """Turns the parse of a sentence into its parts."""

    def start(self, parts: list[Any]) -> Told:
        """The whole sentence."""
        told: Told = parts[0] if isinstance(parts[0], Told) else Told()
        for part in parts[1 if isinstance(parts[0], Told) else 0 :]:
            match part:
                case Told():
                    told.more.append(part)
                case Tag():
                    told.more_seps.append(part)
                case "things", (things, seps):
                    told.things, told.thing_seps = things, seps
                case "given", given:
                    told.given = given
                case _:
                    told.outs, told.out_seps = part[1]
        return told

    def asked(self, parts: list[Any]) -> Told:
        """What is asked of some."""
        told = Told()
        for part in parts:
            match part:
                case Tag(type="ELSE", value=Tag() as able):
                    told.able = able
                case "whoms", (whoms, seps):
                    told.whoms, told.whom_seps = whoms, seps
                case "opens", opens:
                    told.opens = opens
                case "things", (things, seps) if told.able is None:
                    told.things, told.thing_seps = things, seps
                case _:
                    told.others, told.other_seps = part[1]
        return told

    def with_partner(self, parts: list[Any]) -> Told:
        """What is asked of some whose partners are told of first."""
        told = self.asked(parts[2:])
        told.whoms[0].marks.append(parts[0])
        return told

    def opens(self, parts: list[Any]) -> tuple[str, Any]:
        """What stands between whom is asked and what."""
        return "opens", parts[0]

    def if_(self, parts: list[Any]) -> tuple[str, Any]:
        """Whom it is asked of, told last."""
        return "given", parts[1][1][0] if len(parts) > 1 else parts

    def whoms(self, parts: list[Any]) -> tuple[str, Any]:
        """Those joined."""
        return "whoms", (parts[0::2], parts[1::2])

    def whom(self, parts: list[Any]) -> Whom:
        """One of them with what narrows it."""
        at = next(at for at, part in enumerate(parts) if isinstance(part, list))
        who, *both = parts[at]
        return Whom(who, both[0] if both else None, parts[:at], parts[at + 1 :])

    def who(self, parts: list[Any]) -> list[Any]:
        """The words for them."""
        return parts

    def fertile(self, parts: list[Any]) -> list[Any]:
        """The word for them behind the one that narrows them."""
        return [parts[1], parts[0]]

    def which(self, parts: list[Any]) -> Tag:
        """One thing that narrows them."""
        tag: Tag = parts[0]
        return tag

    def things(self, parts: list[Any]) -> tuple[str, Any]:
        """Those joined."""
        return "things", (parts[0::2], parts[1::2])

    def thing(self, parts: list[Any]) -> Thing:
        """One of them with its notes and times."""
        first = next(one for one in parts if isinstance(one, Tag) and one.type != "LENGTH")
        thing = Thing(first)
        for one in parts:
            if one is first or (isinstance(one, Tag) and one.type == "BEFORE"):
                continue
            if isinstance(one, Time):
                thing.times.append(one)
            elif isinstance(one, list):
                thing.place = one
            elif one.type == "LENGTH":
                thing.length = one
            else:
                thing.notes.append(one)
        return thing

    def what(self, parts: list[Any]) -> Tag:
        """The words for it."""
        tag: Tag = parts[0]
        return tag

    def behind(self, parts: list[Any]) -> Tag | Time:
        """A note or time behind a connective."""
        extra: Tag | Time = parts[1]
        return extra

    def time(self, parts: list[Any]) -> Time:
        """Words that tell when."""
        return Time("told", _flat(parts))

    def after(self, parts: list[Any]) -> Time:
        """A length behind a place."""
        return Time("after", _flat(parts))

    def before(self, parts: list[Any]) -> Time:
        """A length before a place."""
        return Time("before", _flat(parts))

    def place(self, parts: list[Any]) -> list[Any]:
        """The words of a place."""
        return parts

    def outs(self, parts: list[Any]) -> tuple[str, Any]:
        """Those joined."""
        return "outs", (parts[0::2], parts[1::2])

    def out(self, parts: list[Any]) -> Out:
        """What is not done, and by whom."""
        first, (things, seps) = parts[:-1], parts[-1]
        whoms = first[0][1][0] if first else []
        return Out(whoms, None, things, seps, first[1] if len(first) > 1 else None)

    def bears(self, parts: list[Any]) -> Out:
        """Being with child, and whose."""
        whoms = parts[0][1][0] if isinstance(parts[0], tuple) else []
        state, *behind = [part for part in parts if isinstance(part, Tag)]
        return Out(whoms, state, [], [], None, [tag for tag in behind if tag.type == "NOTE"])

    def refused(self, parts: list[Any]) -> tuple[list[Thing], list[Tag]]:
        """The things behind the words that deny them, and what joins them."""
        things: tuple[list[Thing], list[Tag]] = parts[1][1]
        return things


def _flat(parts: list[Any]) -> list[Tag]:
    return [tag for part in parts for tag in (part if isinstance(part, list) else (part,))]


def told_by(tags: list[Tag]) -> Told | None:
    """The sentence that these words make; None where they make none that the grammar knows."""
    driver = _driver()
    if not tags or any(tag.type not in driver.terminals for tag in tags) or tags[0].type not in driver.starts:
        return None
    told, end = driver.run(tags, kinds_of(tags), 0)
    return told if end == len(tags) and isinstance(told, Told) else None


@cache
def _driver() -> Driver:
    text = (folder("grammars") / "contraception.lark").read_text("utf-8")
    return Driver(Lark(text, parser="lalr", lexer=NoLexer, strict=True, transformer=_Builder()))
