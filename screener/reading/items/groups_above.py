"""Finds the group of a list in the line above its heading: "Part A", and below it "Inclusion Criteria:"."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.reading.items.section_groups import section_groups
from screener.reading.layout.headings import Section
from screener.reading.layout.headings import begins_line

_NAME = re.compile(r"(?:\A\s*|\n[ \t]*\r?\n)[ \t#_]*(?P<name>[A-Z](?:[^\n.;,:]){1,60}?)[ \t:_]*(?:\r?\n[ \t]*)*\Z")


def headed_by_groups(found: list[Section], text: str) -> list[Section]:
    """The lists with such lines made part of their headings, where each list of inclusions has one and each names a group.

    Only the first list may be without, for the whole trial.
    """
    lines = {at: line for at in range(len(found)) if (line := _line_above(found, at, text)) is not None}
    asking = [at for at, section in enumerate(found) if section.category == "inclusion" and section.body.text(text).strip()]
    named = {line.text(text).lower() for at, line in lines.items() if at in asking}
    if len(named) < 2 or any(at not in lines for at in asking[1:]):
        return found
    kept = {at: line for at, line in lines.items() if at in asking or line.text(text).lower() in named}
    made = [_with_line(section, kept.get(at), kept.get(at + 1)) for at, section in enumerate(found)]
    groups = section_groups(made, text)
    return made if all(line.start in groups for line in kept.values()) else found


def _line_above(found: list[Section], at: int, text: str) -> Span | None:
    """The name that stands alone on the line above a heading; None where none does."""
    heading = found[at].heading
    if heading is None or not begins_line(text, heading.start):
        return None
    first = found[at - 1].body.start if at else 0
    line = _NAME.search(text, first, text.rfind("\n", first, heading.start) + 1 or heading.start)
    return Span(*line.span("name")) if line is not None else None


def _with_line(section: Section, own: Span | None, following: Span | None) -> Section:
    """A list whose heading begins with its own line, and that ends before the line of the list behind it."""
    if own is not None and section.heading is not None:
        section = replace(section, heading=Span(own.start, section.heading.end))
    return section if following is None else replace(section, body=Span(section.body.start, following.start))
