"""Writes verdicts as one self-contained page that prints well; no script, nothing loaded from anywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from typing import Any

from screener.paper.evidence import evidence_line
from screener.paper.verdict_words import DISCLAIMER
from screener.paper.verdict_words import FINDING_MARKS
from screener.paper.verdict_words import STATUS_MEANINGS
from screener.paper.verdict_words import in_order
from screener.paper.verdict_words import key_reason

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol

STYLE = """
:root { font: 15px/1.45 system-ui, sans-serif; color: #1b1f24; }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
h1 { font-size: 1.35rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #d5d9de; }
th { font-weight: 600; } .words, .setting { color: #57606a; }
.eligible, .pass { color: #14622b; } .potentially-eligible, .deferred { color: #0b5a7a; }
.undetermined, .unknown { color: #7a4d00; } .ineligible, .fail { color: #a1160a; }
.status { font-weight: 600; white-space: nowrap; } .id { white-space: nowrap; font-weight: 600; }
.sign { margin-top: 1.5rem; } .sign span { display: inline-block; min-width: 16rem; border-bottom: 1px solid; }
@media print { body { margin: 0; max-width: none; } section { break-before: page; } tr { break-inside: avoid; } }
"""


def render_html(protocol: Protocol, reports: list[dict[str, Any]], setting: str) -> str:
    """The page: the work list, then a section with every finding for each candidate."""
    ordered = in_order(reports)
    title = f"{protocol.id}: screening of {len(ordered)} {'candidate' if len(ordered) == 1 else 'candidates'}"
    parts = [
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>",
        f"<p>{escape(protocol.title)}</p>\n<p class='setting'>{escape(setting)} {DISCLAIMER}</p>",
    ]
    if len(ordered) > 1:
        parts.append(_work_list(ordered))
    parts += [_section(protocol, report, number) for number, report in enumerate(ordered, 1)]
    return "\n".join([*parts, "</main>\n</body>\n</html>\n"])


def _work_list(reports: list[dict[str, Any]]) -> str:
    rows = [
        f'<tr><td class="id"><a href="#c{number}">{escape(report["patient"])}</a></td>'
        f'<td class="status {report["status"]}">{report["status"]}</td><td>{escape(key_reason(report))}</td></tr>'
        for number, report in enumerate(reports, 1)
    ]
    return _table(("Candidate", "Status", "Because / next"), rows)


def _section(protocol: Protocol, report: dict[str, Any], number: int) -> str:
    status = report["status"]
    questions = "".join(f"<li>{escape(question['text'])}</li>" for question in report["questions"])
    ask = f"<h3>Ask next</h3>\n<ol>{questions}</ol>" if questions else ""
    texts = {criterion.id: criterion.text for criterion in protocol.criteria}
    rows = [_row(finding, texts.get(finding["criterion"], "")) for finding in report["findings"]]
    return (
        f'<section id="c{number}">\n<h2>{escape(report["patient"])}: '
        f'<span class="status {status}">{status}</span></h2>\n<p>{STATUS_MEANINGS[status].capitalize()}.</p>\n'
        f"{_table(('Criterion', 'Finding', 'Why'), rows)}\n{ask}\n"
        f'<p class="setting">Rules {escape(report["rules_hash"])}, index date {escape(report["index_date"])}.</p>\n'
        '<p class="sign">Confirmed by <span></span> Date <span></span></p>\n</section>'
    )


def _row(finding: dict[str, Any], text: str) -> str:
    kind = finding["finding"]
    lines = [line for item in finding["evidence"] if (line := evidence_line(item))]
    evidence = "".join(f'<br><span class="words">{escape(line)}</span>' for line in lines)
    reading = "<br>Depends on how the sentence is read." if finding["depends_on_reading"] else ""
    return (
        f'<tr><td class="id">{escape(finding["criterion"])}</td>'
        f'<td class="status {kind}">{FINDING_MARKS[kind]} {kind}</td>'
        f'<td><span class="words">{escape(" ".join(text.split()))}</span><br>'
        f"{escape(finding['reason'])}{reading}{evidence}</td></tr>"
    )


def _table(heads: tuple[str, ...], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"
