"""Spares the disease that a trial is about where a criterion turns away a wider kind of it.

"Other malignancy" in a trial of lung cancer cannot mean the lung cancer, and neither can "history of malignancy": nobody
could take part. Such a rule gets the trial's own condition as its exception, and says so. Where the text does not say
"other", a wide kind of another disease ("liver disease" in a trial of hepatitis) keeps both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import When
from screener.criteria.nodes import is_plain
from screener.criteria.protocol import Category

_OTHER = re.compile(r"\b(?:other|another|additional|different|second)\b[^.;:,()]{0,40}$", re.IGNORECASE)
_BEFORE = 50
_CANCERS = frozenset({"malignancy", "neoplasm"})


def required(node: Node) -> Iterator[Condition]:
    """The conditions that a candidate has, or may have, who meets an inclusion criterion."""
    match node:
        case Condition(concept=concept, who="patient") if concept is not None:
            yield node
        case AllOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from required(part)
        case AnyOf(parts=parts, head=head):
            found = [list(required(part)) for part in (parts if head is None else (head, *parts))]
            if all(found):
                for each in found:
                    yield from each
        case Except(base=base):
            yield from required(base)
        case _:
            return


def asked_of_group(node: Node) -> tuple[str, Node]:
    """The group of candidates that a criterion names before what it asks of these alone, and what it asks; no name for all."""
    match node:
        case When(condition=Judgement(label=label), then=then):
            return label, then
        case _:
            return "", node


def wider_kinds(wanted: Iterable[Condition]) -> Iterator[str]:
    """The concepts of conditions and all above them: what turns away none of these needs no look."""
    for one in wanted:
        yield from catalog().above(str(one.concept))


@dataclass
class OwnDisease:
    """The conditions that a trial requires, and the text in which wider kinds of them are turned away."""

    text: str
    wanted: tuple[Condition, ...]
    field: str
    issues: list[Issue]
    sure: bool = True

    def spared(self, node: Node, category: Category) -> Node:
        """The node with the trial's own conditions taken out of what it turns away; not `sure`: also where it may be meant."""
        return self._walk(node, turns_away=category == "exclusion") if self.wanted else node

    def _walk(self, node: Node, *, turns_away: bool) -> Node:
        match node:
            case Condition():
                return self._condition(node) if turns_away else node
            case Not(part=part):
                inner = self._walk(part, turns_away=not turns_away)
                return node if inner is part else replace(node, part=inner)
            case AllOf() | AtLeast() | AtMost():
                narrowed = turns_away and isinstance(node, AllOf)  # more than the disease has to hold
                return node if narrowed else self._parts(node, turns_away=turns_away)
            case AnyOf(head=head):
                made = self._parts(node, turns_away=turns_away)
                first = None if head is None else self._walk(head, turns_away=turns_away)
                return made if first is head or not isinstance(made, AnyOf) else replace(made, head=first)
            case When(then=then):
                asked = self._walk(then, turns_away=turns_away)
                return node if asked is then else replace(node, then=asked)
            case Except(base=Condition() as base) if turns_away:
                return self._excepted(node, base)
            case _:
                return node

    def _parts(self, node: AllOf | AnyOf | AtLeast | AtMost, *, turns_away: bool) -> Node:
        parts = tuple(self._walk(part, turns_away=turns_away) for part in node.parts)
        changed = any(new is not old for new, old in zip(parts, node.parts, strict=True))
        return replace(node, parts=parts) if changed else node

    def _condition(self, node: Condition) -> Node:
        own = self._own(node)
        if own:
            self._tell(node)
            return Except(node, _any(own), node.span)
        if self._other(node) and any(known.concept == node.concept for known in self.wanted):
            words = " ".join(self.text[node.span.start : node.span.end].split())
            return Judgement(f"other {words}", "unspecified", None, node.mention, node.span)
        return node

    def _excepted(self, node: Except, base: Condition) -> Node:
        listed = {getattr(part, "concept", "") for part in _listed(node)}
        own = [each for each in self._own(base) if each.concept not in listed]
        if not own:
            return node
        self._tell(base)
        return replace(node, unless=_any([*_listed(node), *own]))

    def _own(self, node: Condition) -> list[Condition]:
        """The required conditions that are narrower kinds of one that is turned away."""
        if node.concept is None or node.who != "patient":
            return []
        if not self._other(node) and not self._whole(node):
            return []
        known, wide = catalog(), node.concept
        own = {one.concept: one for one in self.wanted if one.concept != wide and known.is_a(str(one.concept), wide)}
        return [Condition(one.concept, one.label, mention=node.mention, span=node.span) for one in own.values()]

    def _whole(self, node: Condition) -> bool:
        """Whether the bare disease, however mild or long ago, turns candidates away."""
        if node.qualifiers or node.duration is not None or node.count is not None:
            return False
        return node.concept in _CANCERS or (not self.sure and node.window is None and node.status == "present")

    def _other(self, node: Condition) -> bool:
        """Whether the text says "other" before the name, or within what is read of it."""
        return bool(_OTHER.search(self.text[max(0, node.mention.start - _BEFORE) : node.mention.start]))

    def _tell(self, node: Condition) -> None:
        self.issues.append(
            issue(
                "own-condition",
                f"the trial is about a kind of {node.label}; that kind was left out of what this criterion turns away",
                node.span,
                field=self.field,
                hint="correct the rule if the trial's own condition counts here too",
            )
        )


def _listed(node: Except) -> list[Node]:
    """What an exception lists."""
    unless = node.unless
    return list(unless.parts) if is_plain(unless) else [unless]


def _any(nodes: Iterable[Node]) -> Node:
    parts = tuple(nodes)
    return parts[0] if len(parts) == 1 else AnyOf(parts, span=parts[0].span)
