"""Reads "patients with treated, stable metastases are eligible": it asks it of these, or names the trial's own."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import When
from screener.reading.meaning.context import Context

_QUIET = (
    "treated", "previously treated", "adequately treated", "stable", "controlled", "well controlled", "inactive",
    "well-controlled", "asymptomatic",
    "resolved", "quiescent", "in remission", "clinically stable", "medically controlled", "adequately controlled",
)  # fmt: skip


def quiet_ones(node: Node | None, context: Context) -> Node | None:
    """What such a sentence of an inclusion asks; None where the disease is not said to be kept in check."""
    if not isinstance(node, Condition) or context.category != "inclusion" or node.status != "present":
        return None
    told = [one for one in node.qualifiers if one.type == "activity" and one.value.lower().startswith(_QUIET)]
    if not told:
        return None
    why = "“are eligible” may ask for something only of those who have the disease, or name whom the trial is for"
    if context.choose(f"eligible-{node.span.start}", ("of-those", "both"), why) == "both":
        return None
    kept = tuple(one for one in node.qualifiers if one not in told)
    return When(replace(node, qualifiers=kept, window=None, duration=None), node, node.span)
