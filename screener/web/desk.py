"""What a worker can do: compile, give forms, screen; bytes in, bytes out, nothing kept but protocols."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from screener.core.data import folder
from screener.core.data import protocol_files
from screener.core.errors import ScreenerError
from screener.core.issues import Issue
from screener.criteria.problems import unusable
from screener.criteria.protocol import Protocol
from screener.criteria.protocol_file import dump_protocol
from screener.criteria.serial import SCHEMA_VERSION
from screener.criteria.serial import protocol_from_json
from screener.criteria.serial import protocol_to_json
from screener.forms.bundle import bundle
from screener.forms.questionnaire import questionnaire
from screener.forms.read_back import read_back_text
from screener.forms.read_back import read_back_values
from screener.forms.to_fhir import to_fhir
from screener.forms.to_html import to_html
from screener.forms.to_json_schema import to_json_schema
from screener.forms.to_redcap import to_redcap
from screener.paper.setting import TODAY
from screener.paper.setting import describe
from screener.paper.verdict_words import in_order
from screener.paper.worksheet import worksheet
from screener.paper.worksheet import worksheets_page
from screener.reading.inputs import read_bytes
from screener.records.json_text import values
from screener.records.notes import Notes
from screener.records.patient import Patient
from screener.records.raw import text_of_bytes
from screener.screening.options import Options
from screener.screening.prepared import prepare
from screener.screening.report import report_to_json
from screener.screening.screen import screen
from screener.web.loading import loaded
from screener.web.loading import site_of
from screener.web.loading import warm
from screener.web.models import CompileRequest
from screener.web.models import FormRequest
from screener.web.models import ScreenRequest
from screener.web.models import read
from screener.web.refusal import Refusal
from screener.web.refusal import other_rules
from screener.web.refusal import text_too_long
from screener.web.refusal import unknown_protocol
from screener.web.side_by_side import side_by_side

Json = dict[str, Any]
_KEPT_TEXTS = 8


class Desk:
    """The protocols that are loaded, and everything that is done with them."""

    def __init__(self, files: tuple[Path, ...], longest_text: int, site: Path | None = None) -> None:
        self.longest_text = longest_text
        self.site = site_of(site) if site is not None else None
        self.protocols: dict[str, Protocol] = {}
        self.pasted: OrderedDict[tuple[str, str], Protocol] = OrderedDict()
        for path in (*protocol_files().values(), *files):
            for protocol in loaded(path):
                self.protocols[protocol.id or path.stem] = protocol
                prepare(protocol)
        warm()
        self.verbs: dict[str, Callable[[bytes, Json], bytes]] = {
            "protocols": self.protocol_list,
            "compiled": self.compiled,
            "rules": self.rules,
            "form": self.form,
            "compile": self.compile,
            "compile-form": self.compile_form,
            "compile-page": self.compile_page,
            "protocol-file": self.protocol_file,
            "screen": self.screen,
            "screen-page": self.screen_page,
            "worksheet": self.worksheet,
            "site": self.site_profile,
        }

    def do(self, verb: str, body: bytes, head: Json) -> bytes:
        """The answer to one message."""
        return self.verbs[verb](body, head)

    # protocols ---------------------------------------------------------------------------------------------------------

    def protocol_list(self, _: bytes, __: Json) -> bytes:
        """The protocols of the service."""
        examples = folder("rules") / "examples"
        return _bytes(
            {
                "protocols": [
                    {
                        "id": ident,
                        "title": one.title,
                        "criteria": len(one.criteria),
                        "unread": one.coverage()["unread"],
                        "rules_hash": prepare(one).rules_hash,
                        "examples": (examples / ident).is_dir(),
                    }
                    for ident, one in self.protocols.items()
                ]
            }
        )

    def compiled(self, _: bytes, head: Json) -> bytes:
        """The compile contract of a protocol."""
        return _bytes(protocol_to_json(self._known(head["protocol"])))

    def rules(self, _: bytes, head: Json) -> bytes:
        """The text of a protocol beside its rules."""
        return _bytes(side_by_side(self._known(head["protocol"])))

    def form(self, _: bytes, head: Json) -> bytes:
        """The form of a protocol, for one system."""
        return _form(self._known(head["protocol"]), head["to"])

    def compile(self, body: bytes, _: Json) -> bytes:
        """The compile contract of a text."""
        asked = read(CompileRequest, _parsed(body))
        return _bytes(protocol_to_json(self._compiled(asked.text, asked.name)))

    def compile_form(self, body: bytes, _: Json) -> bytes:
        """The form of a text, for one system."""
        asked = read(FormRequest, _parsed(body))
        return _form(_usable(self._compiled(asked.text, asked.name)), asked.to)

    def compile_page(self, body: bytes, head: Json) -> bytes:
        """A pasted text beside its rules."""
        return _bytes(side_by_side(self._compiled(body.decode("utf-8", errors="replace"), head["name"])))

    def protocol_file(self, body: bytes, head: Json) -> bytes:
        """A pasted text as a protocol file, to keep and correct."""
        return dump_protocol(self._compiled(body.decode("utf-8", errors="replace"), head["name"])).encode()

    def site_profile(self, _: bytes, __: Json) -> bytes:
        """The site's profile, for forms that decide in the browser."""
        return _bytes({} if self.site is None else self.site.model_dump(mode="json"))

    # candidates --------------------------------------------------------------------------------------------------------

    def screen(self, body: bytes, _: Json) -> bytes:
        """The reports on the records of a request of the API."""
        protocol, reports, issues, setting = self._asked(body)
        return _bytes(_result(protocol, reports, issues, setting))

    def worksheet(self, body: bytes, _: Json) -> bytes:
        """The worksheets of the records of a request of the API, as one page."""
        protocol, reports, _issues, setting = self._asked(body)
        return worksheets_page(protocol, reports, setting).encode()

    def screen_page(self, body: bytes, head: Json) -> bytes:
        """The reports on uploaded files, in the order of a work list, each with its worksheet."""
        asked = read(ScreenRequest, {**head["request"], "records": ""})
        protocol = self._protocol(asked)
        options, whose = self._options(asked)
        patients: list[Patient] = []
        issues: list[Issue] = []
        start = 0
        for name, length in head["files"]:
            notes = Notes(name)
            text = text_of_bytes(body[start : start + length], notes)
            start += length
            issues += notes.issues
            if text is not None:
                found, met = read_back_text(protocol, text, name, options.index_date)
                patients += found
                issues += met
        reports = in_order(report_to_json(screen(protocol, one, options)) for one in patients)
        setting = describe(options, whose)
        found_all = _result(protocol, reports, tuple(issues), setting)
        return _bytes(found_all | {"worksheets": [worksheet(protocol, report, setting) for report in reports]})

    def _asked(self, body: bytes) -> tuple[Protocol, list[Json], tuple[Issue, ...], str]:
        asked = read(ScreenRequest, _parsed(body))
        protocol = self._protocol(asked)
        options, whose = self._options(asked)
        if isinstance(asked.records, str):
            patients, issues = read_back_text(protocol, asked.records, "records", options.index_date)
        else:
            patients, issues = read_back_values(protocol, [asked.records], "records", options.index_date)
        reports = [report_to_json(screen(protocol, one, options)) for one in patients]
        return protocol, reports, issues, describe(options, whose)

    def _options(self, asked: ScreenRequest) -> tuple[Options, str]:
        day = asked.index_date or date.today()
        whose = "" if asked.index_date is not None else TODAY
        return Options(day, asked.stage, asked.anchors, frozenset(asked.presume), self.site), whose

    # which protocol ----------------------------------------------------------------------------------------------------

    def _protocol(self, asked: ScreenRequest) -> Protocol:
        named = [one for one in (asked.protocol, asked.text, asked.rules) if one is not None]
        if len(named) != 1:
            hint = "`protocol` is an id of GET /api/protocols, `text` a pasted text, `rules` what /api/compile gave."
            raise Refusal(422, "protocol-missing", "Give one of protocol, text and rules.", hint)
        if asked.protocol is not None:
            protocol = self._known(asked.protocol)
        elif asked.text is not None:
            protocol = self._compiled(asked.text, "text")
        else:
            protocol = _from_rules(asked.rules or {})
        if asked.rules_hash is not None and asked.rules_hash != prepare(protocol).rules_hash:
            raise other_rules()
        return _usable(protocol)

    def _known(self, ident: str) -> Protocol:
        found = self.protocols.get(ident)
        if found is None:
            raise unknown_protocol()
        return found

    def _compiled(self, text: str, name: str) -> Protocol:
        if len(text) > self.longest_text:
            raise text_too_long(self.longest_text)
        known = self.pasted.pop((text, name), None)
        if known is None:
            found = list(read_bytes(text.encode("utf-8", errors="replace"), name))
            if len(found) != 1:
                hint = "Send one trial at a time."
                raise Refusal(422, "several-protocols", f"The text holds {len(found)} protocols.", hint)
            known = found[0]
        self.pasted[text, name] = known
        if len(self.pasted) > _KEPT_TEXTS:
            self.pasted.popitem(last=False)
        return known


def _usable(protocol: Protocol) -> Protocol:
    if unusable(protocol):
        told = "; ".join(found.message for found in protocol.issues)
        raise Refusal(422, "no-criteria", f"The text holds no criteria: {told}.", "Paste the eligibility criteria.")
    return protocol


def _from_rules(rules: Json) -> Protocol:
    if rules.get("schema_version") != SCHEMA_VERSION:
        told = f"The rules are not of schema version {SCHEMA_VERSION}, which this service reads."
        raise Refusal(422, "rules-version", told, "Compile the text again with POST /api/compile.")
    try:
        return protocol_from_json(rules)
    except (ScreenerError, RecursionError):  # what they say could repeat what was sent
        told = "The rules are not what POST /api/compile gave."
        raise Refusal(422, "rules-unusable", told, "Compile the text again.") from None


def _parsed(body: bytes) -> Any:  # noqa: ANN401  # JSON
    """The JSON of a request, its numbers exact."""
    notes = Notes("request")
    try:
        found = values(body.decode("utf-8-sig"), notes)
    except UnicodeDecodeError:
        raise Refusal(400, "json-broken", "The request is not UTF-8.", "Send JSON in UTF-8.") from None
    if len(found) != 1:
        raise Refusal(400, "json-broken", "The request is not one JSON value.", "Send one JSON object.")
    return found[0]


def _result(protocol: Protocol, reports: list[Json], issues: tuple[Issue, ...], setting: str) -> Json:
    return {
        "protocol": {"id": protocol.id, "title": protocol.title},
        "rules_hash": prepare(protocol).rules_hash,
        "setting": setting,
        "reports": reports,
        "issues": [
            {"code": one.code, "severity": one.severity, "message": one.message, "field": one.field, "hint": one.hint}
            for one in issues
        ],
    }


def _form(protocol: Protocol, to: str) -> bytes:
    match to:
        case "fhir":
            return _bytes(to_fhir(questionnaire(protocol)))
        case "redcap":
            return to_redcap(questionnaire(protocol)).encode()
        case "json-schema":
            return _bytes(to_json_schema(questionnaire(protocol)))
        case "html":
            return to_html(protocol).encode()
        case _:
            return _bytes(bundle(protocol))


def _bytes(data: object) -> bytes:
    return to_json(data)
