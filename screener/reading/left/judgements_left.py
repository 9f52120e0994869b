"""Puts words that were left to a person, and that no judgement of the rule holds, beside what they tell of.

"Any disease that may need systemic steroids" is no disease by itself: the words after it are a person's, so is their verdict.
"""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import is_list
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.scanning.tags import Tag

_APART = re.compile(r"[,;.:]|\b(?:or|and)\b", re.IGNORECASE)
_SMALL = frozenset({"POP", "SEX", "PREP", "FILL", "EXC", "COMMA", "OR", "AND", "IF", "WHICH", "MUST", "NUM"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_TELLS = re.compile(
    r"(?:please )?(?:see|cf|refer|appendix|table|section|note|notes|exceptions?|scores? r(?:uns?|anges?))\b"
    r"|(?:as )?per (?:the )?(?:institution|local|standard|protocol|site|investigat)"
    r"|(?:as |if )?(?:\w+ )?(?:judged|determined|assessed|deemed|considered|evaluated|decided|defined) (?:\w+ )?by\b"
    r"|(?:in|according to|based on|per|at|by) (?:the )?(?:\w+'?s? )?(?:opinion|judg\w+|discretion|investigator|physician)\b",
    re.IGNORECASE,
)
"""Words that only tell who judges what stands before them, where it is explained, or how its scale runs."""
_REACHES = re.compile(r"\bto (?:achieve|reach|meet)\b", re.IGNORECASE)
"""What may be given to come to a limit changes nothing in the limit ("transfusion is acceptable to reach 9 g/dL")."""
_LETS_OFF = re.compile(r"\s*(?:except|unless|excluding|other than|apart from|not excluded)\b", re.IGNORECASE)
_ALLOWS = re.compile(
    r"^(?!.*\b(?:not|never|no)\b).*\b(?:allowed|accepted|acceptable|permitted|permissible|eligible|can be included)\b",
    re.IGNORECASE | re.DOTALL,
)


def with_judgements_left(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node with each run of words for a person that none of its judgements holds: asked with the part that they follow."""
    runs = _runs(tags, context.text)
    if not runs:
        return node
    found = walk(node)
    asked_before = [one.span for one in found if isinstance(one, Judgement | Unread)]
    asked_before += [one.span for one in context.issues if one.code == "study-conduct"]
    held = [*asked_before, *(place for one in found for place in _said(one))]
    for run in runs:
        place = Span(run[0].start, run[-1].end)
        words = context.text[place.start : place.end]
        if all(tag.type in _SMALL for tag in run):
            continue
        if any(one.overlaps(place) for one in held) or not _WORD.search(words) or _TELLS.match(words) or _REACHES.search(words):
            continue
        asked = Judgement(context.words(*place), "unspecified", None, place, place)
        if _goes_on(place, asked_before, context.text):
            continue
        node = _beside(node, asked, context)
    return node


def _runs(tags: list[Tag], text: str) -> list[list[Tag]]:
    """Tags for a person that stand together."""
    runs: list[list[Tag]] = []
    end = -1
    for tag in tags:
        if tag.state == "judgement":
            if tag.type == "COMMA" and not (runs and end == tag.start):
                continue
            if runs and not _APART.search(text, end, tag.start):
                runs[-1].append(tag)
            else:
                runs.append([tag])
            end = tag.end
    return runs


def _said(node: Node) -> list[Span]:
    """Where words stand that a node says: those to be confirmed, and those of a name without a code."""
    found = [one.span for one in getattr(node, "qualifiers", ())]
    if not getattr(node, "coded", True):
        found.append(getattr(node, "mention", node.span))
    return found


def _goes_on(place: Span, held: list[Span], text: str) -> bool:
    """Whether the words only end a judgement that stands right before or behind them."""
    return any(
        (one.end <= place.start and not _APART.search(text, one.end, place.start))
        or (place.end <= one.start and not _APART.search(text, place.end, one.start))
        for one in held
    )


def _beside(node: Node, asked: Judgement, context: Context) -> Node:
    """The node with the words asked besides, at the part of a list that they follow."""
    if is_list(node):
        for at, part in enumerate(node.parts):
            after = part.span.end <= asked.span.start and not _APART.search(context.text, part.span.end, asked.span.start)
            if after or part.span.holds(asked.span):
                parts = (*node.parts[:at], _beside(part, asked, context), *node.parts[at + 1 :])
                return replace(node, parts=parts, span=node.span.join(asked.span))
    span = node.span.join(asked.span)
    words = context.text[asked.span.start : asked.span.end]
    if _LETS_OFF.match(words) or (context.category == "exclusion" and _ALLOWS.match(words)):
        return Except(node, asked, span)
    if context.category == "inclusion" and _ALLOWS.match(words):
        return AnyOf((node, asked), span=span)
    return AllOf((node, asked), span)
