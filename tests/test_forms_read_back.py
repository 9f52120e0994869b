"""What our forms come back in from other systems, told from ordinary records and screened like them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from screener.cli.app import app
from screener.forms.read_back import read_back
from screener.forms.read_back import read_back_text
from screener.screening.options import Options
from screener.screening.prepared import prepare
from screener.screening.screen import screen

from forms_for_tests import DAY
from forms_for_tests import form
from forms_for_tests import item_of
from forms_for_tests import possible
from forms_for_tests import protocol
from forms_for_tests import redcap_csv
from forms_for_tests import redcap_row
from forms_for_tests import response

NAME = "NCT04878770"


def answers():
    return {link: dict(outcomes[0].answer) for link, outcomes in possible(NAME).items() if outcomes}


def saved(**more):
    return {"protocol": NAME, "index_date": "2026-03-02", "answers": answers(), **more}


def findings(text, name="file.json"):
    patients, issues = read_back_text(protocol(NAME), text, name, DAY)
    reports = [screen(protocol(NAME), one, Options(DAY)) for one in patients]
    return [[one.finding for one in report.findings] for report in reports], issues


def test_the_three_ways_back_are_decided_alike():
    told = answers()
    ways = [
        json.dumps(response(form(NAME), told)),
        redcap_csv([redcap_row(form(NAME), told)]),
        json.dumps({"protocol": NAME, "index_date": DAY.isoformat(), "answers": told}),
    ]
    found = [findings(text) for text in ways]
    assert len(found[0][0]) == 1
    assert found[0][0] == found[1][0] == found[2][0]
    assert "unknown" not in found[0][0][0] or "pass" in found[0][0][0]
    assert [[one.code for one in issues] for _, issues in found] == [[], [], []]


@pytest.mark.parametrize("shape", ["list", "lines", "bundle", "patients"])
def test_many_responses_may_come_in_one_text(shape):
    many = [response(form(NAME), answers()) | {"subject": {"reference": f"Patient/P{number}"}} for number in (1, 2)]
    text = {
        "list": json.dumps(many),
        "lines": "\n".join(json.dumps(one) for one in many),
        "bundle": json.dumps({"resourceType": "Bundle", "entry": [{"resource": one} for one in many]}),
        "patients": json.dumps({"patients": many}),
    }[shape]
    patients, issues = read_back_text(protocol(NAME), text, "many", DAY)
    assert ([one.id for one in patients], issues) == (["P1", "P2"], ())


def test_answers_join_the_record_of_the_same_candidate():
    link = item_of(form(NAME), "history of malignancy").link_id
    told = response(form(NAME), {link: {"value": False}}) | {"subject": {"reference": "Patient/anna"}}
    record = {"id": "anna", "birth_date": "2016-05-11", "sex": "female", "observations": [{"text": "EASI", "value": "18.5"}]}
    (patient,), _ = read_back_text(protocol(NAME), json.dumps([record, told]), "both", DAY)
    assert (str(patient.birth_date), len(patient.observations)) == ("2016-05-11", 1)
    assert [one.value for one in patient.answers.values()] == [False]


def test_answers_of_somebody_else_under_the_same_id_stay_apart():
    birth = next(item for item in form(NAME).items if item.type == "birth-date").link_id
    told = response(form(NAME), {birth: {"value": "2001-01-01"}}) | {"subject": {"reference": "Patient/anna"}}
    record = {"id": "anna", "birth_date": "2016-05-11"}
    patients, issues = read_back_text(protocol(NAME), json.dumps([record, told]), "both", DAY)
    assert len(patients) == 2
    assert "patient-repeated" in {one.code for one in issues}
    assert not any("2001" in one.message or "2016" in one.message for one in issues)


def test_saved_answers_to_other_rules_and_without_a_day_are_told():
    _, issues = findings(json.dumps(saved(rules_hash=prepare(protocol(NAME)).rules_hash)))
    assert issues == ()
    _, issues = findings(json.dumps(saved(rules_hash="0" * 64)))
    assert [one.code for one in issues] == ["answers-other-rules"]
    _, issues = findings(json.dumps(saved(protocol="NCT00000000")))
    assert [one.code for one in issues] == ["answers-other-rules"]
    undated = saved()
    del undated["index_date"]
    _, issues = findings(json.dumps(undated))
    assert [one.code for one in issues] == ["answers-undated"]
    authored = response(form(NAME), answers())
    del authored["authored"]
    _, issues = findings(json.dumps(authored))
    assert [one.code for one in issues] == ["answers-undated"]


def test_ordinary_records_are_read_as_ever():
    own = json.dumps({"id": "P1", "birth_date": "2016-05-11", "answers": {"pregnant": {"value": False}}})
    table = "record_id,sex,hemoglobin (g/dL)\n7,f,12\n"
    for text, ident in ((own, "P1"), (table, "7")):
        (patient,), _ = read_back_text(protocol(NAME), text, "records", DAY)
        assert patient.id == ident


def test_a_folder_holds_records_and_answers_together(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"id": "P1", "birth_date": "2016-05-11"}))
    (tmp_path / "b.json").write_text(json.dumps(response(form(NAME), answers())))
    (tmp_path / "c.csv").write_text(redcap_csv([redcap_row(form(NAME), answers(), record="R1")]))
    patients, issues = read_back(protocol(NAME), tmp_path, DAY)
    assert ([one.id for one in patients], issues) == (["P1", "form", "R1"], ())


def test_the_command_line_screens_them(tmp_path):
    path = tmp_path / "response.json"
    path.write_text(json.dumps(response(form(NAME), answers())))
    done = CliRunner().invoke(app, ["screen", NAME, str(path), "--index-date", DAY.isoformat(), "--format", "json"])
    assert done.exit_code == 0
    (report,) = json.loads(done.output)
    assert report["patient"] == "form"
