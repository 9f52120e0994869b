"""The measure that a finding is told by: a limit behind "anemia" in g/dL is of the hemoglobin (`rules/words/findings.toml`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import dropwhile

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.core.quantity import find_unit
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.context import Context
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.scanning.tags import Tag


def told_by(findings: tuple[str, ...], one: Limits, word: str = "") -> str | None:
    """The measure whose unit a limit has, on the side that the finding means; None where it has none, or it does not fit.

    word: what stands behind a number without a unit, which may be one for that measure alone ("fever > 38 C").
    """
    if len(findings) != 1 or one.bare or one.damaged or one.time is not None or (one.lower is None) == (one.upper is None):
        return None
    known = _measures()["high" if one.lower is not None else "low"].get(findings[0], ())
    if one.relative in {"ULN", "LLN"}:
        return known[0] if known else None
    if one.relative != "none":
        return None
    return next((ident for ident in known if admits(ident, one.unit or _meant(word, ident))), None)


def _meant(word: str, ident: str) -> str:
    """The unit that a word is for a measure; no unit where it is none."""
    known = find_unit(word, catalog()[ident].measure) if word else None
    return known.code if known is not None else "?"


def under_finding(node: Node, elements: Iterable[object], context: Context) -> Context:
    """The context of what defines a finding: a limit that comes first there is of its measure ("anemia defined as < 8 g/dL")."""
    listed = list(elements)
    if any(isinstance(one, Tag) and one.type in {"SEX", "FORSEX"} for one in listed):
        return context  # "alcohol abuse (> 30 g per day for males)" says nothing of the others
    behind = dropwhile(lambda one: not isinstance(one, Tag) or one.type not in {"LIMIT", "MEAS"}, listed)
    first, word = next(behind, None), next(behind, None)
    now = isinstance(node, Condition) and node.status in {"present", "active"} and node.window is None
    if not isinstance(node, Condition) or node.concept is None or not now or not isinstance(first, Tag) or first.type != "LIMIT":
        return context
    unit = word.text if isinstance(word, Tag) and word.type == "TEXT" else ""
    found = told_by((node.concept,), limits_of(first.value)[0], unit)  # type: ignore[arg-type]
    return replace(context, heading=(found,)) if found is not None else context


def shown_by(finding: Node, limit: Node) -> bool:
    """Whether a limit shows the very finding that is named with it ("hemoglobin < 8 g/dL (severe anemia)")."""
    if not isinstance(finding, Condition) or not isinstance(limit, Comparison) or (limit.lower is None) == (limit.upper is None):
        return False
    side = _measures()["high" if limit.lower is not None else "low"]
    return limit.concept is not None and limit.concept in side.get(finding.concept or "", ())


@cache
def _measures() -> dict[str, dict[str, tuple[str, ...]]]:
    read = read_toml("rules", "words", "findings.toml")
    return {side: {finding: tuple(measures) for finding, measures in read[side].items()} for side in ("low", "high")}
