"""When an item is pointless: another answer has settled every place where its own would count."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from typing import TYPE_CHECKING

from screener.catalog.implications import implications
from screener.core.truth import Truth
from screener.core.truth import negation
from screener.criteria import nodes as n
from screener.forms.controls import narrows_nothing
from screener.forms.item import NO
from screener.forms.item import YES
from screener.forms.item import Hide
from screener.forms.item import Item
from screener.forms.item import Place
from screener.screening.classes import class_key

if TYPE_CHECKING:
    from collections.abc import Callable

Answers = frozenset[Hide]
NONE: Answers = frozenset()


class Hiding:
    """Finds, for each item, the single answers to other items that leave it nothing to decide."""

    def __init__(
        self,
        items: Mapping[str, Item],
        item_of: Callable[[n.Node], str | None],
        wider: Mapping[str, tuple[str, ...]],
        key_to_item: Mapping[str, str],
    ) -> None:
        self.items = items
        self.item_of = item_of
        self.key_to_item = key_to_item
        self.wider = wider

    def answers(self, item: Item, places: Iterable[Place]) -> Answers:
        """The answers to other items after which this one has nothing left to decide."""
        places = tuple(places)
        settled = [self._around(place) for place in places]
        everywhere = frozenset.intersection(*settled) if settled else NONE
        found = everywhere | self._implied(places) | self._entailed(item)
        return frozenset(answer for answer in found if answer.item != item.link_id)

    def _around(self, place: Place) -> Answers:
        """The answers that settle some combination around the place, whatever stands at the place."""
        found: set[Hide] = set()
        node = place.root
        for depth, step in enumerate((*place.path, -1)):
            found |= self._settling(node, step, last=depth == len(place.path))
            if depth < len(place.path):
                node = n.children(node)[step]
        return frozenset(found)

    def _settling(self, node: n.Node, step: int, *, last: bool) -> Answers:
        others = [child for number, child in enumerate(n.children(node)) if number != step]
        match node:
            case n.AllOf():
                return self._any_way(others, Truth.FALSE)
            case n.AnyOf():
                return self._any_way(others, Truth.TRUE)
            case n.When(condition=condition) if step == 1:
                return self.ways(condition, Truth.FALSE)
            case n.Except(base=base, unless=unless) if not last:
                return self.ways(unless, Truth.TRUE) if step == 0 else self.ways(base, Truth.FALSE)
            case _:
                return NONE

    def _any_way(self, nodes: Iterable[n.Node], truth: Truth) -> Answers:
        return frozenset(answer for node in nodes for answer in self.ways(node, truth))

    def ways(self, node: n.Node, truth: Truth) -> Answers:
        """The single answers by which the node surely has that truth."""
        match node:
            case n.Not(part=part):
                return self.ways(part, negation(truth))
            case n.AnyOf() if truth is Truth.TRUE:
                return self._any_way(n.children(node), truth)
            case n.AllOf(parts=parts) if truth is Truth.FALSE:
                return self._any_way(parts, truth)
            case n.Except(base=base, unless=unless) if truth is Truth.FALSE:
                return self.ways(base, Truth.FALSE) | self.ways(unless, Truth.TRUE)
            case n.AllOf() | n.AnyOf() | n.AtLeast() | n.AtMost() | n.When() | n.Except():
                return NONE
            case _:
                return self._atom_ways(node, truth)

    def _atom_ways(self, node: n.Node, truth: Truth) -> Answers:
        item = self.items.get(self.item_of(node) or "")
        if item is None:
            return NONE
        if item.type in ("yes-no", "drug"):
            return self._with_narrower(item, YES if truth is Truth.TRUE else NO)
        if item.type != "choice" or not isinstance(node, n.Demographic | n.Member):
            return NONE
        asked = {class_key(value) for value in node.values}
        return frozenset(
            Hide(item.link_id, option.value)
            for option in item.options
            if option.value != "other" and (class_key(option.value) in asked) is (truth is Truth.TRUE)
        )

    def _with_narrower(self, item: Item, answer: str) -> Answers:
        """The answer itself and those to other items from which it follows."""
        follows = (
            [other for other, wide in self.wider.items() if item.key in wide] if answer == YES else self.wider.get(item.key, ())
        )
        return frozenset(
            Hide(link, answer) for link in (item.link_id, *(self.key_to_item.get(key, "") for key in follows)) if link
        )

    def _entailed(self, item: Item) -> Answers:
        """The answers to other items that answer this one too."""
        if item.type not in ("yes-no", "drug"):
            return NONE
        return self._with_narrower(item, YES) | self._with_narrower(item, NO)

    def _implied(self, places: Iterable[Place]) -> Answers:
        """The facts that settle a state for everybody: a man is not pregnant."""
        found: Answers | None = None
        for place in places:
            node = place.node
            if not isinstance(node, n.State) or node.concept is None or node.window is not None or node.who != "patient":
                return NONE
            facts = frozenset(
                Hide(link, rule.value or (YES if rule.truth else NO))
                for rule in implications().get(node.concept, ())
                if (narrows_nothing(node.qualifiers) or not rule.implied_truth)
                and (link := self.key_to_item.get(rule.concept)) is not None
            )
            found = facts if found is None else found & facts
        return found or NONE
