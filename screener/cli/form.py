"""`screener form`: the intake form of a protocol, for the system that a site runs."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Annotated

import typer

from screener.cli import options
from screener.cli import shared
from screener.cli import terminal

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol


class FormFormat(StrEnum):
    """What the form is made for."""

    FHIR = "fhir"
    REDCAP = "redcap"
    JSON_SCHEMA = "json-schema"
    HTML = "html"
    BUNDLE = "bundle"
    MODULE = "module"


def form(
    protocol: options.ProtocolArgument,
    to: Annotated[
        FormFormat,
        typer.Option(
            "--to",
            help="fhir: R4 Questionnaire; redcap: data dictionary CSV; json-schema: of the answers, with hints; "
            "html: one file that works offline; bundle: the rules for <screener-form>; module: its script, "
            "the same for every protocol.",
        ),
    ] = FormFormat.HTML,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")] = None,
) -> None:
    """Make the intake form of a protocol: one question for each thing that a person can answer.

    \b
    Examples:
      screener form NCT04878770 --to html -o form.html
      screener form NCT04878770 --to fhir -o questionnaire.json
      screener form criteria.txt --to redcap -o dictionary.csv
      screener form criteria.txt --to json-schema
      screener form NCT04878770 --to bundle -o NCT04878770.json
      screener form NCT04878770 --to module -o screener-form.js

    The html file needs no server and sends nothing anywhere.
    """
    text = _made(shared.find_protocol(protocol), to)
    with terminal.output(output) as file:
        file.write(text)


def _made(protocol: Protocol, to: FormFormat) -> str:
    from screener.forms.questionnaire import questionnaire

    match to:
        case FormFormat.FHIR:
            from screener.forms.to_fhir import to_fhir

            return _json(to_fhir(questionnaire(protocol)))
        case FormFormat.REDCAP:
            from screener.forms.to_redcap import to_redcap

            return to_redcap(questionnaire(protocol))
        case FormFormat.JSON_SCHEMA:
            from screener.forms.to_json_schema import to_json_schema

            return _json(to_json_schema(questionnaire(protocol)))
        case FormFormat.HTML:
            from screener.forms.to_html import to_html

            return to_html(protocol)
        case FormFormat.BUNDLE:
            from screener.forms.bundle import bundle

            return _json(bundle(protocol))
        case FormFormat.MODULE:
            from screener.forms.browser import module_text

            return module_text()


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
