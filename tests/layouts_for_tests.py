"""What a text in some layout is read as, and whether all of its characters are accounted for."""

from __future__ import annotations

from textwrap import dedent

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text


def layout_read(text: str) -> tuple[list[str], bool]:
    """The rules of the text's criteria, without the indent of its lines, and whether its ledgers hold each character once."""
    protocol = compile_text(dedent(text))
    accounted = all(
        sum(entry.span.end - entry.span.start for entry in protocol.ledger[field]) == len(words)
        for field, words in protocol.texts.items()
    )
    return [print_rule(criterion.node) for criterion in protocol.criteria], accounted
