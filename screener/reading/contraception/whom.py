"""Takes the people whom a sentence about contraception names, gives the condition of its being asked of somebody."""

from __future__ import annotations

import re

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.reading.contraception.shapes import Whom
from screener.reading.contraception.states import named
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.scanning.tags import Tag

_WOMEN = re.compile(r"wom[ae]n|female|w\.?o?\.?c\.?b|focbp", re.IGNORECASE)


def condition(whoms: list[Whom], context: Context) -> list[Node] | None:
    """Whom it is asked of, none for all; None where it is not plain whom some words narrow."""
    if not whoms:
        return []
    exempt = [one for one in whoms if one.who.type == "UNBEARINGWHO"]
    if exempt:  # "women of non-childbearing potential, or women of childbearing potential using contraception"
        whoms = [one for one in whoms if one.who.type != "UNBEARINGWHO"]
        if [one.who.type for one in whoms] != ["BEARING"]:
            return None
    fertile = whoms[0].who.text.lower().startswith("fertile")
    if fertile and any(one.who.type == "MEN" for one in whoms[1:]):
        return None  # "fertile women and men": both of them
    several = len(whoms) > 1
    first = [one for tag in whoms[0].first for one in _mark(tag)]
    made: list[list[Node]] = []
    for at, one in enumerate(whoms):
        narrows = [*(one.first if at else []), *one.marks]
        if several and any(tag.type == "ACTIVE" for tag in one.marks):
            return None  # "women and men who are sexually active": the men, or both?
        both = fertile and one.who.type == "WOMEN"  # "fertile men and women"
        nodes = [_state("childbearing-potential", one.who)] if both else _one(one, narrows, context)
        if nodes is None or (several and not nodes):
            return None
        made.append(nodes)
    those = [any_of([all_of(nodes) for nodes in made])] if several else made[0]
    return [*(_flat(those)), *first]


def is_bare(who: Tag) -> bool:
    """Whether words tell of childbearing potential without a word for women."""
    return who.type == "BEARING" and not _WOMEN.search(who.text)


def narrowed_by(given: list[Whom | Tag], context: Context) -> list[Node] | None:
    """What an "if" behind the whole sentence asks of those whom it is asked of."""
    if given and isinstance(given[0], Tag):
        return [_state("sexually-active", given[0])]
    return condition([one for one in given if isinstance(one, Whom)], context)


def _one(whom: Whom, narrows: list[Tag], context: Context) -> list[Node] | None:
    who = whom.who
    notes = tuple(_note(tag, context) for tag in narrows if tag.type == "NOTE")
    if notes and who.type != "BEARING":
        return None
    marks = [one for tag in narrows if tag.type != "NOTE" for one in _mark(tag)]
    if any(tag.type == "WITHPARTNER" for tag in narrows) and (who.type in {"BEARING", "WOMEN"} or _WOMEN.search(who.text)):
        return None  # "women and men with partners of childbearing potential": the men's
    match who.type:
        case "BEARING":
            return [_state("childbearing-potential", who, notes), *marks]
        case "PREMENOPAUSAL":
            return [_state("premenopausal", who), *marks]
        case "FATHERING":
            return [_sex("male", who), _judged(who, context), *marks]
        case "MEN":
            return [_sex("male", who), *marks]
        case "WOMEN" | "ALL" if whom.both is not None and (who.type == "WOMEN" or _WOMEN.search(whom.both.text)):
            return [_state("childbearing-potential", whom.both), *marks]  # "if the subject is a woman of childbearing potential"
        case "WOMEN":
            return [_sex("female", who), *marks]
        case _ if whom.both is not None:
            fathers = all_of([_sex("male", who), _judged(whom.both, context)])
            return [any_of([fathers, _state("childbearing-potential", whom.both)]), *marks]
        case _:
            return marks


def _mark(tag: Tag) -> list[Node]:
    """What narrows them: that they are sexually active, and with whom, or not sterile."""
    words, place = tag.text.lower(), Span(tag.start, tag.end)
    if tag.type == "NONSTERILE":
        return [Not(named("surgically-sterile", place), place)]
    if tag.type == "UNSTERILE":
        found = [concept for concept, word in (("surgically-sterile", "steril"), ("postmenopausal", "menopaus")) if word in words]
        return [Not(any_of([named(concept, place) for concept in found]), place)]
    partners = (Qualifier("other", tag.text.strip(" ,"), place),) if tag.type == "ACTIVE" and "steril" in words else ()
    made: list[Node] = [_state("sexually-active", tag, partners)] if "active" in words else []
    if tag.type == "WITHPARTNER":
        pregnant = "pregnant" in words.replace("become pregnant", "").replace("becoming pregnant", "").replace("get pregnant", "")
        concepts = ["childbearing-potential"] if not words.startswith(_PREGNANT) else []
        concepts += ["pregnant"] if pregnant else []
        made.append(any_of([named(concept, place, who="partner") for concept in concepts]))
    return made


_PREGNANT = tuple(f"{has} {which}pregnant" for has in ("with", "having", "who have", "who has") for which in ("", "a "))


def _state(concept: str, tag: Tag, notes: tuple[Qualifier, ...] = ()) -> Node:
    return named(concept, Span(tag.start, tag.end), notes)


def _sex(sex: str, tag: Tag) -> Node:
    place = Span(tag.start, tag.end)
    return Demographic("sex", "sex", (sex,), True, place, place)


def _judged(tag: Tag, context: Context) -> Node:
    """Whether a man can father a child is a person's to say."""
    place = Span(tag.start, tag.end)
    return Judgement(context.name(*place), "unspecified", None, place, place)


def _note(tag: Tag, context: Context) -> Qualifier:
    return Qualifier("description", context.words(tag.start, tag.end).strip("()[] ,"), Span(tag.start, tag.end))


def _flat(nodes: list[Node]) -> list[Node]:
    return [part for node in nodes for part in (node.parts if isinstance(node, AllOf) else (node,))]
