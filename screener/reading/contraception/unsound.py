"""Finds what no sentence about contraception means, such as one that asks it of men alone, or turns away who uses it.

Such a rule shows that the sentence was not understood: whom it is asked of, or what its "or" joins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from screener.catalog.implications import ruled_out
from screener.core.data import read_toml
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.criteria.protocol import Category
from screener.reading.meaning.chunks.standing import WILLINGNESS
from screener.reading.meaning.lists.combine import all_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of


@dataclass(frozen=True, slots=True)
class _Words:
    asked: frozenset[str]
    used: frozenset[str]
    denied: frozenset[str]
    whom: frozenset[str]
    never: frozenset[str]


def _about_contraception(node: Node) -> bool:
    """Whether a node asks whether contraception is used."""
    used = _words().used
    return any(isinstance(leaf, State) and leaf.concept in used for leaf in walk(node))


def of_whom_it_speaks(node: Node, text: str) -> Node:
    """An exclusion with contraception asked of those alone whom its list begins with.

    "Women of childbearing potential who are pregnant, lactating or not using contraception" is said of nobody else.
    """
    node = _of_the_last(node)
    if not isinstance(node, AnyOf) or node.head is not None or not isinstance(node.parts[0], AllOf):
        return node
    first, *rest = node.parts
    whom = [part for part in _flat(first, AllOf) if _names_women(part)]
    alone = [_lacks_whom(part) and not _OTHERS.search(text, first.span.end, part.span.start) for part in rest]
    if not whom or not any(alone):
        return node
    named = all_of(whom)
    shared = (all_of([named, part]) if on else part for part, on in zip(rest, alone, strict=True))
    return AnyOf((first, *shared), span=node.span)


def _of_the_last(node: Node) -> Node:
    """Words about contraception behind a list with a pregnancy, which belong to the last of it alone."""
    match node:
        case AllOf(parts=(AnyOf(parts=(*before, last), head=None), Judgement(label=words) as asked)):
            denied = _words().denied
            if not _CONTRACEPTION.search(words):
                return node
            if not any(isinstance(leaf, State) and leaf.concept in denied for one in before for leaf in walk(one)):
                return node
            return AnyOf((*before, all_of([last, asked])), span=node.span)
        case _:
            return node


_CONTRACEPTION = re.compile(r"contracept|birth.control", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:patients?|subjects?|participants?|volunteers?|individuals?|persons?|people|anyone|those|m[ae]n|males?)\b",
    re.IGNORECASE,
)


def _names_women(node: Node) -> bool:
    if isinstance(node, Demographic):
        return node.concept == "sex" and node.values == ("female",)
    return isinstance(node, State) and node.concept == "childbearing-potential" and node.who == "patient"


def _lacks_whom(node: Node) -> bool:
    """Whether contraception is denied here of nobody in particular."""
    return isinstance(node, Not) and isinstance(node.part, State) and _about_contraception(node)


def unsound(node: Node, category: Category) -> bool:
    """Whether a node about contraception says what no such sentence means."""
    asks = category == "inclusion"
    if isinstance(node, State) or not _about_contraception(node):
        judged = any(isinstance(leaf, Judgement) and _CONTRACEPTION.search(leaf.label) for leaf in walk(node))
        return judged and _turns_away(node, asks)
    return _contrary(node, asks) or _turns_away(node, asks) or any(map(_foreign, _together(node)))


def sound_before(node: Node, category: Category) -> list[Node]:
    """What a list that is not understood says before it comes to contraception, each by itself."""
    listed = AllOf if category == "inclusion" else AnyOf
    parts = _flat(node, listed)
    bad = [part.span.start for part in parts if _of_it(part)]
    first = min(bad, default=0)
    return [part for part in parts if part.span.end <= first and not _of_it(part)]


def _flat(node: Node, listed: type[AllOf | AnyOf]) -> list[Node]:
    if not isinstance(node, listed) or getattr(node, "head", None) is not None:
        return [node]
    return [one for part in node.parts for one in _flat(part, listed)]


def _of_it(node: Node) -> bool:
    """Whether a part says anything of contraception, or only of whom something is asked."""
    known = _words()
    leaves = list(walk(node))
    states = {leaf.concept for leaf in leaves if isinstance(leaf, State | Result)}
    if states & (known.asked | known.whom | WILLINGNESS):
        return True
    return any(isinstance(leaf, Demographic) for leaf in leaves) and not states & known.denied


def _contrary(node: Node, asks: bool) -> bool:
    """Whether somebody is turned away for using contraception, or has to be pregnant or sexually active."""
    match node:
        case State(who="patient"):
            known = _words()
            return not asks if node.concept in known.used else asks and node.concept in known.never
        case Not(part=part):
            return _contrary(part, not asks)
        case When(condition=given, then=then):
            return _about_contraception(given) or _contrary(then, asks)
        case Except(base=base, unless=unless):
            return _contrary(base, asks) or _contrary(unless, not asks)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(_contrary(part, asks) for part in parts)
        case _:
            return False


_KINDS: tuple[dict[str, str | bool], ...] = (
    {"sex": "male", **dict.fromkeys(sorted(ruled_out("sex", "male")), False)},
    {"sex": "female", "childbearing-potential": False, "pregnant": False},
    {"sex": "female", "childbearing-potential": True, "postmenopausal": False, "surgically-sterile": False},
)
"""Men, women who cannot become pregnant, and those who can."""


def _turns_away(node: Node, asks: bool) -> bool:
    """Whether all of one kind are turned away, whatever else is so of them."""
    return any(asks not in _truths(node, kind) for kind in _KINDS)


_BOTH = frozenset({True, False})


def _truths(node: Node, kind: dict[str, str | bool]) -> frozenset[bool]:
    """What a node can come to for people of one kind."""
    match node:
        case Demographic(concept="sex", values=values):
            return frozenset({kind["sex"] in values})
        case State(who="patient", concept=str(concept)) if concept in kind:
            return frozenset({bool(kind[concept])})
        case Not(part=part):
            return frozenset(not truth for truth in _truths(part, kind))
        case AllOf(parts=parts):
            found = [_truths(part, kind) for part in parts]
            return _some(all(True in one for one in found), any(False in one for one in found))
        case AnyOf(parts=parts, head=None):
            found = [_truths(part, kind) for part in parts]
            return _some(any(True in one for one in found), all(False in one for one in found))
        case When(condition=given, then=then):
            first, behind = _truths(given, kind), _truths(then, kind)
            return _some(False in first or True in behind, True in first and False in behind)
        case _:
            return _BOTH


def _some(true: bool, false: bool) -> frozenset[bool]:
    return frozenset(truth for truth, may in ((True, true), (False, false)) if may)


def _together(node: Node) -> Iterator[list[Node]]:
    """What stands together with contraception: the parts of every combination that asks it beside other things."""
    if isinstance(node, Except):
        yield from _together(node.base)
        return
    if isinstance(node, AllOf) and _about_contraception(node):
        yield _flat(node, AllOf)
    for one in children(node):
        yield from _together(one)


def _foreign(parts: list[Node]) -> bool:
    """Whether something is asked together with contraception that has nothing to do with it, or is a method of it."""
    for part in parts:
        leaf = part.part if isinstance(part, Not) else part
        if isinstance(leaf, Treatment) or (isinstance(leaf, Condition | State) and not leaf.coded):
            return True
        if isinstance(leaf, Judgement) and leaf.window is not None:
            return True
    return False


def sex_named(tags: list[Tag]) -> Demographic | None:
    """The one sex of which a sentence speaks from its beginning; None where it names both or begins otherwise."""
    named = [(at, sex) for at, tag in enumerate(tags) if (sex := _sex_of(tag))]
    if {sex for _, sex in named} not in ({"male"}, {"female"}) or any(tag.type not in _BEFORE for tag in tags[: named[0][0]]):
        return None
    at, sex = named[0]
    place = Span(tags[at].start, tags[at].end)
    return Demographic("sex", "sex", (sex,), True, place, place)


_BEFORE = frozenset({"FILL", "PREP", "IF", "NOF", "EITHER", "STATE", "MARK"})


def _sex_of(tag: Tag) -> str:
    if tag.type == "POP":
        return "both" if len(parts_of(tag)) > 1 else ""
    if tag.type in {"SEX", "FORSEX"}:
        return str(tag.value)
    return "female" if tag.type == "STATE" and _WOMEN.search(tag.text) else ""


_WOMEN = re.compile(r"wom[ae]n|female|wocbp|wcbp|focbp", re.IGNORECASE)


@cache
def _words() -> _Words:
    table = read_toml("rules", "words", "reproduction.toml")
    return _Words(*(frozenset(table[key]) for key in ("asked", "used", "denied", "whom", "never")))
