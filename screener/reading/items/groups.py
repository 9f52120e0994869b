"""Finds headings that name whom their list is for: "Control group:", "For patients < 18 years:", "If female, must be:"."""

from __future__ import annotations

import re

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.layout.item_text import ItemText
from screener.reading.meaning.lists.of_whom import names_people

PEOPLE = (
    r"(?:patients?|subjects?|participants?|volunteers?|individuals?|persons?|adults?|children|adolescents?|infants?|neonates|men"
    r"|women|males?|females?|controls?|cases?|donors?|recipients?|caregivers?|carers?|parents?|mothers|fathers|boys|girls|smokers"
    r"|non-?smokers|asthmatics|diabetics|athletes|survivors|siblings|relatives|clinicians|providers)"
)
_WORD = r"[\w/+'’-]+(?:\s*\([^()]{1,40}\))?,?\s+"
_ALL = re.compile(
    r"\b(?:all|any|both|each|every|either|neither|following|criteria|criterion|must|should|shall|will|requirements?|eligible|defined"
    r"|includ\w+|exclu\w+|one|two|least|who|have|has|is|are|be|was|were|meet\w*|not|age|ages|blood|ethnic\w*|muscle|eyes?|disease"
    r"|contracepti\w+|child-?bearing|according)\b",
    re.IGNORECASE,
)
"""What a heading holds that says more than the name of a group, or names all of them."""
_GROUP = re.compile(
    rf"(?:for|in)?\s*(?:the\s+)?(?:{_WORD}){{0,6}}?"
    r"(?:groups?|cohorts?|(?:treatment|control|study|intervention|experimental|placebo|monotherapy|combination)\s+arms?"
    r"|controls?|control\s+(?:subjects|participants|patients|volunteers)|cases|caregivers?)"
    r"(?:\s+(?:only|participants|subjects|patients|members|volunteers|[A-H1-9]{1,3}[+-]?))*(?:\s*\([^()]{1,60}\))?(?:\s+only)?\s*",
    re.IGNORECASE,
)
_SIBLING = re.compile(rf"(?:(?:for|in)\s+)?(?:the\s+)?(?:{_WORD}){{0,4}}?{PEOPLE}\b[^.;:]{{0,60}}", re.IGNORECASE)
_ASKED = (
    r"(?:\s+only)?[,;]?(?:\s+(?:and|they|either|(?:the\s+)?(?:subjects?|patients?|participants?)|(?:also\s+)?(?:must|should)(?:\s+(?:be|have|also))?"
    r"|(?:(?:one|all|any|either)\s+of\s+)?the\s+following(?:\s+(?:inclusion|exclusion|additional))?(?:\s+(?:criteria|conditions))?"
    r"|criteria|conditions|must\s+be\s+met|apply|applies),?)*\s*"
)
_FOR = re.compile(rf"(?:for|in)\s+(?:the\s+)?(?P<whom>(?:{_WORD}){{0,4}}?{PEOPLE}\b[^.;:]{{0,60}}?){_ASKED}", re.IGNORECASE)
_IF = re.compile(
    r"if\s+(?:(?:the\s+|an?\s+)?(?:patient|subject|participant|volunteer|candidate)s?\s+)?(?:(?:is|are)\s+)?(?:an?\s+)?"
    rf"(?P<whom>(?:fe)?males?\b[^.;:]{{0,60}}?|(?:wo)?m[ae]n\b[^.;:]{{0,60}}?){_ASKED}",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\b(?:all|any|both|each|every|either|to|eligible|study\s+eyes?|definition|subjects\s+and\s+controls)\b", re.IGNORECASE
)
_ASKS = re.compile(r"(?<!who )(?<!that )\b(?:is|are|was|were|must|should|does|do)\b", re.IGNORECASE)
"""What says something of those whom a heading names: "for females, is not pregnant and one of the following:"."""
_SEX = re.compile(r"(?:for\s+)?(?:the\s+)?(?:(?:fe)?males?|(?:wo)?men)\b", re.IGNORECASE)
_HINT = re.compile(rf"(?:\b(?:groups?|cohorts?|arms?)|{PEOPLE})\b", re.IGNORECASE)


def mark_groups(items: list[ItemText], text: str) -> None:
    """Marks the lists of several groups that stand side by side, each below a name of its people ("Patients:", "Controls:")."""
    named = [item for item in items if (label := _label(item, text)) and _named(label)]
    if len({_label(item, text).lower() for item in named}) > 1:
        for item in named:
            item.grouped = True


def group_of(item: ItemText, text: str) -> Span | None:
    """The name of a group that a person has to say who is in, where an item is only the heading of its list."""
    label = _label(item, text)
    own = bool(label) and _GROUP.fullmatch(label) is not None and not _ALL.search(label)
    return Span(item.span.start, item.span.start + len(label)) if item.grouped or own else None


def those_of(item: ItemText, text: str) -> Span | None:
    """The words for those whom a list is for, where its heading says so ("For patients < 18 years:", "If female and:")."""
    label = _label(item, text)
    found = (_FOR.fullmatch(label) or _IF.fullmatch(label)) if label else None
    if found is None or _EVERYBODY.search(found["whom"]) or _ASKS.search(found["whom"]):
        return None
    return Span(item.span.start + found.start("whom"), item.span.start + found.end("whom"))


def asked_from(item: ItemText, whom: Span, text: str) -> int:
    """Where a heading says behind those people how many of its list are asked ("one of the following:"); else its colon."""
    end = item.span.start + len(item.span.text(text).rstrip())
    found = _SO_MANY.search(text, whom.end, end)
    return found.start() if found is not None else end - 1


_SO_MANY = re.compile(r"\b(?:(?:at\s+least\s+)?one|any|either|all)\b", re.IGNORECASE)


def only_whom(node: Node) -> bool:
    """Whether a node says no more than of what sex, age or disease somebody is, each known in full."""
    return all(_plain(leaf) for leaf in walk(node))


def for_those(whom: Node, node: Node, *, excludes: bool) -> Node:
    """A list asked of those alone; an exclusion keeps out those of them of whom it holds."""
    span = whom.span.join(node.span)
    return AllOf((whom, node), span) if excludes else When(whom, node, span)


def _plain(leaf: Node) -> bool:
    match leaf:
        case AllOf() | AnyOf(head=None) | Not() | Demographic():
            return True
        case Comparison():
            return leaf.concept == "age" and leaf.coded and not leaf.qualifiers
        case State():
            return names_people(leaf) and not leaf.qualifiers
        case Condition():
            return leaf.coded and leaf.status == "present" and not leaf.qualifiers and leaf.window is None
        case _:
            return False


def _named(label: str) -> bool:
    """Whether a heading is the name of a group of people, told by more than their sex or age."""
    if _ALL.search(label) or not (_SIBLING.fullmatch(label) or _GROUP.fullmatch(label)):
        return False
    return _SEX.match(label) is None


def _label(item: ItemText, text: str) -> str:
    """The words of an item that is a heading with a list below it, without its colon; empty for any other."""
    if not item.children or item.span.end - item.span.start > _LONGEST:
        return ""
    words = item.span.text(text).rstrip()
    if not words.endswith((":", "：")) or not _HINT.search(words):
        return ""
    return words.rstrip(":： \t").replace("\n", " ")


_LONGEST = 120
