"""`screener explain`: one verdict, node by node."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Annotated

import typer

from screener.cli import options
from screener.cli import shared
from screener.cli.screen import patients_in
from screener.core.errors import ScreenerError

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol
    from screener.records.patient import Patient


def explain(
    protocol: options.ProtocolArgument,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A record file: JSON, CSV or FHIR R4 Bundle.")],
    criterion: Annotated[str | None, typer.Option(metavar="ID", help="Only this criterion, such as EXCL02.")] = None,
    patient: Annotated[str | None, typer.Option(metavar="ID", help="Which patient, if the file has several.")] = None,
    index_date: options.IndexDate = None,
    stage: options.StageOption = options.Stage.PRESCREEN,
    anchor: options.Anchors = None,
    presume: options.Presume = "",
    site: options.SiteOption = None,
) -> None:
    """Walk through one verdict: the words, the rule, the value used, the limit, the truth.

    \b
    Examples:
      screener explain NCT04878770 patient.json
      screener explain NCT04878770 patient.json --criterion INCL03 --index-date 2026-03-09
      screener explain criteria.txt export.csv --patient P-017
    """
    from screener.cli.render_explain import render_explain
    from screener.paper.setting import describe
    from screener.screening.screen import screen

    day, whose = options.choose_day(index_date, examples=False)
    chosen = options.make_options(day, stage, anchor, presume, site)
    found = shared.find_protocol(protocol)
    known = [item.id for item in found.criteria]
    if criterion is not None and criterion.upper() not in known:
        raise ScreenerError(f"The protocol has no criterion {criterion!r}.", hint=f"It has {', '.join(known)}.")
    report = screen(found, _one_patient(found, Path(record), patient, day), chosen)
    render_explain(report, criterion and criterion.upper(), describe(chosen, whose), sys.stdout)


def _one_patient(protocol: Protocol, path: Path, wanted: str | None, day: date) -> Patient:
    patients = [item for item in patients_in(protocol, shared.existing([str(path)]), day) if item is not None]
    if wanted is not None:
        patients = [item for item in patients if item.id == wanted]
    if len(patients) == 1:
        return patients[0]
    if not patients:
        raise ScreenerError(f"{path.name} holds no such record.", hint="screener screen PROTOCOL RECORD lists its ids.")
    raise ScreenerError(f"{path.name} holds {len(patients)} patients.", hint="Name one with --patient ID.")
