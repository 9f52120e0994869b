"""FHIR R4: what each resource becomes, and that a malformed one loses no other."""

from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from screener.core.calendar import parse_partial
from screener.records.dates import SOME_DAY
from screener.records.read import read_records
from screener.records.read import read_records_text

SCT, LOINC, UCUM = "http://snomed.info/sct", "http://loinc.org", "http://unitsofmeasure.org"
PERSON = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1980-05"}
HGB = {"coding": [{"system": LOINC, "code": "718-7", "display": "Hemoglobin [Mass/volume] in Blood"}]}


def coded(system, code, display=""):
    return {"coding": [{"system": system, "code": code, "display": display}]}


def words(text):
    return {"text": text}


def about(kind, **fields):
    return {"resourceType": kind, "id": fields.pop("id", "r"), "subject": {"reference": "Patient/p"}, **fields}


def seen(**fields):
    fields.setdefault("status", "final")
    fields.setdefault("code", HGB)
    fields.setdefault("effectiveDateTime", "2026-03-01T09:30:00+01:00")
    return about("Observation", **fields)


def bundle(*resources):
    entries = [{"resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


def read(*resources):
    patients, issues = read_records_text(bundle(PERSON, *resources), "bundle.json")
    assert len(patients) == 1
    return patients[0], [issue.code for issue in issues if issue.code != "entries-uncoded"]


def observed(**fields):
    patient, codes = read(seen(**fields))
    assert len(patient.observations) <= 1
    return (patient.observations[0] if patient.observations else None), codes


def test_the_example_bundle_resolves_whole():
    (patient,), issues = read_records(Path(__file__).parent / "records" / "bundle.json")
    entries = (*patient.observations, *patient.conditions, *patient.treatments, *patient.immunizations)
    assert {each.id: each.concepts[0] for each in entries} == {
        "hgb": "hemoglobin",
        "wbc": "wbc",
        "plt": "platelets",
        "alt": "alt",
        "cdasi": "cdasi-activity",
        "pregnancy": "pregnant",
        "dm": "dermatomyositis",
        "dvt": "deep-vein-thrombosis",
        "pred": "prednisone",
        "mtx": "methotrexate",
        "zoster": "varicella-vaccine",
    }
    assert (patient.treatments[0].dose, patient.treatments[0].dose_per, patient.treatments[1].response) == (Decimal(10), "d", "failed")
    assert [each.domain for each in patient.complete] == ["allergies"]
    assert [issue.code for issue in issues] == ["consent-assumed"]


def test_a_person():
    extension = [
        {"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race", "extension": [{"url": "text", "valueString": "Asian"}]},
        {"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex", "valueCode": "F"},
    ]
    patients, issues = read_records_text(bundle({**PERSON, "extension": extension, "deceasedBoolean": False}), "x")
    (patient,) = patients
    assert (patient.id, patient.sex, patient.birth_date) == ("p", "female", parse_partial("1980-05"))
    assert (patient.demographics, patient.deceased, issues) == ({"race": "Asian"}, False, ())


def test_gender_and_birth_sex_that_differ_are_asked():
    extension = [{"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex", "valueCode": "M"}]
    patients, issues = read_records_text(bundle({**PERSON, "extension": extension}), "x")
    assert patients[0].sex is None
    assert [issue.code for issue in issues] == ["demographics-conflict"]


def test_a_quantity_prefers_its_ucum_code_and_keeps_its_range():
    quantity = {"value": 8.5, "comparator": "<", "unit": "grams per deciliter", "system": UCUM, "code": "g/dL"}
    low, high = ({"value": value, "unit": "g/dL"} for value in (12, 16))
    seen_range = [{"low": low, "high": high}, {"type": coded("x", "therapeutic"), "low": {"value": 1}}]
    found, codes = observed(valueQuantity=quantity, referenceRange=seen_range)
    assert (found.concepts, found.value, found.comparator, found.unit) == (("hemoglobin",), Decimal("8.5"), "<", "g/dL")
    assert (found.reference_range.low, found.reference_range.high) == (Decimal(12), Decimal(16))
    assert (str(found.date), found.time, found.id, codes) == ("2026-03-01", "09:30:00+01:00", "r", [])


def test_a_printed_unit_that_contradicts_the_code_is_noted():
    found, codes = observed(valueQuantity={"value": 85, "unit": "g/dL", "system": UCUM, "code": "g/L"})
    assert (found.unit, codes) == ("g/L", ["unit-disagrees"])


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled", "unknown"])
def test_results_that_do_not_stand_are_left_out(status):
    assert observed(status=status, valueQuantity={"value": 8, "unit": "g/dL"}) == (None, [])


def test_a_preliminary_result_is_taken_with_a_note():
    found, codes = observed(status="preliminary", valueQuantity={"value": 8, "unit": "g/dL"})
    assert found.value == 8
    assert codes == ["result-preliminary"]


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ({"valueCodeableConcept": coded(SCT, "10828004", "Positive (qualifier value)")}, "positive"),
        ({"valueCodeableConcept": coded(SCT, "260385009")}, "negative"),
        ({"valueString": "Non-reactive"}, "negative"),
        ({"valueBoolean": True}, "positive"),
        ({"interpretation": [coded("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "NEG")]}, "negative"),
        ({"interpretation": coded("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "H")}, "abnormal"),
    ],
)
def test_results(value, result):
    found, _ = observed(code=words("Some test"), **value)
    assert found.result == result


def test_strings_integers_and_ratios():
    found, _ = observed(valueString="<5 mg/dL")
    assert (found.value, found.comparator, found.unit) == (Decimal(5), "<", "mg/dL")
    found, _ = observed(code=words("EASI"), valueInteger=6)
    assert found.value == Decimal(6)
    ratio = {"numerator": {"value": 1}, "denominator": {"value": 80}}
    found, _ = observed(code=words("ANA titer"), valueRatio=ratio)
    assert found.value_text == "1:80"
    found, codes = observed(valueString="8,5 g/dL")
    assert (found, "number-comma" in codes) == (None, True)


def test_nyha_class_as_answer_as_ordinal_and_as_finding():
    answer = coded(LOINC, "LA28406-9", "NYHA Class III - moderate symptoms")
    found, _ = observed(code=words("NYHA"), valueCodeableConcept=answer)
    assert (found.concepts, found.value_text) == (("nyha",), "III")
    finding = about("Condition", code=coded(SCT, "420913000", "New York Heart Association Classification - Class III"), recordedDate="2026-01-05")
    patient, _ = read(finding)
    assert [(each.concepts, each.value_text, str(each.date)) for each in patient.observations] == [(("nyha",), "III", "2026-01-05")]
    assert patient.conditions == ()


def test_a_scored_answer_gives_its_number():
    found, _ = observed(code=words("IGA"), valueCodeableConcept=words("3 - moderate"))
    assert (found.concepts, found.value) == (("iga",), Decimal(3))
    weight = {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 4}
    found, _ = observed(code=words("IGA"), valueCodeableConcept={"coding": [{"code": "x", "display": "Severe", "extension": [weight]}]})
    assert found.value == Decimal(4)


def test_components_stand_alone_and_one_without_a_value_is_counted():
    pressure = [
        {"code": coded(LOINC, "8480-6", "Systolic"), "valueQuantity": {"value": 120, "unit": "mmHg", "system": UCUM, "code": "mm[Hg]"}},
        {"code": coded(LOINC, "8462-4", "Diastolic"), "valueQuantity": {"unit": "mmHg"}},
    ]
    patient, codes = read(seen(code=coded(LOINC, "85354-9", "Blood pressure panel"), component=pressure))
    assert [(each.value, each.unit) for each in patient.observations] == [(Decimal(120), "mm[Hg]")]
    assert codes == ["value-missing"]


def test_pregnancy_and_smoking_status_are_states():
    found, _ = observed(code=coded(LOINC, "82810-3"), valueCodeableConcept=coded(SCT, "60001007", "Not pregnant"))
    assert (found.concepts, found.result) == (("pregnant",), "negative")
    found, _ = observed(code=coded(LOINC, "82810-3"), valueCodeableConcept=coded(SCT, "146799005", "Possible pregnancy"))
    assert (found.concepts, found.result) == (("pregnant",), "indeterminate")
    found, _ = observed(code=coded(LOINC, "72166-2"), valueCodeableConcept=coded(SCT, "8517006", "Former smoker"))
    assert (found.concepts, found.result) == (("smoker",), "negative")


def condition(**fields):
    fields.setdefault("code", {"text": "Psoriasis"})
    patient, codes = read(about("Condition", **fields))
    return (patient.conditions[0] if patient.conditions else None), codes


def test_a_condition():
    found, codes = condition(
        code=coded("http://hl7.org/fhir/sid/icd-10-cm", "I50.9", "Heart failure, unspecified"),
        clinicalStatus=coded("x", "active"),
        verificationStatus=coded("x", "confirmed"),
        severity=coded(SCT, "24484000", "Severe"),
        bodySite=[words("Left ventricle")],
        onsetDateTime="2020-03",
        recordedDate="2020-04-01",
    )
    assert "heart-failure" in found.concepts
    assert (found.status, found.verification, found.severity, found.qualifiers) == ("active", "confirmed", "severe", ("left ventricle",))
    assert (str(found.onset), str(found.recorded), found.codes[0].system, codes) == ("2020-03", "2020-04-01", "icd10cm", [])


def test_condition_statuses():
    assert condition(verificationStatus=coded("x", "refuted"))[0].presence == "absent"
    assert condition(verificationStatus=coded("x", "entered-in-error"))[0] is None
    assert condition(verificationStatus=coded("x", "provisional"))[0].verification == "provisional"
    assert condition(abatementDateTime="2021-01-01")[0].status == "resolved"
    assert condition(abatementBoolean=False)[0].status == "unknown"


def test_onset_by_age_is_an_interval():
    found, _ = condition(onsetAge={"value": 30, "unit": "years", "system": UCUM, "code": "a"})
    assert (found.onset.first, found.onset.last) == (date(2010, 5, 1), date(2011, 5, 31))


@pytest.mark.parametrize(
    ("text", "who", "verification"),
    [
        ("Family history of psoriasis", "family", "confirmed"),
        ("History of psoriasis (situation)", "patient", "confirmed"),
        ("Suspected psoriasis", "patient", "provisional"),
    ],
)
def test_history_family_and_suspicion_in_a_name(text, who, verification):
    found, _ = condition(code=words(text), clinicalStatus=coded("x", "active"))
    assert (found.concepts, found.who, found.verification) == (("psoriasis",), who, verification)


def test_history_tells_that_it_was_and_leaves_open_whether_it_is():
    found, _ = condition(code=words("History of psoriasis (situation)"), clinicalStatus=coded("x", "active"))
    assert (found.status, found.abated) == ("unknown", SOME_DAY)


def test_a_severity_before_the_name_is_its_severity():
    found, _ = condition(code=words("Severe atopic dermatitis (disorder)"))
    assert (found.concepts, found.severity) == (("atopic-dermatitis",), "severe")


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Eczema Area and Severity Index (EASI)", "easi"),
        ("Eczema Area and Severity Index (EASI) score", "easi"),
        ("EASI score", "easi"),
        ("Hemoglobin [Mass/volume] in Blood by Automated count", "hemoglobin"),
        ("Hemoglobin level", "hemoglobin"),
        ("Hemoglobin [Presence] in Urine by Test strip", None),
        ("EASI (SCORAD)", None),
        ("Target hemoglobin", None),
    ],
)
def test_names_of_measures(text, concept):
    found, _ = observed(code=words(text), valueInteger=9)
    assert found.concepts[:1] == (() if concept is None else (concept,))


def test_no_concept_from_a_part_of_a_name():
    assert condition(code=words("Risk of psoriasis"))[0].concepts == ()
    assert condition(code=words("Psoriasis screening offered"))[0].concepts == ()


def test_code_and_words_that_disagree_keep_the_code():
    found, codes = condition(code=coded("http://hl7.org/fhir/sid/icd-10-cm", "I50.9", "Psoriasis"))
    assert "heart-failure" in found.concepts
    assert "psoriasis" not in found.concepts
    assert codes == ["coding-disagrees"]


def drug(kind="MedicationStatement", **fields):
    fields.setdefault("medicationCodeableConcept", words("prednisone 5 MG Oral Tablet"))
    patient, codes = read(about(kind, **fields))
    return (patient.treatments[0] if patient.treatments else None), codes


def test_a_drug_with_its_dose_for_a_day():
    dosage = {
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
        "route": coded(SCT, "26643006", "Oral route"),
        "doseAndRate": [{"doseQuantity": {"value": 10, "unit": "mg", "system": UCUM, "code": "mg"}}],
    }
    found, codes = drug(status="active", effectivePeriod={"start": "2026-01-01"}, dosage=[dosage], reasonCode=[words("Psoriasis")])
    assert (found.concepts, found.status, str(found.start)) == (("prednisone",), "active", "2026-01-01")
    assert (found.dose, found.dose_unit, found.dose_per, found.route) == (Decimal(20), "mg", "d", "oral")
    assert (found.indication, codes) == (("psoriasis",), [])


def test_tablets_count_by_the_strength_in_the_name():
    dosage = {"timing": {"code": {"text": "BID"}}, "doseAndRate": [{"doseQuantity": {"value": 2, "unit": "tablets"}}]}
    found, _ = drug("MedicationRequest", status="active", intent="order", dosageInstruction=[dosage])
    assert (found.dose, found.dose_unit, found.dose_per) == (Decimal(20), "mg", "d")


def test_a_taper_leaves_the_dose_open():
    steps = [{"text": "40 mg daily"}, {"text": "20 mg daily"}]
    found, codes = drug(status="active", dosage=steps)
    assert (found.dose, codes) == (None, ["dose-unread"])
    assert drug(status="active", dosage=steps[:1])[0].dose == Decimal(40)


@pytest.mark.parametrize(
    ("kind", "status", "intent", "expected", "presence"),
    [
        ("MedicationStatement", "active", "", "active", "present"),
        ("MedicationStatement", "intended", "", "planned", "present"),
        ("MedicationStatement", "not-taken", "", "not-done", "absent"),
        ("MedicationRequest", "active", "plan", "planned", "present"),
        ("MedicationRequest", "stopped", "order", "stopped", "present"),
        ("MedicationRequest", "completed", "order", "completed", "present"),
        ("MedicationAdministration", "completed", "", "completed", "present"),
        ("MedicationDispense", "completed", "", "unknown", "present"),
    ],
)
def test_drug_statuses(kind, status, intent, expected, presence):
    found, _ = drug(kind, status=status, intent=intent)
    assert (found.status, found.presence) == (expected, presence)


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_a_prescription_that_was_withdrawn_is_left_out(status):
    assert drug("MedicationRequest", status=status)[0] is None


def test_the_day_of_a_prescription_is_no_start():
    found, _ = drug("MedicationRequest", status="active", intent="order", authoredOn="2026-02-01")
    assert (found.start, str(found.recorded)) == (None, "2026-02-01")


@pytest.mark.parametrize(
    ("reason", "response"),
    [("Lack of efficacy", "failed"), ("Drug intolerance (finding)", "intolerant"), ("Cost", None), ("Possible failure", None)],
)
def test_the_response_only_where_the_reason_says_it(reason, response):
    assert drug(status="stopped", statusReason=[words(reason)])[0].response == response


def test_medications_by_reference_contained_and_in_the_bundle():
    inside = {"resourceType": "Medication", "id": "m", "code": words("methotrexate 2.5 MG Oral Tablet")}
    contained = about("MedicationStatement", status="active", contained=[inside], medicationReference={"reference": "#m"})
    assert read(contained)[0].treatments[0].concepts == ("methotrexate",)
    beside = about("MedicationStatement", status="active", medicationReference={"reference": "Medication/m"})
    assert read(inside, beside)[0].treatments[0].concepts == ("methotrexate",)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("methotrexate 2.5 MG Oral Tablet", ("methotrexate",)),
        ("predniSONE 5 MG Oral Tablet", ("prednisone",)),
        ("24 HR Tacrolimus 1 MG Extended Release Oral Capsule", ("tacrolimus",)),
        ("cyclosporine 50 MG Oral Capsule [Neoral]", ("ciclosporin",)),
        ("methotrexate sodium 25 MG/ML Injection", ("methotrexate",)),
        ("no methotrexate", ()),
        ("avoid methotrexate 2.5 MG", ()),
    ],
)
def test_drug_strings_give_their_ingredient(text, concepts):
    assert drug(status="active", medicationCodeableConcept=words(text))[0].concepts == concepts


def test_procedures_done_not_done_and_planned():
    surgery = {"code": words("Hysterectomy")}
    patient, _ = read(
        about("Procedure", id="a", status="completed", performedPeriod={"start": "2026-01-12", "end": "2026-01-13"}, **surgery),
        about("Procedure", id="b", status="not-done", **surgery),
        about("Procedure", id="c", status="entered-in-error", **surgery),
        about("ServiceRequest", id="d", status="active", intent="order", occurrenceDateTime="2026-06-01", **surgery),
        about("Appointment", id="e", status="booked", start="2026-05-01T10:00:00Z", serviceType=[words("Hysterectomy")], participant=[{"actor": {"reference": "Patient/p"}}]),
    )
    assert [(each.id, each.status, each.presence, each.kind) for each in patient.treatments] == [
        ("a", "completed", "present", "procedure"),
        ("b", "not-done", "absent", "procedure"),
        ("d", "planned", "present", "procedure"),
        ("e", "planned", "present", "procedure"),
    ]
    assert str(patient.treatments[0].end) == "2026-01-13"


def test_immunizations():
    code = coded("http://hl7.org/fhir/sid/cvx", "140", "Influenza, seasonal, injectable, preservative free")
    patient, _ = read(
        {"resourceType": "Immunization", "id": "i", "status": "completed", "patient": {"reference": "Patient/p"}, "vaccineCode": code, "occurrenceDateTime": "2025-10-01"},
        {"resourceType": "Immunization", "id": "n", "status": "not-done", "patient": {"reference": "Patient/p"}, "vaccineCode": code},
    )
    assert [(each.id, each.presence, str(each.date)) for each in patient.immunizations] == [("i", "present", "2025-10-01"), ("n", "absent", "None")]
    assert patient.immunizations[0].concepts


def allergic(**fields):
    patient, _ = read({"resourceType": "AllergyIntolerance", "id": "a", "patient": {"reference": "Patient/p"}, **fields})
    return patient


def test_allergies():
    found = allergic(code=words("Allergy to lenalidomide"), type="intolerance", reaction=[{"severity": "mild"}, {"severity": "severe"}])
    (allergy,) = found.allergies
    assert (allergy.concepts, allergy.kind, allergy.severity, allergy.status) == (("lenalidomide",), "intolerance", "severe", "active")
    refuted = allergic(code=words("Lenalidomide"), verificationStatus=coded("x", "refuted"))
    assert refuted.allergies[0].presence == "absent"


def test_no_known_allergy_completes_the_domain_and_no_drug_allergy_does_not():
    none = allergic(code=coded(SCT, "716186003", "No known allergy"))
    assert (none.allergies, [each.domain for each in none.complete]) == ((), ["allergies"])
    assert [each.domain for each in allergic(code=words("No Known Allergies")).complete] == ["allergies"]
    assert allergic(code=words("NKDA")).complete == ()
    drugs = allergic(code=coded(SCT, "409137002", "No known drug allergy"))
    assert [(each.text, each.presence) for each in drugs.allergies] == [("drug", "absent")]
    assert drugs.complete == ()


def test_no_known_allergy_beside_an_allergy_is_withdrawn():
    patient, codes = read(
        {"resourceType": "AllergyIntolerance", "id": "a", "patient": {"reference": "Patient/p"}, "code": coded(SCT, "716186003")},
        {"resourceType": "AllergyIntolerance", "id": "b", "patient": {"reference": "Patient/p"}, "code": words("Thalidomide")},
    )
    assert patient.complete == ()
    assert "completeness-withdrawn" in codes


def test_an_empty_list_that_says_nil_known_completes_its_domain():
    code = coded(LOINC, "11450-4", "Problem list")
    patient, _ = read(about("List", status="current", mode="working", code=code, emptyReason=coded("x", "nilknown")))
    assert [each.domain for each in patient.complete] == ["conditions"]
    patient, _ = read(about("List", status="current", mode="working", code=code, emptyReason=coded("x", "notasked")))
    assert patient.complete == ()


def test_family_history_is_not_the_patients():
    patient, _ = read({"resourceType": "FamilyMemberHistory", "id": "f", "status": "completed", "patient": {"reference": "Patient/p"}, "condition": [{"code": words("Psoriasis")}]})
    assert [(each.concepts, each.who) for each in patient.conditions] == [(("psoriasis",), "family")]


def test_a_research_consent_is_an_answer_and_an_anchor_and_another_consent_is_not():
    consent = {"resourceType": "Consent", "id": "c", "status": "active", "patient": {"reference": "Patient/p"}, "dateTime": "2026-03-09"}
    patient, codes = read({**consent, "scope": coded("x", "research")})
    assert patient.answers["informed-consent"].value is True
    assert (patient.anchors, codes) == ({"consent": date(2026, 3, 9)}, ["consent-assumed"])
    patient, _ = read({**consent, "scope": coded("x", "patient-privacy")})
    assert (patient.answers, patient.anchors) == ({}, {})


def test_a_visit_is_told_by_its_encounter():
    visit = about("Encounter", id="v", status="finished", type=[words("Baseline visit")], period={"start": "2026-03-08"})
    patient, _ = read(visit, seen(valueQuantity={"value": 8, "unit": "g/dL"}, encounter={"reference": "Encounter/v"}))
    assert patient.observations[0].visit == "baseline"
    assert patient.anchors == {"baseline": date(2026, 3, 8)}


def test_several_patients_and_urn_references():
    people = [{"fullUrl": f"urn:uuid:{name}", "resource": {"resourceType": "Patient", "gender": sex}} for name, sex in (("a", "male"), ("b", "female"))]
    value = {**seen(valueQuantity={"value": 8, "unit": "g/dL"}), "subject": {"reference": "urn:uuid:b"}}
    text = json.dumps({"resourceType": "Bundle", "entry": [*people, {"resource": value}]})
    patients, _ = read_records_text(text, "x")
    assert [(patient.id, patient.sex, len(patient.observations)) for patient in patients] == [("a", "male", 0), ("b", "female", 1)]


def test_an_absent_patient_is_said_and_never_mixed_with_another():
    stranger = {**seen(valueQuantity={"value": 8, "unit": "g/dL"}), "subject": {"reference": "Patient/q"}}
    patients, issues = read_records_text(bundle(PERSON, stranger), "x")
    assert [(patient.id, len(patient.observations)) for patient in patients] == [("p", 0), ("q", 1)]
    assert [issue.code for issue in issues] == ["patient-missing"]
    assert "Patient/q" in issues[0].message


def test_a_subject_by_identifier_is_matched_or_left_out():
    person = {**PERSON, "identifier": [{"value": "MRN1"}]}
    value = {**seen(valueQuantity={"value": 8, "unit": "g/dL"}), "subject": {"identifier": {"value": "MRN1"}}}
    (patient,), issues = read_records_text(bundle(person, value), "x")
    assert (len(patient.observations), issues) == (1, ())
    (patient,), issues = read_records_text(bundle(person, {**value, "subject": {"identifier": {"value": "MRN2"}}}), "x")
    assert (patient.observations, [issue.code for issue in issues]) == ((), ["patient-missing"])


def test_a_malformed_resource_loses_no_other():
    good = seen(id="good", valueQuantity={"value": 8, "unit": "g/dL"})
    bad = [
        seen(id="bad", valueQuantity={"value": "eight", "unit": 5}, effectiveDateTime=["x"]),
        about("Condition", id="worse", code=7, onsetDateTime={"a": 1}, clinicalStatus=[3]),
        about("MedicationRequest", id="worst", dosageInstruction="daily", medicationCodeableConcept=[]),
        {"resourceType": 5},
        "text",
    ]
    patients, issues = read_records_text(bundle(PERSON, *bad, good), "x")
    assert [each.id for each in patients[0].observations] == ["good"]
    assert [(each.id, each.text, each.verification) for each in patients[0].conditions] == [("worse", "", "unconfirmed")]
    assert [(each.id, each.text) for each in patients[0].treatments] == [("worst", "")]
    assert any("Observation/bad" in issue.message for issue in issues)
    assert any("Condition/worse" in issue.message for issue in issues)


def test_the_newer_of_two_versions_counts():
    older = seen(valueQuantity={"value": 8, "unit": "g/dL"}, meta={"lastUpdated": "2026-01-02T00:00:00Z"})
    newer = seen(valueQuantity={"value": 9, "unit": "g/dL"}, meta={"lastUpdated": "2026-02-02T00:00:00Z"})
    for pair in ((older, newer), (newer, older)):
        patient, codes = read(*pair)
        assert [each.value for each in patient.observations] == [Decimal(9)]
        assert codes == ["resource-repeated"]


def test_ndjson_gzip_and_a_folder(tmp_path):
    lines = "\n".join(json.dumps(each) for each in (PERSON, {**PERSON, "id": "q"}))
    (tmp_path / "Patient.ndjson").write_text(lines, encoding="utf-8")
    values = json.dumps(seen(valueQuantity={"value": 8, "unit": "g/dL"}))
    (tmp_path / "Observation.ndjson.gz").write_bytes(gzip.compress(values.encode()))
    patients, issues = read_records(tmp_path)
    assert [(patient.id, len(patient.observations)) for patient in patients] == [("p", 1), ("q", 0)]
    assert issues == ()


def test_unused_resources_are_counted():
    _, codes = read({"resourceType": "Claim", "id": "c"}, {"resourceType": "QuestionnaireResponse", "id": "q"})
    assert codes == ["resource-unused"]
