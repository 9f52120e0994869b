"""A bracket that says nothing new: the name or the limit before it once more, or how far its scale reaches."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Limit
from screener.criteria.nodes import Node
from screener.criteria.nodes import Qualified
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Paren

_OUT_OF = re.compile(
    r"(?:out of|of|max\w*(?: score)?(?: of)?|range\w*:?|score range|scale)\s*(?:a\s+)?(?:total\s+|possible\s+)*\d+",
    re.IGNORECASE,
)
_SCALE_WORDS = re.compile(r"\b(?:scale|vas|nrs|points?|likert)\b", re.IGNORECASE)


def tells_scale(words: str, tags: list[Tag], node: Comparison) -> bool:
    """Whether a bracket only tells how far the measure's own scale reaches ("(0-10 cm VAS)", "(out of 150)")."""
    if _OUT_OF.match(words):
        return True
    ranges = [one for tag in tags if tag.type == "LIMIT" for one in limits_of(tag.value)]  # type: ignore[arg-type]
    if len(ranges) != 1 or ranges[0].lower is None or ranges[0].upper is None:
        return False
    low, high = ranges[0].lower.value, ranges[0].upper.value
    own = [bound.value for bound in (node.lower, node.upper) if bound is not None]
    within = low < high and all(low <= value <= high for value in own)
    return within and (bool(_SCALE_WORDS.search(words)) or (low == 0 and len(tags) == 1 and node.unit in {"1", None}))


_SNELLEN = re.compile(r"\d+/\d+")


def on_another_chart(tags: list[Tag]) -> bool:
    """Whether a bracket gives the limit again as a fraction on another chart ("(Snellen 20/40)")."""
    plain = all(tag.type in {"TEXT", "PREP", "MEASN", "MEAS"} for tag in tags)
    return plain and any(_SNELLEN.fullmatch(tag.text) for tag in tags)


def names_again(draft: Draft, tags: list[Tag], examples: list[Tag], *, other: bool = False) -> bool:
    """An abbreviation, a synonym or another spelling of the same term; an example is none, unless it is the same thing.

    other: an "or" begins the bracket, so that a name which the catalogue knows as another thing is no abbreviation.
    """
    if any(tag.type in {"LIMIT", "WINDOW"} for tag in tags):
        return False
    same = [tag for tag in tags if isinstance(tag.value, tuple) and draft.ids and set(tag.value) & set(draft.ids)]
    if same and len(tags) <= (1 if examples else 2):
        return True
    if other and any(isinstance(tag.value, tuple) for tag in tags):
        return False
    if draft.slot == "treatment" and not examples and _substance_again(draft, tags):
        return True
    if len(tags) == 1 and not examples and tags[0].type in {"TEXT", "MEAS", "COND", "DRUG", "PROC", "STATE", "ROMAN"}:
        text = tags[0].text
        return sum(letter.isupper() or letter.isdigit() for letter in text) >= max(2, len(text) // 2)
    return False


_FORM_WORDS = frozenset({"implant", "injection", "injections", "insert", "solution", "tablet", "tablets", "capsule", "capsules"})


def _substance_again(draft: Draft, tags: list[Tag]) -> bool:
    """Whether a bracket tells a drug's substance and form and nothing else ("Ozurdex (dexamethasone intravitreal implant)")."""
    drugs = [tag for tag in tags if tag.type == "DRUG" and isinstance(tag.value, tuple)]
    forms = [tag for tag in tags if tag not in drugs]
    plain = all(tag.type == "ROUTE" or tag.text.lower() in _FORM_WORDS for tag in forms)
    if len(drugs) != 1 or not forms or not plain or not draft.ids:
        return False
    own = draft.ids[0]
    return any(ident == own or own.startswith(f"{ident}-") for ident in drugs[0].value)  # type: ignore[attr-defined]


def named_twice(node: Node, paren: Paren) -> Node:
    """The node with its head words reaching over the abbreviation behind them."""
    if isinstance(node, Qualified) and node.mention.end <= paren.start:
        return replace(node, mention=Span(node.mention.start, paren.end), span=node.span.join(Span(paren.start, paren.end)))
    return node


def spelled_again(node: Comparison, tags: list[Tag]) -> Comparison | None:
    """The limit in another unit ("< 10 g/dL (100 g/L)")."""
    if len(tags) != 1 or tags[0].type != "LIMIT":
        return None
    found = limits_of(tags[0].value)  # type: ignore[arg-type]
    if len(found) != 1 or found[0].damaged or found[0].relative != "none":
        return None
    one = found[0]
    if one.unit is None or one.unit == node.unit:
        return None
    return replace(node, also=(*node.also, _like(one, node)))


def _like(one: Limits, node: Comparison) -> Limit:
    """The bracket's number with the sign of the limit that it repeats."""
    if not one.bare or one.lower is None:
        return Limit(one.lower, one.upper, one.unit)
    value = one.lower.value
    lower = Bound(value, node.lower.inclusive) if node.lower else None
    upper = Bound(value, node.upper.inclusive) if node.upper else None
    return Limit(lower, upper, one.unit)


def found_again(part: Node, node: Node) -> bool:
    """Whether an alternative in a bracket is the very finding before it, with nothing that narrows it."""
    if not isinstance(part, Condition) or not isinstance(node, Condition) or part.concept is None:
        return False
    timed = node.window is not None or node.duration is not None or node.count is not None
    told = part.window is not None or part.duration is not None or part.count is not None or bool(part.qualifiers)
    return part.concept == node.concept and part.who == node.who and not told and not timed
