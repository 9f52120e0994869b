"""Reads "platelets ≥ 75, provided that none were transfused": a proviso is asked with what it stands behind."""

from __future__ import annotations

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.reading.meaning.context import Context
from screener.reading.scanning.tags import Tag

_PROVISOS = ("provided", "providing", "as long as", "so long as")


def both_asked(base: Node, proviso: Node, word: Tag, context: Context) -> bool:
    """Whether a limit or a disease is asked together with the condition behind it.

    Who takes what the proviso denies may also be let off the limit ("INR < 1.5, provided that no warfarin is taken"), and a
    disease be one of several that are taken in ("treated metastases, as long as they are stable").
    """
    if not word.text.lower().startswith(_PROVISOS) or not _stands(base):
        return False
    limited = isinstance(proviso, Comparison | Result)
    denied = isinstance(proviso, Not) and isinstance(proviso.part, Treatment) and proviso.part.status == "current"
    if denied or not (limited or isinstance(base, Comparison | Result)):
        told = "a proviso may be asked with what it stands behind, or only tell of whom that is asked"
        return context.choose(f"proviso-{word.start}", ("both", "of-those"), told) == "both"
    return True


def _stands(base: Node) -> bool:
    """Whether a node is of nothing but limits, results and diseases."""
    if isinstance(base, AllOf | AnyOf):
        return all(_stands(part) for part in base.parts)
    return isinstance(base, Comparison | Result) or (isinstance(base, Condition) and base.coded)
