"""The project's own JSON to a patient: entry by entry, so that one bad entry never loses the rest."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic import ValidationError

from screener.records.json_text import Json
from screener.records.made import made
from screener.records.nameless import nameless
from screener.records.notes import Notes
from screener.records.own_entries import FAMILIES
from screener.records.own_entries import Family
from screener.records.own_entries import shaped
from screener.records.patient import Completeness
from screener.records.patient import Patient

_FIELDS = (*Patient.model_fields, "medications", "procedures")
_RECOGNISED = frozenset(_FIELDS) - {"schema_version", "id"}
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")
_SEXES = {
    "m": "male",
    "f": "female",
    "male": "male",
    "female": "female",
    "other": "other",
    "man": "male",
    "woman": "female",
}
_DATES = frozenset({"onset", "abated", "recorded", "start", "end", "stable_since"})


def read_patient(value: Json, place: str, notes: Notes) -> Patient | None:
    """The patient that a JSON object is, None with an issue where it is none."""
    if not isinstance(value, dict) or not (
        _RECOGNISED & value.keys() or (set(value) <= {"id", "schema_version"} and value)
    ):
        notes.add("record-not-recognised", f"{place}: {_what(value)}", _next_move(value))
        return None
    ident = value.get("id")
    if isinstance(ident, int) and not isinstance(ident, bool):
        ident = str(ident)
    if not isinstance(ident, str) or not ident.strip():
        ident = "patient-" + (re.sub(r"\D+", "-", place).strip("-") or "1")
        notes.add("record-id-missing", f"{place}: the record has no id", f"it is called {ident}")
    fields: dict[str, Any] = {"id": ident.strip()}
    broken: set[str] = set()
    for key, content in value.items():
        if key in FAMILIES:
            family = FAMILIES[key]
            entries, lost = _entries(content, family, f"{place}.{key}", ident, notes)
            fields[family.field] = (*fields.get(family.field, ()), *entries)
            broken |= lost
        elif key not in {"id", "complete"}:
            _plain(key, content, fields, f"{place}.{key}", ident, notes)
    fields["complete"] = _completeness(value.get("complete"), broken, place, ident, notes)
    return made(Patient, **fields)


def _what(value: Json) -> str:
    if not isinstance(value, dict):
        return "is not a patient record"
    if "protocolSection" in value:
        return "is a trial of the registry, not a patient record"
    return "has none of the fields of a patient record"


def _next_move(value: Json) -> str:
    if isinstance(value, dict) and "protocolSection" in value:
        return "give it as the protocol"
    return "a record is an object with id, birth_date, sex, observations, conditions, treatments …, or a FHIR Bundle"


def _entries(content: Json, family: Family, place: str, ident: str, notes: Notes) -> tuple[list[BaseModel], set[str]]:
    """The entries that could be read, and the domains of those that could not."""
    found: list[BaseModel] = []
    lost: set[str] = set()
    for index, raw in enumerate(content if isinstance(content, list) else [content]):
        where = f"{place}[{index}]"
        entry = shaped(raw, family, where, ident, notes)
        read: BaseModel | None = None if entry is None else _validated(family, entry, where, ident, notes)
        if read is None:
            lost.add(family.domain(entry))
            read = nameless(family.model, kind=family.kind)
        if read is not None:
            found.append(read)
    return found, lost


def _validated(family: Family, entry: dict[str, Any], where: str, ident: str, notes: Notes) -> BaseModel | None:
    """The entry as a model; without a date that cannot be read if it may stand without, else None with issues."""
    try:
        return family.model.model_validate(entry)
    except ValidationError as error:
        bad = {str(one["loc"][0]) if one["loc"] else "" for one in error.errors(include_input=False, include_url=False)}
        kept = bad <= _DATES and family.field in {"conditions", "treatments"}
        for message in messages(error, family.model):
            code = "record-partly-read" if kept else "record-invalid"
            notes.add(
                code,
                f"patient {ident}, {where}{message}",
                "the entry counts as unsure" if kept else "correct the entry",
            )
        if not kept:
            return None
    unsure = {key: value for key, value in entry.items() if key not in bad} | {"status": "unknown"}
    if family.field == "conditions":
        unsure["verification"] = "unconfirmed"
    return family.model.model_validate(unsure)


def messages(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """What is wrong, one line an error, with the path and never the value."""
    lines = []
    for one in error.errors(include_input=False, include_url=False, include_context=False):
        path = "".join(_step(part) for part in one["loc"])
        text = _plainly(one["msg"])
        if one["type"] == "extra_forbidden":
            near = get_close_matches(str(one["loc"][-1]), model.model_fields, n=1) if len(one["loc"]) == 1 else []
            text = f"unknown field{f', did you mean {near[0]}?' if near else ''}"
        lines.append(f"{path}: {text}")
    return lines


def _plainly(message: str) -> str:
    """The message as a part of a sentence."""
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _PLAIN_KEY.fullmatch(part) else ".(unusual name)"


def _plain(key: str, content: Json, fields: dict[str, Any], place: str, ident: str, notes: Notes) -> None:
    """One field of the patient that is no list of entries."""
    if key == "sex" and isinstance(content, str):
        content = _SEXES.get(content.strip().lower(), content)
        if content in {"", "unknown"}:
            content = None
    if key == "answers" and isinstance(content, dict):
        content = {name: one if isinstance(one, dict) else {"value": one} for name, one in content.items()}
    if key in {"answers", "anchors", "demographics"} and isinstance(content, dict):
        kept: dict[str, Json] = {}
        for name, one in content.items():
            step = _step(name)
            found = _one_field(key, {name: one}, f"{place.removesuffix('.' + key)}", ident, notes, step)
            kept.update(found or {})
        fields[key] = kept
        return
    found = _one_field(key, content, place.rsplit(".", 1)[0], ident, notes, "")
    if found is not None:
        fields[key] = found


def _one_field(key: str, content: Json, place: str, ident: str, notes: Notes, step: str) -> Json:
    """The validated content of one field, None with an issue where it does not fit."""
    try:
        whole = Patient.model_validate({"id": "x", key: content})
    except ValidationError as error:
        for one in error.errors(include_input=False, include_url=False, include_context=False):
            text = _plainly(one["msg"])
            name = _step(key)
            if one["type"] == "extra_forbidden":
                near = get_close_matches(key, _FIELDS, n=1)
                text = f"unknown field{f', did you mean {near[0]}?' if near else ''}"
            notes.add(
                "record-invalid", f"patient {ident}, {place}{name}{step}: {text}", "the rest of the record was read"
            )
        return None
    return getattr(whole, key)


def _completeness(content: Json, broken: set[str], place: str, ident: str, notes: Notes) -> tuple[Completeness, ...]:
    found = []
    for index, one in enumerate(content if isinstance(content, list) else [] if content is None else [content]):
        try:
            read = Completeness.model_validate({"domain": one} if isinstance(one, str) else one)
        except ValidationError as error:
            for message in messages(error, Completeness):
                notes.add("record-invalid", f"patient {ident}, {place}.complete[{index}]{message}", "correct the entry")
            continue
        if read.domain in broken:
            message = f"patient {ident}: {read.domain} were declared complete, but an entry could not be read"
            notes.add("completeness-withdrawn", message, "correct the entry")
        else:
            found.append(read)
    return tuple(found)
