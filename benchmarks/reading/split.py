"""Cuts registry text into criteria without the program's reader, so that the sample does not lean on what it judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Side = Literal["inclusion", "exclusion", "unknown"]
_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_BULLET = re.compile(r"\s*(?:[*•·●▪◦○-]|\\?[-*]|\(?\d{1,2}[.)](?!\d)|\(?[a-z][.)](?=\s))\s*")
_RUN_ON = re.compile(r"\s(?:[*•·●▪]|-{1,2})\s+(?=[A-Z≥≤<>\d])|(?<=[.;:)\w])\s+(?=\(?\d{1,2}[.)]\s+[A-Z])")
_SENTENCE = re.compile(r"(?<=[a-z)\]][.;])\s+(?=[A-Z])")
_HEADER = re.compile(r"\b(inclusion|exclusion|eligib)\w*\b", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z][A-Z /,&-]+:?$")
LONG = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """One criterion as the independent splitter sees it: `[start, end)` of the text and its side."""

    start: int
    end: int
    side: Side

    def words(self, text: str) -> str:
        """Its words with white space collapsed."""
        return " ".join(text[self.start : self.end].split())


def fingerprint(words: str) -> str:
    """Twelve hex digits that tell whether a sentence is still the one that was judged."""
    return sha256(words.encode()).hexdigest()[:12]


def pieces(text: str) -> Iterator[Piece]:
    """Every criterion of a registry text, in order, headings left out."""
    side: Side = "unknown"
    for start, end in _blocks(text):
        words = " ".join(text[start:end].split())
        heading = _HEADER.search(words)
        if heading and len(words) < 80 and (words.endswith(":") or len(words.split()) <= 4):
            side = _side_of(heading.group(1), side)
            continue
        if _CAPITALS.match(words) or not re.search(r"\w\w", words):
            continue
        for low, high in _cut(text, start, end):
            yield Piece(low, high, side)


def _side_of(word: str, before: Side) -> Side:
    match word.lower():
        case "inclusion":
            return "inclusion"
        case "exclusion":
            return "exclusion"
        case _:
            return before


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Bullets and paragraphs: wrapped lines joined until a blank line or the next bullet."""
    start = end = -1
    newlines = 0
    for found in _LINE.finditer(text):
        if found.group()[0] in "\r\n":
            newlines += 1
            continue
        blank = not found.group().strip()
        bullet = _BULLET.match(found.group())
        if start >= 0 and (blank or bullet or newlines > 1):
            yield start, end
            start = -1
        if not blank:
            newlines = 0
            end = found.start() + len(found.group().rstrip())
            if start < 0:
                start = found.start() + (bullet.end() if bullet else _indent(found.group()))
            if start >= end:
                start = -1
    if start >= 0:
        yield start, end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Run-on lists at their bullets; what is still long at its sentence ends."""
    for low, high in _at(_RUN_ON, text, start, end) if end - start > LONG else [(start, end)]:
        yield from _at(_SENTENCE, text, low, high) if high - low > LONG else [(low, high)]


def _at(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in pattern.finditer(text, start, end):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < end:
        yield start, end
