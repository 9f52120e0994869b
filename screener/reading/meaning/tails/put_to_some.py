"""Asks what follows a colon of those alone whom the words before it name: "for patients on warfarin: INR ≤ 3"."""

from __future__ import annotations

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.syntax.trees import Clause


def only_some(clause: Clause) -> bool:
    """Whether a clause does no more than name some people ("in patients with liver metastases", "if diabetic")."""
    return len(clause.tails) == 1 and clause.tails[0].kind == "if" and not any(clause.listing.chunks)


def put_to_some(whom: Node | None, asked: Node | None, context: Context) -> Node | None:
    """What is asked of these alone; an exclusion keeps out those of them. None where nobody can be told by the words."""
    if whom is None or asked is None or any(isinstance(one, Judgement | Unread | When) for one in walk(whom)):
        return None
    if context.category == "exclusion" and not all(getattr(one, "coded", True) for one in walk(whom)):
        return None  # "if any such events occurred: …" names nobody
    span = whom.span.join(asked.span)
    return When(whom, asked, span) if context.category == "inclusion" else AllOf((whom, asked), span)
