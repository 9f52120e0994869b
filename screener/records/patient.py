"""The patient record: what one candidate's data says, in the shape that screening reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from typing import Literal

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import PlainSerializer
from pydantic import PlainValidator

from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.core.calendar import parse_partial

Domain = Literal["conditions", "medications", "procedures", "allergies", "immunizations"]
Presence = Literal["present", "absent"]


def _partial(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return on(value)
    parsed = parse_partial(value) if isinstance(value, str) else None
    if parsed is None:
        raise ValueError("not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    return parsed


When = Annotated[PartialDate, PlainValidator(_partial, json_schema_input_type=str), PlainSerializer(str)]
"""A date that may be known only to the month or year."""


class Model(BaseModel):
    """The base of all record models: unknown fields are refused, values are frozen, and never shown in errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Code(Model):
    """A code as recorded: `system` in the catalogue's short names where known (`loinc`, `snomed`, …), else its URI."""

    system: str
    code: str
    display: str = ""


class Range(Model):
    """A reference range in its own unit (that of the observation where None)."""

    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


class Entry(Model):
    """What every recorded thing has: its id, its codes and words, and the catalogue concepts they stand for.

    `presence` is `absent` where the record says that the patient does not have it (refuted, never taken, no known …).
    """

    id: str = ""
    concepts: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    text: str = ""
    presence: Presence = "present"


class Observation(Entry):
    """A measurement or result: `value` with `unit` as recorded, `value_text` (a class or words), or `result`.

    comparator is FHIR's ("<" of "<5").
    `assumed_date` marks a date that the reader assumed (undated CSV values stand at the index date).
    """

    value: Decimal | None = None
    comparator: Literal["<", "<=", ">=", ">"] | None = None
    unit: str | None = None
    value_text: str | None = None
    result: Literal["positive", "negative", "normal", "abnormal", "indeterminate"] | None = None
    date: When | None = None
    time: str = ""
    visit: str | None = None
    reference_range: Range | None = None
    assumed_date: bool = False


class Condition(Entry):
    """A disease or finding with the interval in which it held."""

    status: Literal["active", "recurrence", "relapse", "inactive", "remission", "resolved", "unknown"] = "unknown"
    verification: Literal["confirmed", "provisional", "differential", "unconfirmed"] = "confirmed"
    onset: When | None = None
    abated: When | None = None
    recorded: When | None = None
    severity: str | None = None
    qualifiers: tuple[str, ...] = ()
    who: Literal["patient", "family"] = "patient"


class Treatment(Entry):
    """A drug, procedure, device or other therapy. Dose is per `dose_per` ("d" = day) in UCUM `dose_unit`."""

    kind: Literal["drug", "procedure", "device", "therapy"] = "drug"
    status: Literal["active", "completed", "stopped", "on-hold", "planned", "not-done", "unknown"] = "unknown"
    start: When | None = None
    end: When | None = None
    recorded: When | None = None
    dose: Decimal | None = None
    dose_unit: str | None = None
    dose_per: str | None = None
    stable_since: When | None = None
    route: str | None = None
    response: Literal["failed", "intolerant", "responded"] | None = None
    indication: tuple[str, ...] = ()


class Immunization(Entry):
    """A vaccine given (or refused: presence `absent`)."""

    date: When | None = None
    status: Literal["completed", "planned", "not-done"] = "completed"
    live: bool | None = None


class Allergy(Entry):
    """An allergy or intolerance to a substance; `concepts` hold the substance."""

    kind: Literal["allergy", "intolerance", "contraindication"] = "allergy"
    status: Literal["active", "inactive", "resolved"] = "active"
    verification: Literal["confirmed", "unconfirmed", "presumed"] = "confirmed"
    recorded: When | None = None
    severity: str | None = None


class Answer(Model):
    """What a person answered: yes or no to a question's key, on a day and by somebody where known.

    `value` True or False; None is "don't know", which is not "not asked".
    """

    value: bool | None
    date: When | None = None
    by: str = ""


class Completeness(Model):
    """That a domain holds everything, since a day (None: always)."""

    domain: Domain
    since: date | None = None


class Patient(Model):
    """One candidate. `answers` is keyed by question key (see screening.questions) or by concept id for states.

    `anchors` maps an anchor name (`consent`, `baseline`, `visit-2` …) to its day.
    `demographics` holds further nominal facts by concept id (`race`, `ethnicity`).
    """

    schema_version: Literal["1"] = "1"
    id: str
    birth_date: When | None = None
    sex: Literal["male", "female", "other"] | None = None
    deceased: bool | None = None
    demographics: dict[str, str] = Field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    immunizations: tuple[Immunization, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    answers: dict[str, Answer] = Field(default_factory=dict)
    anchors: dict[str, date] = Field(default_factory=dict)
    complete: tuple[Completeness, ...] = ()
