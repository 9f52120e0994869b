"""What the documentation says about requests and answers that are passed on as bytes."""

from __future__ import annotations

from functools import cache
from typing import Any

from screener.criteria.serial import compile_schema
from screener.screening.report import report_schema
from screener.web.models import CompileRequest
from screener.web.models import ErrorAnswer
from screener.web.models import FormRequest
from screener.web.models import Model
from screener.web.models import ProtocolList

Json = dict[str, Any]
_TEXT: Json = {"type": "string"}
_COMPILE_EXAMPLE = {"text": "Inclusion Criteria:\n- Age 18 to 75 years\n- Hemoglobin >= 9 g/dL\n", "name": "my-protocol"}
_SCREEN_EXAMPLE = {
    "protocol": "NCT04946669",
    "index_date": "2026-03-09",
    "records": [{"id": "C-1", "birth_date": "1980-05-01", "sex": "female"}],
}
_ERRORS = {
    401: "The service has a token, and the request does not show it.",
    403: "The request comes from a page of another site.",
    404: "There is no such protocol.",
    409: "The rules are not those that `rules_hash` names.",
    413: "The request or its text is too large.",
    422: "The request cannot be used; the message names the place, never the value.",
    503: "The work took too long and was stopped, or the service is busy.",
}


def body(model: type[Model]) -> Json:
    """The request body of an operation."""
    example = {CompileRequest: _COMPILE_EXAMPLE, FormRequest: _COMPILE_EXAMPLE | {"to": "fhir"}}.get(model, _SCREEN_EXAMPLE)
    schema = model.model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}}


def answers(schema: Json, what: str, *errors: int, kind: str = "application/json") -> dict[int | str, Json]:
    """The answers of an operation: the result, and in which cases there is none."""
    found: dict[int | str, Json] = {200: {"description": what, "content": {kind: {"schema": schema}}}}
    return found | {status: {"model": ErrorAnswer, "description": _ERRORS[status]} for status in sorted({401, 422, *errors})}


@cache
def protocols() -> Json:
    """The protocols of the service."""
    return _own_document(ProtocolList.model_json_schema(), "protocol-list")


@cache
def compiled() -> Json:
    """What `screener compile --format json` writes."""
    return _own_document(compile_schema(), "compiled-protocol")


@cache
def screened() -> Json:
    """The reports with what they were made with, and the issues of the records."""
    reports = report_schema()
    issue = {"type": "object", "properties": dict.fromkeys(("code", "severity", "message", "field", "hint"), _TEXT)}
    return {
        "type": "object",
        "properties": {
            "protocol": {"type": "object", "properties": {"id": _TEXT, "title": _TEXT}},
            "rules_hash": _TEXT,
            "setting": _TEXT,
            "reports": {"type": "array", "items": reports["items"]},
            "issues": {"type": "array", "items": issue},
        },
    }


def _own_document(schema: Json, name: str) -> Json:
    """The schema as a document within the documentation, so that its own references stay inside it."""
    return {"$id": f"urn:eligibility-screener:{name}", **{key: one for key, one in schema.items() if key != "$id"}}


FORM: Json = {"description": "A bundle, FHIR Questionnaire or JSON Schema; CSV for REDCap; a page for html."}
PAGE: Json = {"type": "string"}
