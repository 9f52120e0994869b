"""One sentence through every room: what docs/architecture.md shows."""

from __future__ import annotations

import json
import re
from datetime import date

from screener.criteria.notation import print_rule
from screener.criteria.prose import prose
from screener.criteria.serial import node_to_json
from screener.reading.compile import compile_text
from screener.reading.passes.fuse import fuse
from screener.reading.scanning.scan import scan
from screener.reading.syntax.clauses import clauses
from screener.reading.syntax.clauses import phrases
from screener.reading.syntax.trees import Paren
from screener.records.read import read_records_text
from screener.screening.explain import explain
from screener.screening.options import Options
from screener.screening.report import report_to_json
from screener.screening.screen import screen

SENTENCE = "Hemoglobin < 8.5 g/dL, or a live vaccine within 4 weeks before screening"
TEXT = f"Exclusion Criteria:\n- {SENTENCE}\n"
RECORD = """\
{
  "id": "P-001",
  "observations": [
    {"id": "obs-7", "text": "Hgb", "value": "84", "unit": "g/L", "date": "2026-03-02"}
  ]
}
"""


def stages():
    """What each stage of the page shows, by name."""
    protocol = compile_text(TEXT, source="example.txt")
    (criterion,) = protocol.criteria
    (patient,), issues = read_records_text(RECORD, "P-001.json")
    assert not issues
    report = screen(protocol, patient, Options(index_date=date(2026, 3, 9)))
    (explained,) = explain(report)
    found = report_to_json(report)
    return {
        "text": TEXT,
        "tags": "\n".join(tag_line(tag) for tag in scan(SENTENCE)),
        "clauses": "\n".join(clause_lines(clauses(phrases(fuse(scan(SENTENCE)))))),
        "node": spread(node_to_json(criterion.node)),
        "rule": f"{print_rule(criterion.node)}\n{prose(criterion.node)}",
        "ledger": "\n".join(ledger_line(entry, field, protocol) for field, entries in protocol.ledger.items() for entry in entries),
        "record": f"{RECORD}\nis read as\n\n{patient.model_dump_json(exclude_defaults=True, indent=2)}",
        "truth": "\n".join(step_lines(explained.step)),
        "report": spread({"status": found["status"], "findings": found["findings"]}),
    }


def spread(value):
    """JSON over several lines, with spans and other small parts on one line."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return re.sub(r"([\[{])\s+([^\[\]{}]{1,60}?)\s+([\]}])", lambda found: found[1] + " ".join(found[2].split()) + found[3], text)


def tag_line(tag):
    return f"{tag.start:>3}-{tag.end:<3} {tag.type:<8} {tag.text:<14} {plain(tag.value)}".rstrip()


def clause_lines(sentences, depth=0):
    """The tree of sentences, clauses, lists and their tails."""
    pad = "  " * depth
    for sentence in sentences:
        for clause in sentence.clauses:
            yield f"{pad}clause"
            yield from listing_lines(clause.listing, depth + 1)
            for tail in clause.tails:
                yield f"{pad}  {tail.kind} ({tail.word.text})"
                yield from listing_lines(tail.listing, depth + 2)


def listing_lines(listing, depth):
    pad = "  " * depth
    for number, chunk in enumerate(listing.chunks):
        if number:
            yield f"{pad}connective {plain(listing.conns[number - 1].value)}"
        yield f"{pad}chunk"
        for element in chunk:
            if isinstance(element, Paren):
                yield f"{pad}  bracket"
                yield from clause_lines(element.sentences, depth + 2)
            else:
                shown = "" if element.type in {"LIMIT", "WINDOW"} else plain(element.value)
                yield f"{pad}  {element.type:<7} {element.text:<33} {shown}".rstrip()


def ledger_line(entry, field, protocol):
    words = entry.span.text(protocol.texts[field])
    return f"{entry.span.start:>3}-{entry.span.end:<3} {entry.state:<10} {words!r}"


def step_lines(step, depth=0):
    pad = "  " * depth
    yield f"{pad}{step.truth.upper():<8} {step.rule if not step.steps else step.kind}"
    if not step.steps:
        yield f"{pad}         {step.sentence}"
        yield from (f"{pad}         {line}" for line in step.evidence)
    for part in step.steps:
        yield from step_lines(part, depth + 1)


def plain(value):
    """A tag's value as a reader would write it."""
    return " ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
