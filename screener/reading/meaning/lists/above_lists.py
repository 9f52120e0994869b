"""What stands above a list of exclusions: a heading, what the list gives examples of, or what it defines."""

from __future__ import annotations

import re

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import is_list
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.heads import like_head
from screener.reading.meaning.lists.heads import open_head
from screener.reading.scanning.tags import Tag

_PASSED = frozenset({"COLON", "STOP", "FILL", "COMMA", "MARK", "DASH"})
_MARKS = _PASSED | {"NOF", "TEXT", "MEASN", "PREP", "AT", "ANCHOR"}
_FAR = 8
_OF_SOME = frozenset({"for", "in", "among", "if", "when"})
_NAMES = Condition | Treatment | Unread
_BEARING = re.compile(r"pregnan|gestation|lactat|breast-?feed|obstetric|fertil|contracepti", re.IGNORECASE)


def _gives_examples(tags: list[Tag]) -> bool:
    """Whether a heading ends in words that open a list of examples ("autoimmune disease, including but not limited to:")."""
    for tag in reversed(tags):
        if tag.type == "EG":
            return True
        if tag.type not in _PASSED:
            return False
    return False


def _gives_definition(tags: list[Tag]) -> bool:
    """Whether a heading ends in words by which the list says what it means ("abnormal vital signs, defined as any of: …")."""
    for tag in reversed(tags[-_FAR:]):
        if tag.type in {"ACCORD", "IE"}:
            return True
        if tag.type not in _MARKS:
            return False
    return False


def above_exclusions(
    head: Node, nodes: list[Node], joined: Node, tags: list[Tag], context: Context, *, label: bool
) -> Node | None:
    """The heading and its list as one; None where what the heading names is asked besides.

    tags: those of the heading; label: it ends in a colon or is a known title. Examples leave the list open; what is defined
    excludes as its list does.
    """
    parts: list[Node] = list(head.parts) if is_list(head) else [head]
    span = Span(head.span.start, max(node.span.end for node in nodes))
    if _gives_examples(tags) and all(isinstance(one, Condition | Treatment | Contraindication) for one in parts):
        opened = [open_head(one, context) for one in parts]
        alike = len({(one.kind, getattr(one, "status", ""), getattr(one, "window", None)) for one in parts}) == 1
        examples = [like_head(node, parts[0]) if alike else node for node in nodes]
        return AnyOf(tuple(examples), True, opened[0] if len(opened) == 1 else any_of(opened), span)
    if len(parts) > 1 and _gives_definition(tags) and all(isinstance(one, Condition | Result | AllOf) for one in parts):
        known = [one for one in parts[:-1] if getattr(one, "coded", False)]
        defined = [one for one in parts if one not in known]
        return any_of([*known, AnyOf((joined,), False, defined[0] if len(defined) == 1 else any_of(defined), span)])
    told = head.head if isinstance(head, AnyOf) and all(isinstance(one, Unread) for one in head.parts) else head
    if isinstance(told, Result) and not told.coded and _gives_definition(tags):
        return AnyOf((joined,), False, told, span)
    of_people = any(tag.type == "POP" for tag in tags) or (bool(tags) and tags[0].text.lower() in _OF_SOME)
    if label and len(parts) > 1 and not of_people and all(isinstance(one, _NAMES) and _bare(one) for one in parts):
        return joined
    return None


def _bare(node: Node) -> bool:
    """Whether a name says nothing of when, how long or how often."""
    return all(
        getattr(one, name, None) is None for one in walk(node) for name in ("window", "duration", "count", "stable_for")
    )


def unlike(head: Node, nodes: list[Node]) -> bool:
    """Whether what stands below can be no kind of the head: pregnancy below "dense cataract" is an exclusion beside it."""
    said = [leaf for leaf in walk(head) if not isinstance(leaf, AllOf)]
    if not isinstance(said[0], Condition | Treatment) or not all(isinstance(leaf, _NAMES | Judgement) for leaf in said):
        return False
    if any(_BEARING.search(leaf.label) for leaf in said if isinstance(leaf, _NAMES | Judgement)):
        return False
    leaves = [leaf for node in nodes for leaf in walk(node) if not isinstance(leaf, AllOf | AnyOf)]
    return bool(leaves) and all(isinstance(leaf, State) and leaf.concept in {"pregnant", "lactating"} for leaf in leaves)
