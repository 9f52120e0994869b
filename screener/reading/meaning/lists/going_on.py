"""Words of a list that are no member of their own: they go on with the one before them."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.judged import Elements
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.list_items import bare_noun
from screener.reading.meaning.lists.list_items import flat_tags
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import Members
from screener.reading.scanning.tags import take


def goes_on(members: Members, item: Item, chunk: Elements, conn: str, context: Context, *, alone: bool) -> bool:
    """Whether what follows only goes on with the member before it, which then has taken its words.

    alone: it has no head of its own, and stands in the list by itself.
    """
    if not members:
        return False
    if isinstance(item.node, Judgement) and not alone and _judged_on(members, item.node, context):
        return True
    before = members[-1][0]
    if conn in {"or", "and"} and _ends_in_cause(before.node):
        further = [tag for element in chunk for tag in flat_tags(element)]
    elif _plain_treatment(item.node) and (_recovered(before.node) or (_able(before.node) and _bare(chunk))):
        further = []
    else:
        return False
    before.node = judgement(before.node.span.start, item.node.span.end, context, further)
    return True


def _judged_on(members: Members, more: Judgement, context: Context) -> bool:
    """Whether words for a person only go on with the member before them: its judgement, or its bare noun."""
    last = members[-1][0]
    if isinstance(last.node, Judgement) or (len(members) == 1 and bare_noun(last.node)):
        last.node = judgement(last.node.span.start, more.span.end, context, [])
    elif last.trailing is not None:
        last.trailing = judgement(last.trailing.span.start, more.span.end, context, [])
    else:
        return False
    return True


def _recovered(node: Node) -> bool:
    """Whether a person decides that somebody has recovered from something ("recovered from prior radiotherapy or surgery")."""
    return isinstance(node, Judgement) and "recover" in node.label.lower()


_ABLE = re.compile(
    r"\b(?:able|ability|unable|inability|capable|agrees?|consents?)\b.{0,40}\b(?:undergo|receive|take|tolerate|have|stop|discontinue)\b",
    re.IGNORECASE,
)


def _able(node: Node) -> bool:
    """Whether a person decides that somebody can undergo or take something ("able to undergo MRI, CT and biopsy")."""
    return isinstance(node, Judgement) and _ABLE.search(node.label) is not None


_NAMES = frozenset({"PROC", "PROCN", "DRUG", "TREATN", "VACC", "TEXT", "SEV", "ROUTE", "FILL", "DASH"})


def _bare(chunk: Elements) -> bool:
    """Whether a part of a list is the name of a treatment alone, without a verb, a denial or a time."""
    tags = [tag for element in chunk for tag in flat_tags(element)]
    return all(tag.type in _NAMES for tag in tags) and any(tag.type in _NAMES - {"TEXT", "SEV", "FILL"} for tag in tags)


_CAUSE_LAST = re.compile(
    r"\b(?:due to|because of|secondary to|caused by|related to|as a result of)(?: the| a| an)? [\w-]+$", re.IGNORECASE
)


def _ends_in_cause(node: Node) -> bool:
    """Whether words for a person end in the first of several causes ("unable to chew due to dental or jaw problems")."""
    return isinstance(node, Judgement) and _CAUSE_LAST.search(node.label) is not None


def _plain_treatment(node: Node) -> bool:
    """Whether a node is a treatment or finding without a limit of its own."""
    return isinstance(node, Treatment | Condition) and node.window is None and node.duration is None


def name_goes_on(members: Members, chunk: Elements, context: Context) -> None:
    """A name that the catalogue does not know goes on behind its own "and" ("Assessment and Clinical Studies group")."""
    before = members[-1][0].node if members else None
    if not isinstance(before, Condition | Treatment | Result) or before.coded or before.qualifiers:
        return
    tags = [tag for element in chunk for tag in flat_tags(element)]
    if not tags or any(one.type in {"LIMIT", "WINDOW"} for one in chunk):
        return
    take(tags)
    end = max(tag.end for tag in tags)
    label, mention = context.words(before.mention.start, end), Span(before.mention.start, end)
    members[-1][0].node = replace(before, label=label, mention=mention, span=Span(before.span.start, end))
