"""Lists that a heading points at: "use of any of the following drugs within 4 weeks", "no history of the following"."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import is_list
from screener.criteria.nodes import is_plain
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.combine import counted
from screener.reading.meaning.lists.denials import affirmed
from screener.reading.meaning.lists.heads import like_head
from screener.reading.meaning.lists.heads import window_of
from screener.reading.meaning.lists.heads import within
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Listing

_TREATED_WITH = frozenset({
    "drug", "drugs", "medication", "medications", "medicine", "medicines", "agent", "agents", "treatment", "treatments",
    "therapy", "therapies", "surgery", "surgeries", "procedure", "procedures", "substance", "substances", "product", "products",
})  # fmt: skip
_REFUSES = ("no", "without", "absence", "must", "should", "free", "neg", "do", "have n", "has n", "had n", "are n", "is n")


def followed(listing: Listing) -> int | None:
    """Where "the following" stands."""
    for chunk in listing.chunks:
        for tag in chunk:
            if tag.type == "NOF":
                return tag.start
    return None


def pointing(listing: Listing, node: Node) -> bool:
    """Whether "the following" stands right before what a heading names, which is then only the kind of what its list holds."""
    at = followed(listing)
    last = _asked(node)
    if at is None or not isinstance(last, Condition | Treatment) or at > last.mention.start:
        return False
    between = [tag for chunk in listing.chunks for tag in chunk if at < tag.start < last.mention.start]
    return all(isinstance(tag, Tag) and tag.type not in {"PREP", "WINDOW", "LIMIT", "WHICH"} for tag in between)


def under_kind(head: Node, node: Node, count: str) -> Node | None:
    """The members of a list as its heading says: within its time, taken or had as it tells, or denied as by it."""
    denied = affirmed(head)
    kind = _asked(denied or head)
    if not isinstance(kind, Condition | Treatment):
        return None
    listed = listed_under(node, kind)
    if denied is not None:
        return not_listed(_parts(listed), count)
    if count.isdigit() or count in {"all", "none"}:
        listed = counted(_parts(listed), count)
    if only_points(head):
        return listed
    if isinstance(head, AllOf):
        return AllOf((*head.parts[:-1], listed), head.span.join(listed.span))
    return AnyOf((listed,), False, head, head.span.join(listed.span))


def or_any_of(listing: Listing) -> bool:
    """Whether what follows is but one more alternative ("severe hypertension or any of the following: …")."""
    last = [tag.type for tag in listing.chunks[-1] if isinstance(tag, Tag)]
    return bool(listing.conns) and listing.conns[-1].type == "OR" and last == ["NOF"]


def with_list(head: Node, node: Node, *, besides: bool) -> Node:
    """What a heading says together with its list; of two limits of one measure the list belongs to the second.

    besides: the list is one more alternative.
    """
    if besides:
        return any_of([head, node])
    limits = head.parts if is_plain(head) else ()
    two = len(limits) > 1 and all(isinstance(part, Comparison) and part.concept is not None for part in limits)
    if two and len({part.concept for part in limits if isinstance(part, Comparison)}) == 1:
        return any_of([*limits[:-1], all_of([limits[-1], node])])  # "BMI ≥ 40, or ≥ 35 with two of the following"
    return all_of([head, node])


def only_points(head: Node) -> bool:
    """Whether a heading is but the name of a kind ("use of any of the following drugs")."""
    if isinstance(head, Treatment) and not head.coded and not head.qualifiers:
        return head.label.lower().split(" ")[-1] in _TREATED_WITH and head.dose is None
    return isinstance(head, Condition) and not head.coded and not head.qualifiers


def listed_under(node: Node, head: Node) -> Node:
    """The members of a list within the time of its heading, and taken or had as it tells."""
    if isinstance(node, AllOf | AnyOf) and node.parts and (isinstance(node, AllOf) or node.head is None):
        return replace(node, parts=tuple(listed_under(part, head) for part in node.parts))
    window = window_of(head)
    like = like_head(node, head) if isinstance(node, Condition | Treatment) else node
    return within(like, window) if window is not None else like


def refusing(rest: Lead | None, listing: Listing) -> tuple[Lead | None, Tag | None]:
    """What a heading passes on to its list, without the denial that is of the whole list, and that denial."""
    negation = rest.negation if rest is not None else None
    at = followed(listing)
    if rest is None or negation is None or not refuses(negation) or (at is not None and at < negation.start):
        return rest, None
    passed = rest.copy()
    passed.negation = None
    return passed, negation


def refuses(negation: Tag) -> bool:
    """Whether a denial is one of all that follows it, and not of a part of a word."""
    return negation.text.lower().startswith(_REFUSES) and negation.text.lower() != "non"


def not_listed(nodes: list[Node], count: str) -> Not:
    """None of a list, or fewer than so many of it."""
    whole = counted(nodes, count) if count.isdigit() else any_of(nodes)
    return Not(whole, whole.span)


def _parts(node: Node) -> list[Node]:
    return list(node.parts) if is_list(node) else [node]


def _asked(node: Node) -> Node:
    """What a heading names; the last of several things."""
    positive = affirmed(node) or node
    return positive.parts[-1] if isinstance(positive, AllOf) else positive
