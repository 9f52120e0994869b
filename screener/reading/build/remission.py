"""An exception for who has been free of a disease for some time: "malignancy, unless disease-free for at least 5 years"."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Window
from screener.criteria.nodes import walk
from screener.reading.build.windows import meaning_of
from screener.reading.tags import Tag
from screener.reading.trees import Tail

_FREE = re.compile(
    r"\b(?:(?:disease|cancer|recurrence|relapse|tumou?r)[ -]free"
    r"|free (?:of|from) (?:the |any )?(?:disease|cancer|malignancy|recurrence)"
    r"|(?:no|without) (?:any )?(?:known )?(?:evidence|signs?) of (?:active |recurrent |the )?"
    r"(?:disease|malignancy|cancer|recurrence)"
    r"|(?:in )?(?:complete |full |continuous )*remission|(?:no|without) (?:known )?(?:active disease|recurrence))\b",
    re.IGNORECASE,
)
_PLAIN = frozenset({
    "the", "a", "an", "patient", "patients", "subject", "subjects", "participant", "participants", "who", "has", "have", "had",
    "been", "is", "are", "was", "were", "they", "he", "she", "in", "and", "for", "of", "period", "least",
})  # fmt: skip


def in_remission(base: Node, unless: Node, tail: Tail) -> Node | None:
    """What the exception says in full: no such disease in that time, and for a person whatever else its words say."""
    disease = next((node for node in walk(base) if isinstance(node, Condition) and node.concept is not None), None)
    if disease is None or not isinstance(unless, Judgement) or disease.count is not None:
        return None
    if any(conn.type == "OR" for conn in tail.listing.conns):
        return None  # "except A, or other cancer with no evidence of disease for 5 years": A is let off without it
    tags = [tag for chunk in tail.listing.chunks for tag in chunk if isinstance(tag, Tag)]
    times = [tag for tag in tags if tag.type == "WINDOW"]
    told = _FREE.search(unless.label)
    clear = _clear(times[0]) if len(times) == 1 and told is not None else None
    if clear is None or told is None:
        return None
    recent: Node = replace(disease, status="ever", window=clear, duration=None, span=unless.span)
    if isinstance(base, Except) and base.base is disease:
        recent = Except(recent, base.unless, unless.span)  # what does not count before does not count lately either
    free = Not(recent, unless.span)
    others = set(_FREE.sub(" ", unless.label).lower().replace(",", " ").split()) - set(times[0].text.lower().split()) - _PLAIN
    return AllOf((free, unless), unless.span) if others else free


def _clear(tag: Tag) -> Window | None:
    """The time that has to be free of it."""
    meaning = meaning_of(tag)
    length = meaning.duration
    if length is not None and length.lower is not None and length.upper is None:
        anchor = meaning.windows[0].anchor if meaning.windows else "index"
        return Window(length.lower.value, length.unit, True, anchor, "before", span=length.span)
    only = meaning.windows[0] if len(meaning.windows) == 1 else None
    if only is not None and only.direction == "until" and only.value is not None:
        return replace(only, direction="before", inclusive=True)
    return None
