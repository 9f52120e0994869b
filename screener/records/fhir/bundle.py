"""FHIR resources, from one bundle or many files, to patients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any
from typing import TypeVar

from screener.records.fhir import statements
from screener.records.fhir.access import Resource
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import reference_of
from screener.records.fhir.access import word
from screener.records.fhir.condition import conditions
from screener.records.fhir.condition import family
from screener.records.fhir.context import Context
from screener.records.fhir.context import Pool
from screener.records.fhir.observation import observations
from screener.records.fhir.others import allergies
from screener.records.fhir.others import immunizations
from screener.records.fhir.person import birth_of
from screener.records.fhir.person import deceased_of
from screener.records.fhir.person import demographics_of
from screener.records.fhir.person import sex_of
from screener.records.fhir.treatment import devices
from screener.records.fhir.treatment import medications
from screener.records.fhir.treatment import planned
from screener.records.fhir.treatment import procedures
from screener.records.made import made
from screener.records.nameless import nameless
from screener.records.notes import Notes
from screener.records.patient import Allergy
from screener.records.patient import Completeness
from screener.records.patient import Condition
from screener.records.patient import Entry
from screener.records.patient import Immunization
from screener.records.patient import Patient
from screener.records.patient import Treatment

READERS: dict[str, Callable[[Resource, Context], Iterable[Entry]]] = {
    "Observation": observations,
    "Condition": conditions,
    "FamilyMemberHistory": family,
    "MedicationStatement": medications,
    "MedicationRequest": medications,
    "MedicationAdministration": medications,
    "MedicationDispense": medications,
    "Procedure": procedures,
    "ServiceRequest": planned,
    "Appointment": planned,
    "Device": devices,
    "DeviceUseStatement": devices,
    "Immunization": immunizations,
    "AllergyIntolerance": allergies,
}
"""How each kind of resource is read."""

SAYING = frozenset({"List", "Composition", "Consent", "Encounter"})
HELPERS = frozenset({"Patient", "Medication", "Practitioner", "PractitionerRole", "Organization", "Location", "Bundle"})
"""Resources that others refer to; they are no unused data."""

_SUBJECTS = ("subject", "patient", "individual")
_DOMAINS: dict[str, str] = {
    "Condition": "conditions",
    "MedicationStatement": "medications",
    "MedicationRequest": "medications",
    "MedicationAdministration": "medications",
    "MedicationDispense": "medications",
    "Procedure": "procedures",
    "AllergyIntolerance": "allergies",
    "Immunization": "immunizations",
}
_FIELDS = {
    "Observation": "observations",
    "Condition": "conditions",
    "Treatment": "treatments",
    "Immunization": "immunizations",
    "Allergy": "allergies",
}
_NAMELESS: dict[str, type[Entry]] = {
    "conditions": Condition,
    "medications": Treatment,
    "procedures": Treatment,
    "allergies": Allergy,
    "immunizations": Immunization,
}
_DEEPEST = 4
T = TypeVar("T")


def unbundled(resource: Resource, depth: int = 0) -> Iterator[tuple[str, Resource]]:
    """Every resource of a bundle with its full URL; bundles within bundles too."""
    if word(resource, "resourceType") != "Bundle":
        yield "", resource
        return
    for entry in parts(resource, "entry"):
        inner: object = entry.get("resource")
        if not isinstance(inner, dict):
            continue
        if word(inner, "resourceType") == "Bundle" and depth < _DEEPEST:
            yield from unbundled(inner, depth + 1)
        else:
            yield word(entry, "fullUrl"), inner


def patients(resources: Iterable[tuple[str, Resource]], notes: Notes) -> tuple[Patient, ...]:
    """The patients that these resources are about, each with all that refers to it."""
    pool, kept = _pool(resources, notes)
    people = {word(one, "id"): one for one in kept if word(one, "resourceType") == "Patient"}
    owned: dict[str, list[Resource]] = {key: [] for key in people}
    homeless = 0
    unused: Counter[str] = Counter()
    for resource in kept:
        kind = word(resource, "resourceType")
        if kind not in READERS and kind not in SAYING:
            if kind not in HELPERS:
                unused[kind if kind.isalpha() else "(no resource type)"] += 1
            continue
        owner = _owner(resource, pool, people)
        if owner is None:
            homeless += kind not in {"Device", "List", "Composition"}
        else:
            owned.setdefault(owner, []).append(resource)
    _note_pool(people, owned, homeless, unused, notes)
    return tuple(_patient(key, people.get(key, {}), mine, pool, notes) for key, mine in owned.items())


def _pool(resources: Iterable[tuple[str, Resource]], notes: Notes) -> tuple[Pool, list[Resource]]:
    """The look-up of references, and the resources with doubles removed (the newer of two versions counts)."""
    pool, kept = Pool(), dict[object, Resource]()
    for url, given in resources:
        resource = _with_id(url, given, len(kept) + 1, notes)
        kind, ident = word(resource, "resourceType"), word(resource, "id")
        place: object = f"{kind}/{ident}" if ident else (url or id(resource))
        older = kept.get(place)
        if older is not None and older != resource:
            notes.add("resource-repeated", f"{place}: stands there in two versions", "the newer one counts")
            if _version(older) > _version(resource):
                continue
        kept[place] = resource
        for name in (url, url.split("/_history/")[0], f"{kind}/{ident}" if ident else ""):
            if name:
                pool.by_reference[name] = resource
        if ident:
            pool.by_reference.setdefault(f"urn:uuid:{ident}", resource)
    return pool, list(kept.values())


def _with_id(url: str, resource: Resource, number: int, notes: Notes) -> Resource:
    """The resource with the id of its `urn:uuid:` where it has none; a Patient without either gets its number."""
    if word(resource, "id"):
        return resource
    if url.startswith("urn:uuid:"):
        return {**resource, "id": url.removeprefix("urn:uuid:")}
    if word(resource, "resourceType") != "Patient":
        return resource
    notes.add("record-id-missing", f"entry {number}: a Patient has no id", f"it is called patient-{number}")
    return {**resource, "id": f"patient-{number}"}


def _version(resource: Resource) -> str:
    meta = resource.get("meta")
    return word(meta, "lastUpdated")


def _owner(resource: Resource, pool: Pool, people: dict[str, Resource]) -> str | None:
    """The patient that a resource is about; with one patient in the source, an entry without subject is about that."""
    reference = next((found for name in _SUBJECTS if (found := reference_of(resource, name))), "")
    if not reference:
        actors = (reference_of(one, "actor") for one in parts(resource, "participant"))
        reference = next((actor for actor in actors if "Patient/" in actor or actor.startswith("urn:")), "")
    if not reference:
        return _by_identifier(resource, people)
    subject = pool.find(reference)
    if subject is not None:
        return word(subject, "id") if word(subject, "resourceType") == "Patient" else None
    if "Patient/" in reference or reference.startswith("urn:uuid:"):
        ident = reference.removeprefix("urn:uuid:").rsplit("/", 1)[-1]
        return ident or None
    return None


def _by_identifier(resource: Resource, people: dict[str, Resource]) -> str | None:
    """The patient with the identifier that stands for the subject; without any, the only patient there is."""
    wanted = next((one for name in _SUBJECTS if (one := word(part(resource, name, "identifier"), "value"))), "")
    if wanted:
        return next((key for key, one in people.items() if wanted in _identifiers(one)), None)
    return next(iter(people)) if len(people) == 1 and word(resource, "resourceType") != "Device" else None


def _identifiers(person: Resource) -> set[str]:
    return {word(one, "value") for one in parts(person, "identifier")}


def _note_pool(
    people: dict[str, Resource],
    owned: dict[str, list[Resource]],
    homeless: int,
    unused: Counter[str],
    notes: Notes,
) -> None:
    for key in owned:
        if key not in people:
            message = f"Patient/{key}: is referred to but not there, so its age and sex are not known"
            notes.add("patient-missing", message, "add the Patient resource")
    if homeless:
        notes.add(
            "patient-missing", f"{homeless} resources belong to no patient and were left out", "give each a subject"
        )
    if unused:
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(unused.items()))
        notes.add("resource-unused", f"resources that were not used: {counts}")


def _patient(key: str, person: Resource, mine: list[Resource], pool: Pool, notes: Notes) -> Patient:
    context = Context(pool, notes, key)
    found: dict[str, list[Any]] = {name: [] for name in _FIELDS.values()}
    said: dict[str, Any] = {"answers": {}, "anchors": {}}
    complete: set[str] = set()
    broken: set[str] = set()
    context.birth = _safely(birth_of, person, context) if person else None
    for resource in mine:
        try:
            _take(resource, context, found, said, complete)
        except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError, RecursionError):
            notes.add(
                "record-invalid",
                f"{context.where(resource)}: is malformed and was left out",
                "check it against FHIR R4",
            )
            domain = _DOMAINS.get(word(resource, "resourceType"), "")
            broken.add(domain)
            _keep_nameless(word(resource, "id"), domain, found)
    _close(context, found, complete, broken)
    lists: dict[str, Any] = {name: tuple(entries) for name, entries in found.items()}
    return made(
        Patient,
        id=key,
        birth_date=context.birth,
        sex=_safely(sex_of, person, context) if person else None,
        deceased=deceased_of(person),
        demographics=demographics_of(person),
        complete=tuple(made(Completeness, domain=domain) for domain in sorted(complete - broken)),
        **lists,
        **said,
    )


def _safely(reader: Callable[[Resource, Context], T], resource: Resource, context: Context) -> T | None:
    """What a reader makes of a Patient resource, None with an issue where its shape is not FHIR's."""
    try:
        return reader(resource, context)
    except (TypeError, ValueError, KeyError, AttributeError):
        place = context.where(resource)
        context.notes.add("record-invalid", f"{place}: a part is malformed", "check it against FHIR R4")
        return None


def _take(
    resource: Resource, context: Context, found: dict[str, list[Any]], said: dict[str, Any], complete: set[str]
) -> None:
    kind = word(resource, "resourceType")
    domain = statements.none_known(resource)
    if domain is not None:
        complete.add(domain)
    elif kind in READERS:
        for entry in READERS[kind](resource, context):
            found[_FIELDS[type(entry).__name__]].append(entry)
    elif kind == "Consent":
        answer, day = statements.consent(resource, context)
        if answer is not None:
            said["answers"]["informed-consent"] = answer
        if day is not None:
            said["anchors"]["consent"] = day
    elif kind == "Encounter":
        visit = statements.visit_day(resource)
        if visit is not None:
            said["anchors"].setdefault(*visit)
    else:
        complete |= statements.empty_lists(resource)


def _keep_nameless(ident: str, domain: str, found: dict[str, list[Any]]) -> None:
    """Put an entry of which nothing could be read where it belongs."""
    model = _NAMELESS.get(domain)
    entry = nameless(model, ident, "procedure" if domain == "procedures" else "drug") if model else None
    if entry is not None:
        found[_FIELDS[type(entry).__name__]].append(entry)


def _close(context: Context, found: dict[str, list[Any]], complete: set[str], broken: set[str]) -> None:
    """The counts of what did not resolve, and completeness that the entries themselves deny."""
    notes, name = context.notes, f"Patient/{context.patient}"
    present = {one: any(entry.presence == "present" for entry in found[one]) for one in found}
    drugs = [entry for entry in found["treatments"] if entry.kind == "drug" and entry.presence == "present"]
    present["medications"] = any(entry.status in {"active", "unknown"} for entry in drugs)
    present["procedures"] = len(drugs) < sum(entry.presence == "present" for entry in found["treatments"])
    for domain in sorted(complete):
        if domain in broken or present[domain]:
            broken.add(domain)
            message = f"{name}: says that no {domain} are known, but holds some or one that could not be read"
            notes.add("completeness-withdrawn", message, "correct the record")
    if context.uncoded:
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(context.uncoded.items()))
        notes.add("entries-uncoded", f"{name}: entries known by their words only: {counts}")
    if context.valueless:
        notes.add("value-missing", f"{name}: {context.valueless} results have no value and were not used")
    if context.preliminary:
        notes.add("result-preliminary", f"{name}: {context.preliminary} preliminary results were taken")
