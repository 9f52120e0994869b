"""Takes raw tags, gives tags with one role each: what words mean beside their neighbours, with one tag of lookahead.

LALR(1) cannot see whether "and" joins two limits or two things, or whether "to" makes a range; this stage can.
"""

from __future__ import annotations

from screener.reading.passes.clauses.joins import JOINTS
from screener.reading.passes.clauses.joins import join
from screener.reading.passes.clauses.joins import named
from screener.reading.passes.clauses.joins import starts_limit
from screener.reading.passes.clauses.roles import CONTEXTUAL
from screener.reading.passes.clauses.roles import ROMAN
from screener.reading.passes.clauses.roles import class_number
from screener.reading.passes.clauses.roles import roman
from screener.reading.passes.clauses.roles import settle
from screener.reading.passes.orders import LIMITS
from screener.reading.passes.orders import ORDERS
from screener.reading.passes.shapes import SHAPES
from screener.reading.passes.times.lengths import DURATION
from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tag_looks import is_amount
from screener.reading.scanning.tags import Tag


def fuse(tags: list[Tag]) -> list[Tag]:
    """The tags with their roles settled; filler words are taken out (their state says so)."""
    tags = SHAPES.run(tags)
    tags = ORDERS.run(tags)
    seen = LIMITS.run(tags)
    made: list[Tag] = []
    between = False
    for at, (tag, after, beyond) in enumerate(zip(seen, [*seen[1:], None], [*seen[2:], None, None], strict=False)):
        before = made[-1] if made else None
        if tag.text in ROMAN:
            roman(tag, made)
        if tag.type == "ROMAN":
            class_number(tag, made, seen, at)
        if tag.others or tag.type in CONTEXTUAL:
            settle(tag, before, after, beyond, seen, at)
        if tag.type == "BETW":
            between = True
        elif tag.type in _ENDS:
            between = False
            if tag.type == "COLON" and before is not None and starts_limit(after) and named(made):
                tag.type = "DROP"
        elif tag.type == "AND" and between and after is not None and after.type == "NUM" and is_amount(before):
            tag.type, between = "AND_N", False
        elif tag.type in JOINTS:
            join(tag, made, after, beyond)
        if before is not None and before.type in {"TU", "POST"}:
            if tag.text.lower() in DURATION:
                tag.type = "DROP"
            if tag.type == "PREP" and after is not None and after.text in {"duration", "total"} and before.type == "TU":
                tag.type = "DROP"  # "for 4 weeks in duration"
        if tag.type == "DROP":
            tag.state = "filler"
            continue
        made.append(tag)
    return _merge_commas(_inclusive(made)) if any_of_type(made, "COMMA", "SEMI", "SLASH") else made


_ENDS = frozenset({"STOP", "SEMI", "COLON"})


def _inclusive(tags: list[Tag]) -> list[Tag]:
    """A comma before "inclusive" after an amount falls away, so that the word reaches its range."""
    kept: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type == "COMMA" and kept and at + 1 < len(tags) and is_amount(kept[-1]):
            after = tags[at + 1]
            if after.could_be("POST") and after.text.lower().startswith(("inclusi", "both", "includ")):
                after.become("POST")
                continue
        kept.append(tag)
    return kept


def _merge_commas(tags: list[Tag]) -> list[Tag]:
    """A comma or semicolon before and/or belongs to it; two marks in a row are one, and so are "and / or"."""
    made: list[Tag] = []
    for tag in tags:
        if tag.type == "OR" and len(made) > 1 and made[-1].type == "SLASH" and made[-2].type == "AND":
            tag.start, made[-2].state, made[-1].state = made[-2].start, "compiled", "compiled"
            tag.value = made[-2].value if isinstance(made[-2].value, tuple) else tag.value
            del made[-2:]
        if tag.type in {"AND", "OR", "COMMA", "SEMI"} and made and made[-1].type in {"COMMA", "SEMI"}:
            tag.start = min(tag.start, made[-1].start)
            if tag.type == "COMMA" and made[-1].type == "SEMI":
                tag.type = "SEMI"
            elif tag.type in {"AND", "OR"}:
                tag.value = (tag.value, made[-1].type.lower())
            made.pop()
        made.append(tag)
    return made
