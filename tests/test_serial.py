from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import get_args

import jsonschema
import pytest
from hypothesis import given
from hypothesis import settings

from screener.core.errors import ScreenerError
from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.serial import compile_schema
from screener.criteria.serial import node_from_json
from screener.criteria.serial import node_to_json
from screener.criteria.serial import protocol_from_json
from screener.criteria.serial import protocol_to_json
from screener.criteria.serial_read import KINDS

from strategies import nodes
from strategies import protocols

VALIDATOR = jsonschema.Draft202012Validator(compile_schema())


@given(nodes)
@settings(max_examples=200, deadline=None)
def test_a_node_comes_back_from_json_with_its_spans(node):
    back = node_from_json(json.loads(json.dumps(node_to_json(node))))
    assert back == node
    assert [each.span for each in n.walk(back)] == [each.span for each in n.walk(node)]


@given(protocols())
@settings(max_examples=60, deadline=None)
def test_a_protocol_comes_back_and_fits_the_schema(protocol):
    data = json.loads(json.dumps(protocol_to_json(protocol)))
    VALIDATOR.validate(data)
    assert protocol_from_json(data) == protocol


@given(nodes)
@settings(max_examples=100, deadline=None)
def test_every_node_has_its_kind_first_and_what_the_contract_names(node):
    for each in n.walk(node):
        data = node_to_json(each)
        assert next(iter(data)) == "kind"
        assert data["kind"] == each.kind
        assert set(type(each).__dataclass_fields__) <= set(data)


def test_a_comparison_as_the_contract_writes_it():
    limit = n.Comparison("hemoglobin", "Hemoglobin", None, n.Bound(Decimal(85), True), "g/L", span=Span(3, 9))
    data = node_to_json(limit)
    assert data["upper"] == {"value": "85", "inclusive": True}
    assert data["lower"] is None
    assert data["span"] == [3, 9]
    assert data["mention"] == [0, 0]


def test_fields_at_their_default_may_be_left_out():
    assert node_from_json({"kind": "condition", "concept": None, "label": "x", "span": [1, 2]}) == n.Condition(
        None, "x"
    )


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "no-such-kind"},
        {"kind": "not"},
        {"kind": "not", "part": []},
        {"kind": "condition", "concept": None, "label": "x", "colour": "red"},
        {"kind": "condition", "concept": None, "label": "x", "status": "maybe"},
        {
            "kind": "comparison",
            "concept": None,
            "label": "x",
            "lower": {"value": 1.5, "inclusive": True},
            "upper": None,
        },
        {
            "kind": "comparison",
            "concept": None,
            "label": "x",
            "lower": {"value": "one", "inclusive": True},
            "upper": None,
        },
        {"kind": "unread", "label": "x", "span": [1]},
        [],
    ],
)
def test_other_shapes_are_one_clear_error(data):
    with pytest.raises(ScreenerError, match="not the JSON of a rule"):
        node_from_json(data)


def test_another_schema_version_is_refused():
    with pytest.raises(ScreenerError, match="schema version 0"):
        protocol_from_json({"schema_version": "0"})


def test_something_else_is_not_a_protocol():
    with pytest.raises(ScreenerError, match="not a compiled protocol"):
        protocol_from_json({"schema_version": "1"})


def test_the_schema_names_every_kind_and_refuses_others():
    assert set(KINDS) == {kind.__dataclass_fields__["kind"].default for kind in get_args(n.Node)}
    node = VALIDATOR.evolve(schema={**compile_schema(), "type": "object", "$ref": "#/$defs/Node"})
    assert not node.is_valid({"kind": "maybe", "span": [0, 0]})


def test_writing_is_fast():
    node = n.AllOf(tuple(n.Condition("malignancy", f"part {number}") for number in range(100)))
    start = time.perf_counter()
    for _ in range(20):
        node_to_json(node)
    assert time.perf_counter() - start < 0.5  # 2,000 nodes; a tenth of that on an idle core
