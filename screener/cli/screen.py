"""`screener screen`: a protocol and candidates in, verdicts out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Any
from typing import TextIO

import typer

from screener.cli import findings
from screener.cli import options
from screener.cli import shared
from screener.cli import terminal
from screener.core.errors import ScreenerError

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol
    from screener.records.patient import Patient
    from screener.screening.options import Options


class ScreenFormat(StrEnum):
    """How the verdicts are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    WORKSHEET = "worksheet"


def screen(
    protocol: options.ProtocolArgument,
    records: Annotated[
        list[str] | None,
        typer.Argument(metavar="RECORD...", help="Files or folders: JSON, CSV, FHIR R4, NDJSON, or answers to the form."),
    ] = None,
    examples: Annotated[
        bool, typer.Option("--examples", help="Screen the made-up candidates that come with a bundled protocol.")
    ] = False,
    index_date: options.IndexDate = None,
    stage: options.StageOption = options.Stage.PRESCREEN,
    anchor: options.Anchors = None,
    presume: options.Presume = "",
    site: options.SiteOption = None,
    format_: Annotated[
        ScreenFormat, typer.Option("--format", "-f", help="worksheet: one A4 page a candidate, to print and sign.")
    ] = ScreenFormat.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
    ] = None,
    fail_on: Annotated[
        list[findings.Verdict] | None,
        typer.Option("--fail-on", help="Exit with 1 if a candidate is that; may be repeated."),
    ] = None,
) -> None:
    """Screen candidates against a protocol and say why.

    One candidate gives the full report; several give a work list: who is out and by which criterion,
    who needs only a person's confirmation, and whose verdict fewest questions would settle.

    \b
    Examples:
      screener screen NCT04878770 --examples
      screener screen criteria.txt patient.json
      screener screen protocol.toml export.csv --index-date 2026-03-09
      screener screen NCT05488327 bundles/ --presume conditions,medications --format html -o list.html
      screener screen NCT04878770 patient.json --format worksheet -o worksheet.html
      screener screen NCT04878770 patient.json --stage baseline --anchor consent=2026-03-01
    """
    from screener.criteria.problems import unusable
    from screener.paper.setting import describe

    day, whose = options.choose_day(index_date, examples=examples)
    chosen_options = options.make_options(day, stage, anchor, presume, site)
    chosen = shared.find_protocol(protocol)
    if unusable(chosen):
        refuse(chosen)
    reports, refused = _screen_all(chosen, record_files(protocol, records or [], examples=examples), chosen_options)
    setting = describe(chosen_options, whose)
    with terminal.output(output) as file:
        _write(chosen, reports, setting, format_, file)
    if refused:
        raise typer.Exit(findings.BAD_INPUT)
    if {report["status"] for report in reports} & {str(verdict) for verdict in fail_on or ()}:
        raise typer.Exit(findings.FOUND)


def refuse(protocol: Protocol) -> None:
    """Ends with bad input: the text gave no criteria at all, and says why."""
    from screener.cli.render_issue import render_issue

    listed = "\n".join(render_issue(found, where=protocol.source) for found in protocol.issues)
    raise ScreenerError(f"The protocol holds no criteria.\n{listed}", hint="screener check PROTOCOL shows more.")


def record_files(protocol: str, records: list[str], *, examples: bool) -> list[Path]:
    """The record files and folders to screen."""
    paths = shared.existing(records)
    if examples:
        paths.append(shared.example_records(protocol))
    if not paths:
        raise ScreenerError(
            "There is no record to screen.", hint="Name a record file or folder, or add --examples to see one."
        )
    return paths


def patients_in(protocol: Protocol, paths: list[Path], day: date) -> Iterator[Patient | None]:
    """Every patient of the files; None for a file without any. Reading issues go to standard error."""
    from screener.cli.render_issue import render_issue

    for path, patients, issues in shared.read_patients(protocol, paths, day):
        for found in issues:
            typer.echo(render_issue(found, where=found.field or path.name), err=True)
        if not patients:
            typer.echo(f"screener: {path.name} holds no record that could be read.", err=True)
            yield None
        yield from patients


def _screen_all(protocol: Protocol, paths: list[Path], chosen: Options) -> tuple[list[dict[str, Any]], bool]:
    from screener.screening.report import report_to_json
    from screener.screening.screen import screen as decide

    reports: list[dict[str, Any]] = []
    refused = False
    for patient in terminal.progress(patients_in(protocol, paths, chosen.index_date), len(paths), "screening"):
        refused = refused or patient is None
        if patient is not None:
            reports.append(report_to_json(decide(protocol, patient, chosen)))
    return reports, refused


def _write(protocol: Protocol, reports: list[dict[str, Any]], setting: str, shape: ScreenFormat, file: TextIO) -> None:
    match shape:
        case ScreenFormat.JSON:
            import json

            json.dump(reports, file, ensure_ascii=False, indent=2)
            file.write("\n")
        case ScreenFormat.CSV:
            from screener.cli.render_csv import render_csv

            render_csv(reports, file)
        case ScreenFormat.HTML:
            from screener.cli.render_html import render_html

            file.write(render_html(protocol, reports, setting))
        case ScreenFormat.WORKSHEET:
            from screener.paper.worksheet import worksheets_page

            file.write(worksheets_page(protocol, reports, setting))
        case ScreenFormat.TABLE if len(reports) == 1:
            from screener.cli.render_report import render_report

            render_report(protocol, reports[0], setting, file)
        case ScreenFormat.TABLE:
            from screener.cli.render_worklist import render_worklist

            render_worklist(protocol, reports, setting, file)
