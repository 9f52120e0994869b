"""FHIR medication, procedure, service request and device resources to treatments."""

from __future__ import annotations

from datetime import timedelta

from screener.catalog.load import catalog
from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.records.fhir.access import Resource
from screener.records.fhir.access import listed
from screener.records.fhir.access import moment
from screener.records.fhir.access import number_of
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import period
from screener.records.fhir.access import word
from screener.records.fhir.context import Context
from screener.records.fhir.dose import dosage
from screener.records.made import made
from screener.records.names import CONDITION_KINDS
from screener.records.names import DRUG_KINDS
from screener.records.names import TREATMENT_KINDS
from screener.records.patient import Treatment
from screener.records.vocabulary import vocabulary

_DRUG_STATUS = {
    "active": "active",
    "in-progress": "active",
    "completed": "completed",
    "stopped": "stopped",
    "on-hold": "on-hold",
    "intended": "planned",
    "draft": "planned",
    "not-taken": "not-done",
}
_PROCEDURE_STATUS = {
    "preparation": "planned",
    "in-progress": "active",
    "not-done": "not-done",
    "on-hold": "on-hold",
    "stopped": "stopped",
    "completed": "completed",
}
_PLANS = frozenset({"plan", "proposal"})
_KINDS = {"procedure": "procedure", "device": "device", "therapy": "therapy"}


def medications(resource: Resource, context: Context) -> list[Treatment]:
    """A drug from a statement, request, administration or dispense; what was cancelled or refused once is no event."""
    kind, status = word(resource, "resourceType"), word(resource, "status")
    if status in {"entered-in-error", "cancelled", "declined"} or resource.get("doNotPerform") is True:
        return []
    if kind in {"MedicationAdministration", "MedicationDispense"} and status in {"not-done", "preparation"}:
        return []
    concept = _medication(resource, context)
    concepts, codes, text = context.coded(concept, TREATMENT_KINDS, resource)
    if not codes and not text:
        context.nothing_read(resource)
        return [made(Treatment, id=word(resource, "id"), kind="drug")]
    context.missed(resource, concepts)
    start, end, recorded = _stretch(resource, context)
    given = dosage(_dosages(resource), text)
    if given.unread:
        context.notes.add("dose-unread", f"{context.where(resource)}: the dose is not one plain dose for each time")
    state = _DRUG_STATUS.get(status, "unknown")
    if word(resource, "intent") in _PLANS and state in {"active", "unknown"}:
        state = "planned"
    return [
        made(
            Treatment,
            id=word(resource, "id"),
            concepts=concepts,
            codes=codes,
            text=text,
            presence="absent" if status == "not-taken" else "present",
            kind="drug",
            status=state if kind != "MedicationDispense" else "unknown",
            start=start,
            end=end,
            recorded=recorded,
            dose=given.dose,
            dose_unit=given.unit,
            dose_per=given.per,
            route=given.route,
            response=_response(resource),
            indication=_reasons(resource, context),
        )
    ]


def _response(resource: Resource) -> str | None:
    """That it failed or was not tolerated, where the reason for its status says so in a listed word or code."""
    told = {listed(one, vocabulary().responses) for one in parts(resource, "statusReason")} - {None}
    return told.pop() if len(told) == 1 else None


def _medication(resource: Resource, context: Context) -> Resource:
    if concept := part(resource, "medicationCodeableConcept"):
        return concept
    found = context.follow(resource, "medicationReference")
    code = part(found, "code")
    if code:
        return code
    items = [one for each in parts(found, "ingredient") if (one := part(each, "itemCodeableConcept"))]
    if len(items) == 1:
        return items[0]
    display = word(part(resource, "medicationReference"), "display")
    return {"text": display} if display else {}


def _stretch(resource: Resource, context: Context) -> tuple[PartialDate | None, PartialDate | None, PartialDate | None]:
    """Start, end and day of record of a drug.

    The day a prescription was written, or a lone day at which a drug is being taken, is no start: it began no later.
    """
    recorded = context.date(resource, "dateAsserted", "authoredOn")
    start, end = period(resource, "effectivePeriod")
    match word(resource, "resourceType"):
        case "MedicationRequest":
            bounds = period(part(_first(resource, "dosageInstruction"), "timing", "repeat"), "boundsPeriod")
            valid = period(part(resource, "dispenseRequest"), "validityPeriod")
            return bounds[0] or valid[0], bounds[1], recorded
        case "MedicationDispense":
            start = context.date(resource, "whenHandedOver", "whenPrepared")
            days = number_of(part(resource, "daysSupply"), "value")
            if start and start.exact and days is not None and 0 < days < 3660:
                end = on(start.first + timedelta(days=int(days)))
            return start, end, start
        case _:
            day = context.date(resource, "effectiveDateTime")
            if word(resource, "status") in {"completed", "stopped"}:
                return start or day, end or day, recorded
            return start, end, day or recorded


def _first(resource: Resource, key: str) -> Resource:
    return next(iter(parts(resource, key)), {})


def _dosages(resource: Resource) -> tuple[Resource, ...]:
    found = parts(resource, "dosageInstruction") or parts(resource, "dosage")
    if word(resource, "resourceType") == "MedicationAdministration":
        return tuple({**one, "doseQuantity": one.get("dose")} for one in found)
    return found


def _reasons(resource: Resource, context: Context) -> tuple[str, ...]:
    """What it was given for: concept ids where known, else words."""
    reasons = list(parts(resource, "reasonCode"))
    for one in parts(resource, "reasonReference"):
        found = context.pool.find(word(one, "reference"), resource) or {}
        if word(found, "resourceType") in {"Condition", ""}:
            reasons.append(part(found, "code") or {"text": word(one, "display")})
    told: list[str] = []
    for reason in reasons:
        concepts, _, text = context.coded(reason, CONDITION_KINDS, resource)
        told += concepts or ([text] if text else [])
    return tuple(dict.fromkeys(told))


def procedures(resource: Resource, context: Context) -> list[Treatment]:
    """A procedure done, under way, prepared or expressly not done."""
    status = word(resource, "status")
    if status == "entered-in-error":
        return []
    day = context.date(resource, "performedDateTime", "performedString")
    start, end = period(resource, "performedPeriod")
    state = _PROCEDURE_STATUS.get(status, "unknown")
    over = state in {"completed", "stopped"}
    return _treated(
        resource, context, part(resource, "code"), state, start or day, end or (start or day if over else None)
    )


def planned(resource: Resource, context: Context) -> list[Treatment]:
    """A procedure ordered or booked (ServiceRequest, Appointment)."""
    status = word(resource, "status")
    if resource.get("doNotPerform") is True:
        return []
    if word(resource, "resourceType") == "Appointment":
        if status not in {"proposed", "pending", "booked", "arrived", "checked-in", "waitlist"}:
            return []
        concept = part(resource, "serviceType") or part(resource, "reasonCode")
        return _treated(resource, context, concept, "planned", moment(resource, "start"), None)
    if status not in {"active", "on-hold"}:
        return []
    start = context.date(resource, "occurrenceDateTime") or period(resource, "occurrencePeriod")[0]
    return _treated(resource, context, part(resource, "code"), "planned", start, None)


def devices(resource: Resource, context: Context) -> list[Treatment]:
    """A device that a patient has or uses."""
    status = word(resource, "status")
    if status in {"entered-in-error", "unknown"}:
        return []
    if word(resource, "resourceType") == "DeviceUseStatement":
        device = context.follow(resource, "device")
        start, end = period(resource, "timingPeriod")
        state = _DRUG_STATUS.get(status, "unknown")
        return _treated(
            resource, context, part(device, "type"), state, start or moment(resource, "timingDateTime"), end
        )
    state = {"active": "active", "inactive": "stopped"}.get(status, "unknown")
    return _treated(resource, context, part(resource, "type"), state, None, None)


def _treated(
    resource: Resource,
    context: Context,
    concept: Resource,
    state: str,
    start: PartialDate | None,
    end: PartialDate | None,
) -> list[Treatment]:
    concepts, codes, text = context.coded(concept, TREATMENT_KINDS, resource)
    if not codes and not text:
        return []
    context.missed(resource, concepts)
    device = word(resource, "resourceType").startswith("Device")
    return [
        made(
            Treatment,
            id=word(resource, "id"),
            concepts=concepts,
            codes=codes,
            text=text,
            presence="absent" if state == "not-done" else "present",
            kind="device" if device else _kind(concepts),
            status=state,
            start=start,
            end=end,
            recorded=context.date(resource, "recorded", "authoredOn", "created"),
            indication=_reasons(resource, context),
        )
    ]


def _kind(concepts: tuple[str, ...]) -> str:
    index = catalog()
    kinds = {index[ident].kind for ident in concepts}
    if kinds and kinds <= DRUG_KINDS:
        return "drug"
    return next((_KINDS[kind] for kind in kinds if kind in _KINDS), "procedure")
