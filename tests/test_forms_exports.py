"""The bundle, the JSON Schema, the one HTML file and the command that writes them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from fractions import Fraction
from html.parser import HTMLParser

import jsonschema
import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from screener.cli.app import app
from screener.core.quantity import convert
from screener.criteria.nodes import Combination
from screener.criteria.nodes import walk
from screener.criteria.notation import question_key
from screener.criteria.serial import node_from_json
from screener.forms.browser import module_text
from screener.forms.bundle import bundle
from screener.forms.bundle_facts import exact
from screener.forms.questionnaire import questionnaire
from screener.forms.to_html import to_html
from screener.forms.to_json_schema import to_json_schema
from screener.reading.compile import compile_text
from screener.screening.prepared import prepare

from forms_for_tests import ALL
from forms_for_tests import DAY
from forms_for_tests import FIVE
from forms_for_tests import drawn
from forms_for_tests import form
from forms_for_tests import of_text
from forms_for_tests import protocol

HOSTILE = 'Inclusion Criteria:\n* Hemoglobin >= 8 g/dL </script><script>alert(1)</script> <!-- <b onclick="x()">&amp;'


@pytest.mark.parametrize("name", ALL)
def test_the_bundle_holds_what_the_rules_need(name):
    made = bundle(protocol(name))
    assert json.loads(json.dumps(made)) == made
    assert (made["schema_version"], made["kind"]) == ("1", "screener-form-bundle")
    assert made["rules_hash"] == prepare(protocol(name)).rules_hash
    links = {item["link_id"] for item in made["items"]}
    assert set(made["order"]) <= links
    assert {atom["item"] for atom in made["atoms"].values()} <= links
    concepts = made["facts"]["concepts"]
    for criterion, given_ in zip(made["criteria"], protocol(name).criteria, strict=True):
        assert node_from_json(without_keys(criterion["node"])) == given_.node
        for node in walk(given_.node):
            concept = getattr(node, "concept", None)
            assert concept is None or concept in concepts or "-" in concept
    for item in made["items"]:
        assert all(hide["item"] in links for hide in item["hide"])
        assert item["parent"] is None or item["parent"] in links


@pytest.mark.parametrize("name", FIVE)
def test_every_atom_of_the_bundle_carries_its_key(name):
    for criterion, given_ in zip(bundle(protocol(name))["criteria"], protocol(name).criteria, strict=True):
        keys = {node["key"] for node in objects(criterion["node"]) if "key" in node}
        assert keys >= {question_key(node) for node in walk(given_.node) if not isinstance(node, Combination)}


def without_keys(value):
    """The node as the compile contract has it."""
    if isinstance(value, dict):
        return {name: without_keys(held) for name, held in value.items() if name != "key"}
    return [without_keys(one) for one in value] if isinstance(value, list) else value


def objects(value):
    if isinstance(value, dict):
        yield value
        for held in value.values():
            yield from objects(held)
    if isinstance(value, list):
        for held in value:
            yield from objects(held)


def test_conversions_in_the_bundle_are_exact():
    facts = bundle(compile_text("Inclusion Criteria:\n* Hemoglobin >= 85 g/L\n* HbA1c <= 8 %", source="t"))["facts"]
    units = facts["concepts"]["hemoglobin"]["units"]
    assert units["g/dL"] == ["", "1/1", "0/1"]
    assert units["g/L"] == ["", "1/10", "0/1"]
    from screener.catalog.load import catalog

    for ident in ("hemoglobin", "hba1c"):
        measure = catalog()[ident].measure
        for code, (group, factor, offset) in facts["concepts"][ident]["units"].items():
            if group == "" and code:
                told = Fraction(7) * Fraction(factor) + Fraction(offset)
                assert convert(Fraction(7), code, measure.unit, measure).value == told
    assert exact(Fraction(-3, 6)) == "-1/2"


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_fit_the_json_schema(name, data):
    schema = to_json_schema(form(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(drawn(name, data, st))


@pytest.mark.parametrize(
    "answers",
    [
        {"hemoglobin": {"value": "7,5", "unit": "g/dL"}},
        {"hemoglobin": {"value": "7.5", "unit": "apples"}},
        {"nyha": {"value": "V"}},
        {"pregnant": {"value": "perhaps"}},
        {"nobody": {"value": True}},
        {"age": {"value": "9 March"}},
    ],
)
def test_the_json_schema_refuses_what_the_form_would_ask_again(answers):
    validator = jsonschema.Draft202012Validator(to_json_schema(form("small")))
    assert not validator.is_valid(answers)


def test_the_json_schema_says_how_to_draw_the_form():
    schema = to_json_schema(form("small"))
    hemoglobin = schema["properties"]["hemoglobin"]
    assert hemoglobin["x-ui"]["widget"] == "number-with-unit"
    assert hemoglobin["x-ui"]["plausible"] == {"low": "2", "high": "25"}
    assert hemoglobin["description"] == "INCL02: Hemoglobin >= 8.5 g/dL"
    assert schema["x-ui"]["order"] == list(form("small").order)


class Page(HTMLParser):
    """What a page holds: its scripts, their texts, and everything that it would load."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.loads, self.tags, self.policy, self._in = [], [], [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given_ = dict(attributes)
        self.tags.append(tag)
        self._in = tag == "script"
        if self._in:
            self.scripts.append([given_.get("type"), ""])
        self.loads += [given_[name] for name in ("src", "href", "action") if given_.get(name)]
        if given_.get("http-equiv") == "Content-Security-Policy":
            self.policy = given_["content"]

    def handle_endtag(self, tag):
        self._in = False

    def handle_data(self, data):
        if self._in:
            self.scripts[-1][1] += data


@pytest.mark.parametrize("name", ALL)
def test_the_html_is_one_file_that_loads_nothing(name):
    page = Page(to_html(protocol(name)))
    assert page.loads == ["data:,"]
    assert [kind for kind, _ in page.scripts] == ["application/json", "module", "module"]
    assert "default-src 'none'" in page.policy
    assert "connect-src 'none'" in page.policy
    assert "unsafe" not in page.policy
    for kind, text in page.scripts:
        if kind == "module":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in page.policy
            assert not re.search(r"^\s*import\s", text, re.MULTILINE)
    assert json.loads(page.scripts[0][1]) == bundle(protocol(name))


def test_script_in_a_criterion_stays_text():
    hostile = compile_text(HOSTILE, source="<img src=x>")
    text = to_html(hostile)
    page = Page(text)
    assert [kind for kind, _ in page.scripts] == ["application/json", "module", "module"]
    assert "<script>alert" not in text
    assert "img" not in page.tags
    assert any("alert(1)" in criterion["text"] for criterion in json.loads(page.scripts[0][1])["criteria"])


RUN = CliRunner()


@pytest.mark.parametrize("name", FIVE)
@pytest.mark.parametrize("to", ["fhir", "redcap", "json-schema", "html", "bundle", "module"])
def test_the_command_writes_every_form(name, to, tmp_path):
    place = tmp_path / "form"
    result = RUN.invoke(app, ["form", name, "--to", to, "-o", str(place)])
    assert result.exit_code == 0, result.output
    text = place.read_text(encoding="utf-8")
    match to:
        case "html":
            assert text.startswith("<!doctype html>")
        case "redcap":
            assert text.startswith("Variable / Field Name,")
        case "module":
            assert text == module_text()
        case _:
            assert isinstance(json.loads(text), dict)


def test_the_command_has_help_with_examples_and_refuses_what_it_does_not_know():
    told = RUN.invoke(app, ["form", "--help"]).output
    assert "screener form NCT04878770 --to html" in told
    assert RUN.invoke(app, ["form", "NCT04878770", "--to", "pdf"]).exit_code == 2


def test_a_protocol_without_criteria_gives_a_form_that_never_says_eligible():
    found = of_text("nothing to see here")
    empty = bundle(found.protocol)
    assert empty["barred"] or empty["criteria"]
    none = questionnaire(compile_text("", source="empty"))
    assert [item.type for item in none.items] == ["note"]
    assert bundle(none.protocol)["barred"] is True


@pytest.mark.parametrize("name", FIVE)
def test_the_verbatim_texts_give_the_same_questions_as_the_bundled_ones(name, shared):
    with (shared / "trials" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        verbatim = questionnaire(compile_text(file.read(), source=name))
    same = {item.key for item in verbatim.items} & {item.key for item in form(name).items}
    assert len(same) >= 0.8 * len(form(name).items)
    assert DAY
