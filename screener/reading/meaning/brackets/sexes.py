"""What a bracket says of the sexes: limits that differ between men and women, or one that differs for one of them."""

from __future__ import annotations

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import Result
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.measures import measure_node
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren

_SEX = frozenset({"SEX", "FORSEX"})
_ALLOWED = _SEX | {"LIMIT", "POP", "PREP"}


def by_sex(node: Node, draft: Draft, paren: Paren, tags: list[Tag], joins: list[Tag], context: Context) -> Node | None:
    """The node with the limits that a bracket gives for each sex; None where it holds anything else."""
    if not any(tag.type in _SEX for tag in tags) or any(tag.type not in _ALLOWED for tag in tags):
        return None
    if not isinstance(node, Comparison | Condition | Result) or not draft.heads:
        return None
    told = _told(tags)
    if not told:
        return None
    if isinstance(node, Comparison) and len(told) > 1 and len(told) != len({sex for sex, _ in told}):
        return None
    take(tags)
    take(joins)
    parts: list[Node] = [_one(draft, sex, limit, context) for sex, limit in told]
    span = Span(node.span.start, paren.end)
    if isinstance(node, Comparison) and len(told) == 1:
        other = "male" if told[0][0].value == "female" else "female"
        rest = Demographic("sex", "sex", (other,), True, node.mention, node.span)
        return AnyOf((AllOf((rest, node), node.span), parts[0]), span=span)
    if isinstance(node, Comparison) or len(told) < 2:
        return None
    whole = AnyOf(tuple(parts), span=span)
    return AnyOf(tuple(parts), False, node, span) if isinstance(node, Condition) and node.coded else whole


def _told(tags: list[Tag]) -> list[tuple[Tag, Tag]]:
    """Each sex with its limit, whichever of the two stands first; empty where they do not pair off."""
    plain = [tag for tag in tags if tag.type == "LIMIT" or tag.type in _SEX]
    if len(plain) % 2:
        return []
    pairs = []
    for first, second in zip(plain[::2], plain[1::2], strict=True):
        sex, limit = (first, second) if first.type in _SEX else (second, first)
        if sex.type not in _SEX or limit.type != "LIMIT":
            return []
        pairs.append((sex, limit))
    return pairs


def _one(draft: Draft, sex: Tag, limit: Tag, context: Context) -> Node:
    measured = Draft("measure", list(draft.heads), draft.ids if draft.slot == "measure" else (), limits=[limit])
    node = measure_node(measured, None, None, context)
    place = Span(sex.start, sex.end)
    told = Demographic("sex", "sex", (str(sex.value),), True, place, place)
    return AllOf((told, node), Span(min(sex.start, node.span.start), max(sex.end, node.span.end)))
