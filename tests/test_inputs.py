"""Files as they come: encodings, registry JSON and XML, and what is no text at all."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.reading.inputs import read_bytes
from screener.reading.inputs import read_inputs

CRITERIA = "Inclusion Criteria:\r\n\r\n* Hemoglobin ≥ 9 g/dL\r\n\r\nExclusion Criteria:\r\n\r\n* Heart failure"
STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT99999999", "briefTitle": "A made-up trial in psoriasis"},
        "conditionsModule": {"conditions": ["Psoriasis"]},
        "eligibilityModule": {
            "eligibilityCriteria": CRITERIA,
            "healthyVolunteers": False,
            "sex": "ALL",
            "minimumAge": "18 Years",
            "maximumAge": "N/A",
        },
    }
}
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<clinical_study>
  <id_info><nct_id>NCT99999999</nct_id></id_info>
  <brief_title>A made-up trial in psoriasis</brief_title>
  <condition>Psoriasis</condition>
  <eligibility>
    <criteria><textblock>{CRITERIA}</textblock></criteria>
    <gender>All</gender><minimum_age>18 Years</minimum_age><maximum_age>N/A</maximum_age>
    <healthy_volunteers>No</healthy_volunteers>
  </eligibility>
</clinical_study>
"""


def only(data, name="trial"):
    (protocol,) = read_bytes(data, name)
    return protocol


def rules(protocol):
    from screener.criteria.notation import print_rule

    return {criterion.id: print_rule(criterion.node) for criterion in protocol.criteria}


WANTED = {
    "FIELD-AGE": "age >= 18 years",
    "INCL01": "hemoglobin >= 9 g/dL",
    "EXCL01": "condition heart-failure",
}


@pytest.mark.parametrize("data", [json.dumps(STUDY).encode(), XML.encode()], ids=["API v2 JSON", "legacy XML"])
def test_registry_records(data):
    protocol = only(data)
    assert (protocol.id, protocol.title) == ("NCT99999999", "A made-up trial in psoriasis")
    assert WANTED.items() <= rules(protocol).items()
    assert "FIELD-SEX" not in rules(protocol)


def test_spans_point_into_the_field_as_it_came():
    protocol = only(json.dumps(STUDY).encode())
    assert protocol.texts["criteria"] == CRITERIA
    stated = [criterion for criterion in protocol.criteria if not criterion.inferred]
    assert len(stated) == 3
    for criterion in stated:
        assert criterion.span.text(protocol.texts[criterion.field]) == criterion.text


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (json.dumps([STUDY, STUDY]).encode(), 2),
        (json.dumps({"studies": [STUDY, STUDY, STUDY]}).encode(), 3),
        (b"\n".join([json.dumps(STUDY).encode()] * 2), 2),
    ],
    ids=["list", "page of a search", "one a line"],
)
def test_several_records_in_one_file(data, count):
    assert [protocol.id for protocol in read_bytes(data, "many.json")] == ["NCT99999999"] * count


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_give_the_same_text(encoding):
    assert only(CRITERIA.encode(encoding)).texts == {"text": CRITERIA}


def test_gzip_is_unpacked():
    assert only(gzip.compress(CRITERIA.encode())).texts == {"text": CRITERIA}


def test_another_encoding_is_read_and_said():
    protocol = only("Inclusion Criteria:\n- Temperature < 38 °C".encode("cp1252"))
    assert "°C" in protocol.texts["text"]
    assert "encoding-guessed" in {found.code for found in protocol.issues}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "binary-input"),
        (b"PK\x03\x04" + bytes(50), "binary-input"),
        (bytes(range(256)) * 4, "binary-input"),
        (gzip.compress(b"x" * 100)[:20], "file-unreadable"),
        (b'{"protocolSection": {"eligib', "json-broken"),
        (b"[" * 100_000, "json-broken"),
        (b"<?xml version='1.0'?><clinical_study>", "xml-broken"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><clinical_study/>", "xml-broken"),
        (b"<?xml version='1.0'?><rss/>", "registry-not-recognised"),
        (b'{"resourceType": "Bundle"}', "registry-not-recognised"),
        (b"", "empty-input"),
    ],
)
def test_what_cannot_be_used_is_told(data, code):
    protocol = only(data, "broken.bin")
    assert protocol.criteria == ()
    assert code in {found.code for found in protocol.issues}
    assert protocol.source == "broken.bin"


def test_a_bracket_at_the_start_of_the_text_is_not_json():
    assert "hemoglobin >= 9 g/dL" in rules(only(b"[Inclusion Criteria]\n- Hemoglobin >= 9 g/dL")).values()


def test_a_file_that_is_gone_is_told(tmp_path):
    (protocol,) = read_inputs([tmp_path / "gone.txt"])
    assert [found.code for found in protocol.issues] == ["file-unreadable"]


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_protocol(data):
    for protocol in read_bytes(data, "any"):
        for field, entries in protocol.ledger.items():
            assert "".join(entry.span.text(protocol.texts[field]) for entry in entries) == protocol.texts[field]
