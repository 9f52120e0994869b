"""What the JSON API takes and gives, as data types: they check what comes in and are its documentation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from typing import Literal
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import ValidationError

from screener.records.patient import Domain
from screener.screening.options import Stage
from screener.web.refusal import Refusal

FormKind = Literal["bundle", "fhir", "redcap", "json-schema", "html"]


class Model(BaseModel):
    """The base: unknown fields are refused, and what was given never stands in an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


M = TypeVar("M", bound=Model)


class CompileRequest(Model):
    """A protocol's eligibility text, or a ClinicalTrials.gov record (API v2 JSON or legacy XML) as text."""

    text: str = Field(description="The text as it was pasted.", examples=["Inclusion Criteria:\n- Age 18 to 75 years"])
    name: str = Field("text", max_length=200, description="What to call it; an id in it becomes the protocol's id.")


class FormRequest(CompileRequest):
    """A protocol's text, and the system that its form is for."""

    to: FormKind = Field("bundle", description="What the form is made for.")


class ScreenRequest(Model):
    """A protocol (one of `protocol`, `text`, `rules`) and the records of candidates."""

    protocol: str | None = Field(None, max_length=200, description="The id of a protocol of this service.")
    text: str | None = Field(None, description="Or its eligibility text.")
    rules: dict[str, Any] | None = Field(None, description="Or what `/api/compile` gave, perhaps corrected.")
    rules_hash: str | None = Field(None, max_length=64, description="Refuse with 409 if the rules are not these.")
    records: list[Any] | str = Field(
        description="Records as JSON (own format, FHIR R4, QuestionnaireResponse, saved answers of the form), "
        "or one text (CSV, TSV, NDJSON, REDCap export)."
    )
    index_date: date | None = Field(None, description="The screening date; today where absent.")
    stage: Stage = Field("prescreen", description="How far along the candidates are.")
    anchors: dict[str, date] = Field(default_factory=dict, description='Days of visits, such as {"consent": "2026-03-01"}.')
    presume: frozenset[Domain] = Field(
        frozenset(), description="Domains of the record in which what is not recorded counts as absent."
    )


class ProtocolEntry(Model):
    """A protocol of the list."""

    id: str
    title: str
    criteria: int
    unread: int = Field(description="Characters that nobody has read.")
    rules_hash: str
    examples: bool = Field(description="Whether made-up candidates come with it.")


class ProtocolList(Model):
    """The protocols of this service."""

    protocols: tuple[ProtocolEntry, ...]


class Told(Model):
    """Why something was not done."""

    code: str
    message: str
    hint: str


class ErrorAnswer(Model):
    """The answer in place of a result."""

    error: Told


def read(model: type[M], given: Any) -> M:  # noqa: ANN401  # parsed JSON
    """The request as its type; a Refusal that names the places, and no value, where it is none."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False)[:5]
        told = "; ".join(f"{place(one['loc'], model.model_fields)}: {one['msg']}" for one in found)
        raise Refusal(422, "request-unusable", told, "GET /api/ shows what is expected.") from None


def place(loc: tuple[int | str, ...], known: Collection[str]) -> str:
    """Where in the request: its known fields and positions by name, never a key that the caller made up."""
    named = [str(one) for one in loc if isinstance(one, int) or one in known]
    return ".".join(named) or "request"
