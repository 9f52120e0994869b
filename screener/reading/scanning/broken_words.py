"""Puts together the words that a page breaks at the end of a line ("hypo-" above "thyroidism"), and parts "postcataract"."""

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


_POST = "post"
_EVENTS = frozenset({"PROC", "PROCN", "COND", "TREATN", "VACC", "ANCHOR"})


def parted(found: list[Token], index: Lexicon) -> list[Token]:
    """The tokens with "post" apart from the event that it is written against behind a time ("12 weeks postcataract")."""
    made: list[Token] = []
    for token in found:
        rest = fold(token.text[len(_POST) :])
        timed = bool(made) and any(kind == "TU" for kind, _ in index.roles.get((made[-1].norm,), ()))
        event = any(kind in _EVENTS for kind, _ in index.roles.get((rest,), ()))
        if not (timed and event and token.norm.startswith(_POST)) or (fold(token.text),) in index.roles:
            made.append(token)
            continue
        middle = token.start + len(_POST)
        made.append(Token("word", token.start, middle, token.text[: len(_POST)], _POST))
        made.append(Token("word", middle, token.end, token.text[len(_POST) :], rest))
    return made
