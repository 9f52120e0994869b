"""Parts items that are run together on one line: by stars, by numbers that count up, by dashes."""

from __future__ import annotations

import re
from itertools import pairwise

from screener.core.span import Span
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.item_text import trim

_INLINE_STAR = re.compile(r"(?<=\s)(?:\*|•|·|●|◦|▪|►|➢)(?=\s+\S)|(?<=[.;])\s*(?:•|●|▪)(?=\s*\S)")
_INLINE_DASH = re.compile(r"(?<=[.;:)\w])\s+-\s{1,3}(?=[A-Z≥<>])")
_INLINE_NUMBER = re.compile(
    r"(?:(?<=\s)|(?<=^))\(?(\d{1,2})[.)]"
    r"(?:\s+(?=[A-Z≥≤<>\"'(\[]|[a-z]|\d{1,3}\s*(?:[-–~]|to\b|years?\b))|(?=[A-Z][a-z]))"
)


def inline_items(text: str, body: Span) -> list[ItemText]:
    """Items run together on one line: " * " between them, or "1. … 2. …", or " - "."""
    begin = body.start + len(text[body.start : body.end]) - len(text[body.start : body.end].lstrip())
    end = body.start + len(text[body.start : body.end].rstrip())
    outer = _consecutive(list(_INLINE_NUMBER.finditer(text, begin, end)))
    if len(outer) > 1 and outer[0].start() == begin and _INLINE_STAR.search(text, begin, end):
        return _starred_below(text, [cut.end() for cut in outer], [*(cut.start() for cut in outer[1:]), end])
    for pattern in (_INLINE_STAR, _INLINE_NUMBER, _INLINE_DASH):
        cuts = list(pattern.finditer(text, begin, end))
        if pattern is _INLINE_NUMBER:
            cuts = outer
            if cuts and (_in_sentence(text[begin : cuts[0].start()]) or _one_list(text, begin, cuts)):
                continue
        if (pattern is _INLINE_STAR and cuts) or len(cuts) > 1:
            starts = [begin] if cuts[0].start() > begin else []
            starts += [cut.end() for cut in cuts]
            stops = [cut.start() for cut in cuts if cut.start() > begin] + [end]
            spans = [trim(text, start, stop) for start, stop in zip(starts, stops, strict=True)]
            return [ItemText(part) for span in spans if span.end > span.start for part in _ending_heading(text, span)]
    return [ItemText(Span(begin, end))] if end > begin else []


def _starred_below(text: str, starts: list[int], stops: list[int]) -> list[ItemText]:
    """Numbered items on one line, each with the starred ones behind its own words nested below it."""
    made: list[ItemText] = []
    for start, stop in zip(starts, stops, strict=True):
        first = _INLINE_STAR.search(text, start, stop)
        own = trim(text, start, first.start() if first else stop)
        below = inline_items(text, Span(first.start(), stop)) if first else []
        made.append(ItemText(own, below))
    return made


_TITLE_WORDS = 3


def _in_sentence(before: str) -> bool:
    """Whether numbers stand in the midst of a sentence ("is allowed as long as (1) …, and (2) …"), whose words they only part."""
    lead = before.strip(" \t\r\n(")
    return len(lead.split()) > _TITLE_WORDS and lead[-1] not in ".:;"


_TITLE = re.compile(r"criteri|inclusion|exclusion|group|cohort|arm|part|phase|section|table", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[,;]|\b(?:and|or|and/or))\s*$")


def _one_list(text: str, begin: int, cuts: list[re.Match[str]]) -> bool:
    """Whether numbers behind a few words part a list within their sentence ("history of (1) stroke, (2) asthma, or (3) gout")."""
    lead = text[begin : cuts[0].start()].strip(" \t\r\n(-*•")
    if not lead or lead[-1] in ".:;" or _TITLE.search(lead) or "\n" in text[begin : cuts[-1].end()].strip():
        return False
    return len(cuts) > 1 and all(_GOES_ON.search(text, one.end(), two.start()) for one, two in pairwise(cuts))


_ENDING = re.compile(r"(?<=[.;])\s+(?=[A-Z][A-Za-z /-]{2,40}:\.?\s*$)")


def _ending_heading(text: str, span: Span) -> list[Span]:
    """An item that ends in the next heading ("21 and under. Performance status:.") is cut before it."""
    cut = _ENDING.search(text[span.start : span.end])
    if cut is None:
        return [span]
    return [Span(span.start, span.start + cut.start()), *_ending_heading(text, Span(span.start + cut.end(), span.end))]


def _consecutive(cuts: list[re.Match[str]]) -> list[re.Match[str]]:
    wanted = 1
    kept = []
    for cut in cuts:
        if int(cut.group(1)) == wanted:
            kept.append(cut)
            wanted += 1
    return kept
