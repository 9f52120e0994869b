"""The worksheet of a candidate: each criterion with its words, finding, reason and evidence, and room to sign."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Any

from screener.criteria.protocol import Protocol
from screener.paper.evidence import evidence_line
from screener.paper.verdict_words import DISCLAIMER
from screener.paper.verdict_words import FINDING_MARKS
from screener.paper.verdict_words import STATUS_MEANINGS
from screener.paper.verdict_words import in_order

SIZES = (
    (9.5, 1.3, ""),
    (9, 1.3, " type-9"),
    (8, 1.25, " type-8"),
    (7.2, 1.22, " type-7"),
    (6.5, 1.17, " type-6"),
    (6, 1.14, " type-5"),
)
"""Type sizes in points with the line height and the class of `worksheet.css`; the last one is used for what is longer."""
COLUMNS = ((0.33, ""), (0.45, " words-45"), (0.55, " words-55"))
"""Shares of the width that the protocol's words may take, with their classes; as few lines as possible is best."""
_WIDE, _HIGH = 532, 790
"""An A4 page within its margins, in points."""
_RUN_IN = 7
"""Below this size the entries of the lists run on."""
_LETTER = 0.53
"""How wide a letter is on average, in ems."""


def worksheet_style() -> str:
    """The style sheet of worksheets, for screen and paper."""
    return files(__package__).joinpath("worksheet.css").read_text(encoding="utf-8")


def worksheets_page(protocol: Protocol, reports: list[dict[str, Any]], setting: str) -> str:
    """One self-contained page with the worksheet of each candidate, a sheet of paper each."""
    sheets = "\n".join(worksheet(protocol, report, setting) for report in in_order(reports))
    title = escape(f"{protocol.id}: worksheets")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>body {{ margin: 0; }}\n{worksheet_style()}</style>\n</head>\n<body>\n<main>\n"
        f"<h1 hidden>{title}</h1>\n{sheets}\n</main>\n</body>\n</html>\n"
    )


def worksheet(protocol: Protocol, report: dict[str, Any], setting: str) -> str:
    """The sheet of one candidate as an HTML article; every word of text and record is escaped."""
    texts = {criterion.id: " ".join(criterion.text.split()) for criterion in protocol.criteria}
    rows = [(texts.get(finding["criterion"], ""), finding, _evidence(finding)) for finding in report["findings"]]
    below = [(title, lines) for title, lines in _below(report) if lines]
    status = report["status"]
    title = f" · {escape(protocol.title)}" if protocol.title else ""
    return f"""<article class="sheet{_size(rows, below)}" data-candidate="{escape(report["patient"])}">
<header>
<div><h2>Candidate {escape(report["patient"])}</h2>
<p class="about"><b>{escape(protocol.id)}</b>{title}</p>
<p class="about">{escape(setting)}</p></div>
<p class="verdict"><b>{status}</b><small>{STATUS_MEANINGS[status].capitalize()}.</small></p>
</header>
<table>
<colgroup><col class="col-id"><col class="col-words"><col><col class="col-ok"></colgroup>
<thead><tr><th scope="col">Criterion</th><th scope="col">The protocol says</th><th scope="col">Finding, reason and evidence</th>
<th scope="col" class="ok">Agreed</th></tr></thead>
<tbody>
{"".join(_row(*row) for row in rows)}
</tbody>
</table>
{_lists(below, report["patient"])}
<footer>
<p class="sign">Screened by <span></span> Signature <span></span> Date <span class="short"></span></p>
<p class="sign">Investigator <span></span> Signature <span></span> Date <span class="short"></span></p>
<p class="small">Rules {escape(report["rules_hash"][:16])}. {DISCLAIMER}</p>
</footer>
</article>"""


def _evidence(finding: dict[str, Any]) -> str:
    lines = dict.fromkeys(line for item in finding["evidence"] if (line := evidence_line(item)))
    return f"[{'; '.join(lines)}]" if lines else ""


def _row(words: str, finding: dict[str, Any], evidence: str) -> str:
    kind = finding["finding"]
    reading = " Depends on how the sentence is read." if finding["depends_on_reading"] else ""
    return (
        f'<tr><th scope="row">{escape(finding["criterion"])}</th><td>{escape(words)}</td>'
        f'<td class="finding"><b>{FINDING_MARKS[kind]} {kind}</b> {escape(finding["reason"])}{reading} '
        f'<span class="evidence">{escape(evidence)}</span></td>'
        '<td class="ok"><span>☐ yes</span> <span>☐ no</span></td></tr>\n'
    )


def _below(report: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What is still to be asked, confirmed and kept in mind."""
    return [
        ("To ask", [question["text"] for question in report["questions"]]),
        ("To confirm", [f"{item['criterion']}: {item['text']}" for item in report["confirmations"]]),
        ("Assumed", report["assumptions"]),
        ("Presumed complete", report["presumed"]),
        ("About the record", [item["message"] for item in report["issues"]]),
    ]


def _lists(below: list[tuple[str, list[str]]], candidate: str) -> str:
    parts = [
        f"<h3>{title}</h3><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" for title, lines in below
    ]
    return f'<section class="left" aria-label="Open points of {escape(candidate)}">{"".join(parts)}</section>' if parts else ""


def _size(rows: list[tuple[str, dict[str, Any], str]], below: list[tuple[str, list[str]]]) -> str:
    """The classes of the largest type, and the columns, in which the sheet fits on one page as far as counting tells."""
    chosen = ""
    for points, line, name in SIZES:
        table, columns = min((_lines(rows, points, share), columns) for share, columns in COLUMNS)
        lines = table + 15 + 0.45 * len(rows) + _lines_below(below, points, run_in=points < _RUN_IN)
        chosen = name + columns
        if lines * points * line <= _HIGH:
            break
    return chosen


def _lines(rows: list[tuple[str, dict[str, Any], str]], points: float, share: float) -> int:
    """How many lines the table takes where its column of words has that share of the width."""
    letter = points * _LETTER
    words_fit, finding_fit = int(_WIDE * share / letter) - 2, int((_WIDE * (1 - share) - 11.5 * points) / letter) - 2
    lines = 0
    for words, finding, evidence in rows:
        said = len(finding["finding"]) + len(finding["reason"]) + len(evidence) + 4
        lines += max(2, -(-len(words) // words_fit), -(-said // finding_fit))
    return lines


def _lines_below(below: list[tuple[str, list[str]]], points: float, *, run_in: bool) -> float:
    """How many lines the lists take, which stand in two columns; run in, an entry goes on where the last one ends."""
    fit = int(_WIDE / 2 / points / _LETTER) - 4
    if run_in:
        return sum(2.2 + sum(len(one) + 3 for one in listed) / fit for _, listed in below) / 2
    return sum(1.2 + sum(-(-len(one) // fit) for one in listed) for _, listed in below) / 2
