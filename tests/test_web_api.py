"""The JSON API: every route, what it gives, and what it says to input that cannot be used."""

from __future__ import annotations

import json

import jsonschema
import pytest

from screener.criteria.serial import compile_schema
from screener.screening.report import report_schema

from candidate_for_tests import GOOD
from candidate_for_tests import TEXT
from conftest import ROOT
from service_for_tests import DAY
from service_for_tests import client

FIVE = ("NCT01122914", "NCT04878770", "NCT04946669", "NCT05488327", "NL74270.018.20")
SECRET = "7.31987"


@pytest.fixture(scope="module")
def api():
    with client() as found:
        yield found


def screened(api, **more):
    return api.post("/api/screen", json={"text": TEXT, "records": [GOOD], "index_date": DAY, **more})


def error(answer):
    found = answer.json()["error"]
    assert set(found) == {"code", "message", "hint"}
    return answer.status_code, found["code"]


class TestProtocols:
    def test_they_are_listed_with_the_hash_of_their_rules(self, api):
        listed = api.get("/api/protocols").json()["protocols"]
        assert [one["id"] for one in listed] == list(FIVE)
        assert all(one["title"] and one["criteria"] and len(one["rules_hash"]) == 64 for one in listed)

    def test_one_is_given_in_the_compile_contract(self, api):
        found = api.get("/api/protocols/NCT04878770").json()
        jsonschema.validate(found, compile_schema())
        assert found["protocol"]["id"] == "NCT04878770"

    def test_an_id_that_is_none(self, api):
        assert error(api.get("/api/protocols/NCT00000000")) == (404, "protocol-unknown")
        assert error(api.get("/api/protocols/../../etc/passwd")) == (404, "not-found")

    @pytest.mark.parametrize(
        ("to", "kind", "start"),
        [
            ("bundle", "application/json", b'{"schema_version":"1"'),
            ("fhir", "application/fhir+json", b'{"resourceType":"Questionnaire"'),
            ("redcap", "text/csv", b'"Variable / Field Name"'),
            ("json-schema", "application/json", b'{"$schema"'),
            ("html", "text/html", b"<!doctype html>"),
        ],
    )
    def test_its_form_for_each_system(self, api, to, kind, start):
        answer = api.get("/api/protocols/NCT04946669/form", params={"to": to})
        assert answer.headers["content-type"].startswith(kind)
        assert answer.content.lstrip()[:60].replace(b", ", b",").startswith(start) or start.strip(b'"') in answer.content[:60]

    def test_a_system_that_is_not_known(self, api):
        assert error(api.get("/api/protocols/NCT04946669/form?to=paper")) == (422, "request-unusable")

    def test_the_form_is_made_once(self, api):
        first = api.get("/api/protocols/NCT01122914/form").content
        kept = api.app.state.forms.made["NCT01122914", "bundle"]
        assert kept == first == api.get("/api/protocols/NCT01122914/form").content
        assert api.app.state.forms.made["NCT01122914", "bundle"] is kept


class TestCompile:
    def test_a_text_gives_the_compile_contract(self, api):
        found = api.post("/api/compile", json={"text": TEXT, "name": "mine"}).json()
        jsonschema.validate(found, compile_schema())
        assert [one["rule"] for one in found["criteria"]] == ["age 18..75 years", "hemoglobin >= 9 g/dL", "condition heart-failure"]
        assert found["protocol"]["id"] == "mine"

    def test_a_registry_record_is_read_too(self, api):
        record = {
            "protocolSection": {
                "identificationModule": {"nctId": "NCT01234567", "briefTitle": "A trial"},
                "eligibilityModule": {"eligibilityCriteria": TEXT, "minimumAge": "18 Years"},
            }
        }
        found = api.post("/api/compile", json={"text": json.dumps(record)}).json()
        assert found["protocol"] == {"id": "NCT01234567", "title": "A trial"}

    def test_nothing_to_read_is_told_as_an_issue(self, api):
        found = api.post("/api/compile", json={"text": "  "}).json()
        assert [one["code"] for one in found["issues"]] == ["empty-input"]

    @pytest.mark.parametrize("to", ["bundle", "fhir", "redcap", "json-schema", "html"])
    def test_the_form_of_a_text(self, api, to):
        answer = api.post("/api/form", json={"text": TEXT, "to": to})
        assert answer.status_code == 200
        assert b"emoglobin" in answer.content

    def test_the_form_of_nothing(self, api):
        assert error(api.post("/api/form", json={"text": ""})) == (422, "no-criteria")


class TestScreen:
    def test_one_record_gives_the_report_of_the_contract(self, api):
        found = screened(api).json()
        jsonschema.validate(found["reports"], report_schema())
        assert [one["status"] for one in found["reports"]] == ["eligible"]
        assert (found["setting"], found["issues"]) == ("Index date 2026-03-09; stage prescreen.", [])

    def test_many_records_stay_in_their_order(self, api):
        many = [GOOD | {"id": f"C-{number}"} for number in range(40)]
        assert [one["patient"] for one in screened(api, records=many).json()["reports"]] == [one["id"] for one in many]

    def test_a_bundled_protocol_with_its_examples(self, api):
        records = [json.loads(path.read_text()) for path in sorted((ROOT / "rules/examples/NCT04878770").glob("*.json"))]
        found = api.post("/api/screen", json={"protocol": "NCT04878770", "records": records, "index_date": DAY}).json()
        assert {one["patient"]: one["status"] for one in found["reports"]} == {
            "anna": "potentially-eligible",
            "bilal": "ineligible",
            "carla": "ineligible",
            "daan": "undetermined",
        }

    def test_a_table_as_text(self, api):
        found = screened(api, records="id,date of birth,hemoglobin (g/dL)\nC-9,1990-01-01,8\n").json()
        assert [(one["patient"], one["status"]) for one in found["reports"]] == [("C-9", "ineligible")]

    def test_compiled_rules_in_place_of_a_protocol(self, api):
        rules = api.post("/api/compile", json={"text": TEXT}).json()
        found = api.post("/api/screen", json={"rules": rules, "records": [GOOD], "index_date": DAY}).json()
        assert [one["status"] for one in found["reports"]] == ["eligible"]

    def test_numbers_stay_exact(self, api):
        body = json.dumps({"text": "Inclusion Criteria:\n- Potassium > 4.1 mmol/L\n", "index_date": DAY, "records": ["RECORD"]})
        for value, finding in (("4.1", "fail"), ("4.10000000000000000000001", "pass")):
            observation = {"text": "Potassium", "value": "VALUE", "unit": "mmol/L", "date": "2026-03-02"}
            record = json.dumps({"id": "C-1", "observations": [observation]}).replace('"VALUE"', value)
            found = api.post("/api/screen", content=body.replace('"RECORD"', record)).json()
            assert [one["finding"] for one in found["reports"][0]["findings"]] == [finding]

    def test_presumption_and_stage_and_anchors(self, api):
        record = {name: value for name, value in GOOD.items() if name != "complete"}
        assert screened(api, records=[record]).json()["reports"][0]["status"] == "undetermined"
        found = screened(api, records=[record], presume=["conditions"], stage="screening", anchors={"consent": DAY}).json()
        assert (found["reports"][0]["status"], found["reports"][0]["presumed"]) == ("eligible", ["conditions"])
        assert found["setting"] == "Index date 2026-03-09; stage screening; consent 2026-03-09; presumed complete: conditions."

    def test_unread_text_is_never_eligible(self, api):
        text = TEXT.replace("- Heart failure", "- Heart failure\n- Grommets ? 7 zorbs of the second kind")
        compiled = api.post("/api/compile", json={"text": text}).json()
        assert compiled["coverage"]["unread"] > 0
        found = screened(api, text=text).json()
        assert found["reports"][0]["status"] == "undetermined"
        reasons = {reason for one in found["reports"][0]["findings"] for reason in one["reasons"]}
        assert reasons & {"unread", "damaged-sign"}

    def test_worksheets_take_the_same_request(self, api):
        answer = api.post("/api/worksheet", json={"text": TEXT, "records": [GOOD], "index_date": DAY})
        assert answer.headers["content-type"].startswith("text/html")
        assert "Candidate C-1" in answer.text
        assert "INCL02" in answer.text


class TestRefusals:
    def test_rules_of_another_version(self, api):
        rules = api.post("/api/compile", json={"text": TEXT}).json()
        other = rules | {"schema_version": "2"}
        answer = api.post("/api/screen", json={"rules": other, "records": []})
        assert error(answer) == (422, "rules-version")
        assert "not of schema version 1" in answer.json()["error"]["message"]
        assert error(screened(api, rules_hash="0" * 64)) == (409, "rules-version")

    def test_the_right_version_is_taken(self, api):
        hash_ = screened(api).json()["rules_hash"]
        assert screened(api, rules_hash=hash_).status_code == 200

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (b"", (400, "json-broken")),
            (b"{", (400, "json-broken")),
            (b"\xff\xfe{}", (400, "json-broken")),
            (b"[" * 100_000, (400, "json-broken")),
            (b'{"records": NaN}', (400, "json-broken")),
            (b"[]", (422, "request-unusable")),
            (b'"text"', (422, "request-unusable")),
            (b"{}", (422, "request-unusable")),
            (b'{"records": [], "weight": 80}', (422, "request-unusable")),
            (b'{"records": []}', (422, "protocol-missing")),
            (b'{"records": [], "protocol": "NCT04946669", "text": "x"}', (422, "protocol-missing")),
            (b'{"records": [], "protocol": "nothing"}', (404, "protocol-unknown")),
            (b'{"records": [], "text": ""}', (422, "no-criteria")),
            (b'{"records": [], "rules": {}}', (422, "rules-version")),
            (b'{"records": [], "rules": {"schema_version": "1"}}', (422, "rules-unusable")),
            (b'{"records": [], "protocol": "NCT04946669", "stage": "later"}', (422, "request-unusable")),
            (b'{"records": [], "protocol": "NCT04946669", "presume": ["luck"]}', (422, "request-unusable")),
            (b'{"records": [], "protocol": "NCT04946669", "index_date": "yesterday"}', (422, "request-unusable")),
        ],
    )
    def test_a_request_that_cannot_be_used(self, api, body, expected):
        assert error(api.post("/api/screen", content=body)) == expected

    def test_rules_that_nest_without_end(self, api):
        rules = api.post("/api/compile", json={"text": TEXT}).json()
        deep = '{"kind": "not", "part": ' * 3000 + "null" + "}" * 3000
        body = json.dumps({"rules": rules, "records": []}).replace(json.dumps(rules["criteria"][0]["node"]), deep)
        assert error(api.post("/api/screen", content=body))[0] in (400, 422)

    def test_records_that_are_none_are_told_and_the_others_decided(self, api):
        found = screened(api, records=[GOOD, 7, "x", {"nothing": 1}]).json()
        assert [one["patient"] for one in found["reports"]] == ["C-1"]
        assert {one["code"] for one in found["issues"]} == {"record-not-recognised"}

    def test_no_error_and_no_issue_repeats_a_value(self, api):
        tries = [
            screened(api, index_date=SECRET),
            screened(api, stage=SECRET),
            screened(api, presume=[SECRET]),
            screened(api, anchors={SECRET: SECRET}),
            screened(api, rules_hash=SECRET),
            api.post("/api/screen", json={SECRET: 1, "records": [], "protocol": "NCT04946669"}),
            api.post("/api/screen", content=f'{{"records": [{SECRET}'),
            api.post("/api/screen", json={"protocol": SECRET, "records": []}),
            api.get(f"/api/protocols/{SECRET}"),
            api.get(f"/{SECRET}"),
            api.get(f"/api/protocols/NCT04946669/form?to={SECRET}"),
        ]
        for answer in tries:
            assert answer.status_code >= 400
            assert SECRET not in answer.text
        found = screened(api, records=[GOOD | {"birth_date": SECRET, "observations": [{"value": SECRET}]}]).json()
        assert found["issues"]
        assert SECRET not in json.dumps(found["issues"])

    def test_a_method_that_is_not_taken(self, api):
        assert error(api.get("/api/screen")) == (405, "method")
        assert error(api.delete("/api/protocols")) == (405, "method")

    def test_a_defect_tells_nothing_of_what_was_sent(self, api, monkeypatch, caplog):
        async def broken(*_, **__):
            raise ValueError(f"the patient's value {SECRET}")

        monkeypatch.setattr(api.app.state.workers, "ask", broken)
        answer = screened(api)
        assert error(answer) == (500, "defect")
        assert SECRET not in answer.text + caplog.text
        assert "ValueError at " in caplog.text


class TestDocumentation:
    def test_the_openapi_document_names_every_route_with_its_errors(self, api):
        document = api.get("/api/openapi.json").json()
        assert set(document["paths"]) == {
            "/api/protocols",
            "/api/protocols/{ident}",
            "/api/protocols/{ident}/form",
            "/api/compile",
            "/api/form",
            "/api/screen",
            "/api/worksheet",
        }
        for path, methods in document["paths"].items():
            for told in methods.values():
                assert told["summary"], path
                assert told["description"], path
                assert {"200", "401", "422"} <= set(told["responses"]), path
        assert "HTTPValidationError" not in document.get("components", {}).get("schemas", {})

    def test_its_schemas_are_those_of_the_answers(self, api):
        document = api.get("/api/openapi.json").json()

        def schema(path, method="post"):
            return document["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]

        jsonschema.validate(screened(api).json(), schema("/api/screen"))
        jsonschema.validate(api.post("/api/compile", json={"text": TEXT}).json(), schema("/api/compile"))
        jsonschema.validate(api.get("/api/protocols").json(), schema("/api/protocols", "get"))

    def test_its_examples_work(self, api):
        document = api.get("/api/openapi.json").json()
        for path, methods in document["paths"].items():
            if "post" in methods:
                content = methods["post"]["requestBody"]["content"]["application/json"]
                jsonschema.validate(content["example"], content["schema"])
                assert api.post(path, json=content["example"]).status_code == 200
