"""Takes what the sentences of an item gave, gives what they say together."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.criteria.nodes import Not
from screener.criteria.nodes import When
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.built import Built
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.tails.allowances import allowance


def join_sentences(sentences: list[Built], context: Context) -> Built:
    """What the sentences of an item say together."""
    if len(sentences) == 1 and sentences[0].node is not None and sentences[0].permits is None:
        return sentences[0]
    built: list[Built] = []
    for one in sentences:
        if one.allowed and one.node is not None and built and built[-1].node is not None:
            base = built[-1].node
            if context.category == "exclusion" and isinstance(base, Not) and len(built) > 1:
                base = any_of([each.node for each in built if each.node is not None])
                del built[:-1]  # whether whom it lets in is asked what was required is for a person to say
                one.node = judgement(one.node.span.start, one.node.span.end, context, [])
            built[-1] = Built(allowance(base, one.node, context), built[-1].count, built[-1].rest)
        elif one.node is not None or one.rest is not None or one.count:
            built.append(one)
    _speak_of_those(built, context)
    nodes = [one.node for one in built if one.node is not None]
    last = built[-1] if built else Built(None)
    if not nodes:
        return Built(None, last.count, last.rest, whom=last.whom)
    alone = [one for one in built if one.node is not None]
    if len(alone) == 1 and alone[0].permits is not None:
        return Built(alone[0].permits)
    node = any_of(nodes) if context.category == "exclusion" else all_of(nodes)
    only_allows = all(one.allowed for one in built if one.node is not None)
    one_alone = len(nodes) == 1
    whole = Built(node, last.count, last.rest, only_allows, last.ends_open, defined=last.defined and one_alone)
    turned = one_alone and alone[0].turned
    return replace(whole, points=last.points and one_alone, besides=last.besides, whom=alone[-1].whom, turned=turned)


_THEY = re.compile(
    r"\W*(?:(?:note|nb)\W+)?(?:(?:these|such|those|the)\s+)?(?:participants|patients|subjects|they|individuals)\s+must\b",
    re.IGNORECASE,
)


def _speak_of_those(built: list[Built], context: Context) -> None:
    """Takes "diabetics are eligible if …" for what it asks of these, and what they must behind it with it."""
    first = built[0] if len(built) > 1 else None
    if first is None or first.node is None or first.permits is None or context.category != "inclusion":
        return
    before, first.node = first.node.span.end, first.permits
    for one in built[1:]:
        if one.node is None or not isinstance(first.node, When) or _THEY.match(context.text, before) is None:
            return
        told = "what “they must” asks may be asked only of those before, or of all"
        before = one.node.span.end
        if context.choose(f"they-{one.node.span.start}", ("of-those", "all"), told) == "of-those":
            one.node = When(first.node.condition, one.node, one.node.span)
