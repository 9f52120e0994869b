"""Finds the statements about candidates in running text, and tells them from sentences about the study's conduct."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from screener.core.span import Span
from screener.reading.scanning.spotted import Spotted

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]?", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])|\n[ \t]*\n")
_CONDUCT = re.compile(
    r"\b(?:will\s+be\s+(?:initially\s+)?(?:enrolled|evaluated|treated|followed|randomi[sz]ed|given|recruited|assigned|monitored)"
    r"|we\s+(?:will|plan|propose|aim)|run-?in\s+period|treatment\s+period|this\s+(?:study|trial)\s+(?:is|will)"
    r"|the\s+(?:study|trial)\s+(?:is|will|aims)|will\s+receive|will\s+undergo|primary\s+(?:end\s*point|outcome))\b",
    re.IGNORECASE,
)
_TREATED = re.compile(r"\bwe\s+will\s+(?:treat|enrol+|recruit|include|study)\b", re.IGNORECASE)


_NARRATIVE = Spotted(re.compile(
    r"\b(?:literature|(?:has|have)\s+been\s+(?:shown|suggested|reported|demonstrated|found)|studies\s+have|previous\s+studies"
    r"|is\s+not\s+intended\s+to|the\s+majority\s+of|it\s+is\s+(?:well\s+)?known\s+that|correlation\s+between"
    r"|of\s+(?:the\s+|all\s+)?cases\s+(?:are|were|occur)|(?:because|since)\s+no\s+(?:dosing|safety|efficacy)[\w\s]+data)\b",
    re.IGNORECASE,
), ("literature", "been", "studies", "intended", "majority", "known", "correlation", "cases", "data"))  # fmt: skip


_FORMULA = re.compile(r"(?<![<>=≤≥!\\])=\s*(?:exp|[\[(]|-?\d)[^.;]*[×*+]\s*\d?[^.;]*[×*]", re.IGNORECASE)


def narrates(words: str, low: str) -> bool:
    """Whether a sentence tells what is known, or how something is computed; `low` is the sentence in small letters."""
    return bool(_NARRATIVE.search(words, low)) or ("=" in words and bool(_FORMULA.search(words)))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence: a `criterion`, a `conduct` sentence (only its limits count), or words to put to a person (`ask`)."""

    span: Span
    kind: Literal["criterion", "conduct", "ask"]


def sentence_end(text: str, span: Span) -> int:
    """Where the first sentence of a stretch ends: behind its full stop, or at the end of its paragraph."""
    found = _SENTENCE_END.search(text, span.start, span.end)
    return found.start() + 1 if found is not None else span.end


def statements(text: str, span: Span) -> list[Statement]:
    """The sentences of a stretch of running text."""
    made = []
    for match in _SENTENCE.finditer(text, span.start, span.end):
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip())
        end = match.start() + len(raw.rstrip())
        if end <= start:
            continue
        words = text[start:end]
        kind: Literal["criterion", "conduct", "ask"] = "criterion"
        if _TREATED.search(words):
            kind = "ask"
        elif _CONDUCT.search(words):
            kind = "conduct"
        made.append(Statement(Span(start, end), kind))
    return made
