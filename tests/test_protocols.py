"""The bundled protocols: restated texts that compile to what their files hold, and to what the verbatim texts give."""

from __future__ import annotations

import pytest

from screener.cli.shared import bundled
from screener.core.data import files
from screener.criteria.notation import print_rule
from screener.criteria.protocol_file import dump_protocol
from screener.criteria.protocol_file import load_protocol
from screener.criteria.protocol_file import merge_reviewed
from screener.reading.compile import compile_text

RESTATED = {path.stem: path for path in files("rules", "protocols", "texts", suffix=".txt")}


def compiled(path):
    with path.open(encoding="utf-8", newline="") as file:
        return compile_text(file.read(), source=path.name)


def rules(protocol):
    return {criterion.id: print_rule(criterion.node) for criterion in protocol.criteria}


def test_every_bundled_protocol_has_its_restated_text():
    assert set(bundled()) == set(RESTATED)


@pytest.mark.parametrize("name", RESTATED)
def test_the_file_is_what_its_text_compiles_to(name, accept):
    protocol = compiled(RESTATED[name])
    place = RESTATED[name].parent.parent / f"{name}.toml"
    if accept:
        kept = load_protocol(place)[0] if place.exists() else None
        place.write_text(dump_protocol(merge_reviewed(kept, protocol)[0] if kept else protocol), encoding="utf-8")
    kept, issues = load_protocol(place)
    assert not issues
    reviewed = {criterion.id for criterion in kept.criteria if criterion.reviewer}
    assert {key: rule for key, rule in rules(kept).items() if key not in reviewed} == {
        key: rule for key, rule in rules(protocol).items() if key not in reviewed
    }


@pytest.mark.parametrize("name", RESTATED)
def test_nothing_of_the_text_is_unread(name):
    protocol = compiled(RESTATED[name])
    assert protocol.coverage()["unread"] == 0
    assert protocol.id == name


@pytest.mark.parametrize("name", RESTATED)
def test_the_restated_text_says_what_the_verbatim_text_says(name, shared):
    assert rules(compiled(RESTATED[name])) == rules(compiled(shared / "trials" / f"{name}.txt"))


def test_a_defect_of_the_reader_costs_one_item_and_says_so(monkeypatch):
    from screener.reading.compile import compile_text
    from screener.reading.items import item as reading

    whole = reading._read

    def broken(item, setting):
        if "platelet" in setting.text[item.span.start : item.span.end].lower():
            raise AssertionError
        return whole(item, setting)

    monkeypatch.setattr(reading, "_read", broken)
    protocol = compile_text("Inclusion Criteria:\n- Platelets >= 100 x 10^9/L\n- Hemoglobin > 9 g/dL\n")
    first, second = protocol.criteria
    assert first.node.kind == "unread"
    assert [found.code for found in first.issues] == ["reading-failed"]
    assert second.node.kind == "comparison"
