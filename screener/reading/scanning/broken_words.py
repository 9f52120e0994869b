"""Puts together the words that a page breaks at the end of a line: "hypo-" above "thyroidism", "long-" above "term"."""

from __future__ import annotations

from screener.catalog.words import fold
from screener.reading.scanning.lexicon import Lexicon
from screener.reading.scanning.tokens import Token

BREAKS = ("-\n", "-\r\n", "- \n")
"""What stands at the end of a line that breaks a word."""


def mended(found: list[Token], text: str, index: Lexicon) -> list[Token]:
    """The tokens with every broken word whole: one word where that is known, with its hyphen anywhere else."""
    made: list[Token] = []
    at = 0
    while at < len(found):
        run = found[at : at + 3]
        if len(run) == 3 and _broken(run, text):
            first, hyphen, rest = run
            whole = fold(first.text + rest.text)
            if (whole,) in index.roles or whole in index.longest:
                made.append(Token("word", first.start, rest.end, first.text + rest.text, whole))
            else:
                made += [first, hyphen._replace(end=rest.start), rest]
            at += 3
            continue
        made.append(found[at])
        at += 1
    return made


def _broken(run: list[Token], text: str) -> bool:
    """Whether a word ends its line in a hyphen and a small letter begins the next."""
    first, hyphen, rest = run
    words = first.kind == rest.kind == "word" and hyphen.norm == "-" and first.end == hyphen.start
    return words and "\n" in text[hyphen.end : rest.start] and rest.text[:1].islower()
