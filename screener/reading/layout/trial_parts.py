"""Finds the parts of a trial that an item speaks of: "Cohort 1: age 18-45 years. Cohort 2: age 65 years or older"."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import When
from screener.reading.layout.item_text import ItemText

KINDS = r"(?:part|cohort|arm|group|phase|sub-?study)s?"
"""What a part of a trial is called."""
_ID = r"(?:[A-H]|[SC]?\d{1,2}[a-z]?|I{1,3}[ab]?|IV)\b"
_LABEL = re.compile(
    rf"""
    (?: ^ | (?<=[.;\n]) ) [^\S\n]*
    (?P<label>
      (?:(?:for|in)\s+(?:the\s+)?)? (?:(?:participants|patients|subjects|volunteers)\s+(?:in|of|enrolled\s+in)\s+(?:the\s+)?)?
      (?:(?:expansion|treatment|study|dose[ -]escalation|dose[ -]expansion)\s+)?
      {KINDS}\s+{_ID} (?:\s*(?:,|and|or|&|/|-|–|to|,\s*and)\s*(?:{KINDS}\s+)?{_ID}){{0,5}}
      (?:\s+(?:only|participants|patients|subjects|volunteers|study|of\s+the\s+(?:study|trial)))*
      (?:\s*\([^()\n]{{1,60}}\))?
    )
    (?P<colon>\s*[:：]|\s+[-–](?=\s))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HINT = re.compile(rf"\b{KINDS}\s", re.IGNORECASE)

Part = tuple[Span | None, ItemText]


def parts_of_trial(item: ItemText, text: str) -> list[Part]:
    """The item parted before each such label, whose place is given with what stands behind it; empty where it has none.

    What is nested below the item belongs to the last of them.
    """
    words = item.span.text(text)
    if not _HINT.search(words):
        return []
    found = list(_LABEL.finditer(words))
    if not found:
        return []
    start, stop = item.span
    ends = [start + match.start("label") for match in found[1:]] + [stop]
    made: list[Part] = []
    if words[: found[0].start("label")].strip():
        made.append((None, ItemText(Span(start, start + found[0].start("label")))))
    for match, end in zip(found, ends, strict=True):
        label = Span(start + match.start("label"), start + match.end("label"))
        made.append((label, ItemText(Span(start + match.start("colon"), end))))
    made[-1] = (made[-1][0], replace(made[-1][1], children=item.children))
    return made


def asked_in(label: Span, node: Node, text: str) -> Node:
    """A node that is asked of those alone who take part there, which a person has to say."""
    return When(Judgement(" ".join(label.text(text).split()), "unspecified", None, label, label), node, node.span)


def one_part_enough(node: Node) -> Node:
    """A list of which one is enough with the parts of the trial in it: whoever is in none of them meets none."""
    if not isinstance(node, AnyOf):
        return node
    parts = tuple(
        AllOf((part.condition, part.then), part.span)
        if isinstance(part, When) and isinstance(part.condition, Judgement) and _LABEL.match(f"{part.condition.label}:")
        else part
        for part in node.parts
    )
    return node if parts == node.parts else replace(node, parts=parts)
