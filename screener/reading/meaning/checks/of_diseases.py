"""Asks of each disease what a relative clause says behind them all: "a tumour or lymphoma, refractory to A or intolerant of B".

Alone the disease would be enough.
"""

from __future__ import annotations

import re
from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of

_TOLD = re.compile(
    r"[^.;:\n]*?(?:\b(?:that|which|who|whose disease)\s+(?:(?:is|are|has|have|had|was|were)\b)?"
    r"|,\s*(?:(?:is|are|either)\s+)?(?:refractory|resistant|relapsed|failed|failing|progress\w+|intolerant|previously)\b)",
    re.IGNORECASE,
)
"""What begins such a clause between the last disease and what is said of the treatment."""
_OTHER = re.compile(r"\bor\s+(?:patients|subjects|participants|those|who|with)\b", re.IGNORECASE)


def of_diseases(node: Node, context: Context) -> Node:
    """The node of a requirement with each such clause asked of the diseases before it."""
    if context.category != "inclusion":
        return node
    match node:
        case AllOf(parts=parts):
            return replace(node, parts=tuple(of_diseases(part, context) for part in parts))
        case When(then=then):
            return replace(node, then=of_diseases(then, context))
        case AnyOf(parts=parts) if is_plain(node):
            at = next((at for at, part in enumerate(parts) if not _is_disease(part)), len(parts))
            if not 0 < at < len(parts) or not _responds(parts[at]):
                return node
            told = next(one for one in walk(parts[at]) if isinstance(one, Treatment))
            disease = max(one.mention.end for one in walk(parts[at - 1]) if isinstance(one, Condition))
            between = context.text[disease : told.mention.start]
            if not _TOLD.match(between) or _OTHER.search(between):
                return node
            return all_of([any_of(list(parts[:at])), any_of(list(parts[at:]))])
        case _:
            return node


def _is_disease(node: Node) -> bool:
    """Whether a part is a disease, or examples of one."""
    return all(isinstance(one, Condition | AnyOf) for one in walk(node))


def _responds(node: Node) -> bool:
    """Whether a part tells of a treatment that failed or was not tolerated."""
    return isinstance(node, Treatment) and bool(set(node.response) & {"failed", "intolerant"})
