"""The catalogue: its data are whole and consistent, and its indexes find what they should."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from screener.catalog.concept import MEASURE_KINDS
from screener.catalog.concept import Coding
from screener.catalog.concept import Concept
from screener.catalog.concept import ConceptKind
from screener.catalog.index import Catalog
from screener.catalog.load import TABLES
from screener.catalog.load import catalog
from screener.catalog.tables import COLUMNS
from screener.catalog.words import fold
from screener.core.data import files
from screener.core.data import folder
from screener.core.flat_toml import records
from screener.core.quantity import convert
from screener.core.quantity import find_ucum
from screener.core.quantity import find_unit
from screener.core.units import unit_table

SHARED = Path(__file__).parent.parent.parent / "shared"
MEASURE_FILES = files("rules", "measures", suffix=".toml")
MEASURES = {ident: concept for ident, concept in catalog().concepts.items() if concept.kind in MEASURE_KINDS}

CLOSED_WORDS = """
a an and or nor not no none any all both either neither each every other than then that this these those the of in on at by
to from for with without within over under above below between before after since until during while as is are was were be
been being has have had having do does did can could may might must shall should will would if unless except but only also
it its he she his her him they them their we our us you your who whom which what when where how more most less least few
many much some such same own very too so up down out off per years year months month weeks week days day hours hour old
age-related male female men women patient patients subject subjects child children adult adults person people history
current previous prior past recent known study trial drug dose level test score scale grade class stage type value values
normal abnormal positive negative high low greater lower equal times time first second third one two three four five mayo
disease disorder syndrome condition treatment therapy asia single act cat salt must dash fit aids ends aims bars caps pain
"""


def toml_paths():
    return [*MEASURE_FILES, *files("rules", suffix=".toml")]


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in toml_paths()
        if path.name in ("units.toml", "dimensions.toml", "unit-words.toml", "states.toml") or path in MEASURE_FILES
    ],
    ids=lambda path: path.name,
)
def test_the_quick_reader_reads_what_toml_says(path):
    text = path.read_text(encoding="utf-8")
    assert records(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ["key = 1", "[a]\nkey: 1", "[a]\nkey=1"])
def test_the_quick_reader_refuses_other_lines(text):
    with pytest.raises(ValueError, match="line"):
        records(text)


def table_lines(name):
    path = folder("rules") / name
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def test_ids_are_unique_over_all_files():
    ids = Counter(ident for path in MEASURE_FILES for ident in records(path.read_text(encoding="utf-8")))
    states = folder("rules") / "states.toml"
    if states.is_file():
        ids.update(records(states.read_text(encoding="utf-8")).keys())
    ids.update(line.split("\t")[0] for name in TABLES for line in table_lines(name)[1:] if line and line[0] != "#")
    assert {ident: count for ident, count in ids.items() if count > 1} == {}
    assert len(ids) == len(catalog().concepts)
    assert [ident for ident in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ident)] == []


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_their_columns(name):
    lines = table_lines(name)
    if not lines:
        pytest.skip(f"{name} is not there yet")
    assert tuple(lines[0].split("\t")) == COLUMNS
    assert {line.count("\t") for line in lines if line and line[0] != "#"} == {len(COLUMNS) - 1}


def test_kinds_and_parents_are_known():
    concepts = catalog().concepts
    assert {concept.kind for concept in concepts.values()} <= set(get_args(ConceptKind))
    assert [
        (i, parent) for i, concept in concepts.items() for parent in concept.parents if parent not in concepts
    ] == []


def test_there_are_measures_of_every_kind_and_at_least_four_hundred():
    kinds = Counter(concept.kind for concept in MEASURES.values())
    assert len(MEASURES) >= 400
    assert all(kinds[kind] >= 15 for kind in MEASURE_KINDS), kinds


def measured():
    return [*MEASURES.items(), ("age", catalog()["age"])]


@pytest.mark.parametrize("path", MEASURE_FILES, ids=lambda path: path.stem)
def test_every_measure_is_fully_described(path):
    for ident in records(path.read_text(encoding="utf-8")):
        concept = catalog()[ident]
        measure = concept.measure
        assert concept.label, ident
        assert concept.question.endswith("?"), ident
        assert concept.source, ident
        assert measure.unit in measure.units, ident
        assert [code for code in measure.units if find_unit(code, measure) != unit_table()[code]] == [], ident
        assert measure.low is None or measure.high is None or measure.low < measure.high, ident
        assert measure.current_for is None or measure.current_for > 0, ident
        if concept.kind == "ordinal":
            assert len(measure.classes) == len(set(measure.classes)) > 1, ident
        if concept.kind in {"score", "lab", "vital", "function", "imaging"}:
            assert None not in (measure.low, measure.high), ident
        for amount, unit, worth, other in measure.equals:
            assert min(amount, worth) > 0, ident
            assert {unit, other} <= set(unit_table()), ident


# Units that measure the same thing in another way, so that only a person can compare them.
OTHER_WAYS = """
age alcohol-grams disease-duration life-expectancy physical-activity seizure-frequency insulin-dose interdialytic-weight-gain protein-intake
fev1 fvc vital-capacity tlc residual-volume-lung frc pef bronchodilator-reversibility tidal-volume 10mwt liver-stiffness
prostate-volume uterine-size ck-mb reticulocyte-percent cd34 bone-alp urine-rbc urine-wbc urine-sodium urine-volume hiv-rna
hbv-dna hcv-rna cmv-dna ebv-dna bkv-dna parasite-density weight-change weight-lost urine-ketones
"""


def test_the_units_of_a_measure_convert_into_one_another():
    stuck = {
        ident
        for ident, concept in measured()
        for unit in concept.measure.units
        if convert(Decimal(1), concept.measure.unit, unit, concept.measure).value is None
    }
    assert stuck == set(OTHER_WAYS.split())


def test_no_name_of_a_measure_is_a_word_of_the_language():
    words = {fold(word) for word in CLOSED_WORDS.split()}
    idents = {*MEASURES, "age"}
    folded = {name[0]: ids for name, ids in catalog().names.items() if len(name) == 1 and idents & set(ids)}
    assert {word: ids for word, ids in folded.items() if word in words} == {}
    cased = {name for name, ids in catalog().cased_names.items() if len(name) == 1 and idents & set(ids)}
    assert [name for (name,) in cased if name.islower() or (len(name) == 1 and name != "N")] == []


def test_loinc_codes_end_in_their_check_digit():
    def right(code):
        number, digit = code.split("-")
        backwards = number[::-1]
        doubled = str(int(backwards[0::2]) * 2)
        return (10 - sum(map(int, doubled + backwards[1::2])) % 10) % 10 == int(digit)

    codes = [(i, c.code) for i, concept in catalog().concepts.items() for c in concept.codes if c.system == "loinc"]
    assert len(codes) > 400
    assert [pair for pair in codes if not right(pair[1])] == []


NAMES = """
WBC                                         wbc
N                                           neutrophils
ANC                                         neutrophils
Absolute neutrophil count                   neutrophils
HGB                                         hemoglobin
Hb                                          hemoglobin
haemoglobin                                 hemoglobin
PLT                                         platelets
Platelets                                   platelets
NYHA                                        nyha
New York Heart Association functional class nyha
CDASI                                       cdasi
CDASI activity score                        cdasi-activity
EASI                                        easi
Eczema Area Severity Index                  easi
EASI score                                  easi
IGA                                         iga
Investigator Global Assessment              iga
IgA                                         immunoglobulin-a
Immunoglobulin A                            immunoglobulin-a
IgA serum antibodies                        iga-antibody
SCORAD                                      scorad
SCORAD score                                scorad
MMT                                         mmt
Manual Muscle Testing                       mmt
MMT-8                                       mmt-8
MMT-8 score                                 mmt-8
MDGA                                        mdga
forced vital capacity                       fvc
AST                                         ast
SGOT                                        ast
AST (SGOT)                                  ast
ALT                                         alt
ALT (SGPT)                                  alt
Serum creatinine                            creatinine
creatinine clearance                        creatinine-clearance
Total bilirubin                             bilirubin-total
CRP                                         crp
ESR                                         esr
swollen joint count                         swollen-joints
pregnancy test                              pregnancy-test
HbA1c                                       hba1c
Weight                                      weight
ECOG                                        ecog
Life expectancy                             life-expectancy
QTc                                         qtc
Systolic blood pressure                     systolic-blood-pressure
diastolic blood pressure                    diastolic-blood-pressure
eGFR                                        egfr
Body temperature                            temperature
Neutrophils                                 neutrophils
age                                         age
Child-Pugh                                  child-pugh
LVEF                                        lvef
"""


@pytest.mark.parametrize(("name", "ident"), [line.rsplit(maxsplit=1) for line in NAMES.strip().splitlines()])
def test_the_founding_protocols_words_are_known(name, ident):
    assert catalog().by_text(name.strip()) == (ident,)


@pytest.mark.parametrize(
    ("name", "idents"),
    [
        ("CDAI", {"cdai", "cdai-ra"}),
        ("BSA", {"bsa", "bsa-involvement"}),
        ("n", set()),
        ("cat", set()),
        ("act", set()),
        ("PSA", {"psa"}),
        ("psa", {"psoriatic-arthritis"} & set(catalog().concepts)),
    ],
)
def test_shared_and_cased_names(name, idents):
    assert set(catalog().by_text(name)) == idents


@pytest.mark.parametrize(
    ("code", "ident"),
    [
        ("718-7", "hemoglobin"),
        ("777-3", "platelets"),
        ("26515-7", "platelets"),
        ("6690-2", "wbc"),
        ("751-8", "neutrophils"),
        ("38483-4", "creatinine"),
        ("2160-0", "creatinine"),
        ("1742-6", "alt"),
        ("33914-3", "egfr"),
        ("8480-6", "systolic-blood-pressure"),
        ("29463-7", "weight"),
        ("4548-4", "hba1c"),
    ],
)
def test_common_loinc_codes(code, ident):
    assert catalog().by_code("loinc", code) == (ident,)


def small():
    def concept(ident, *parents, codes=(), synonyms=()):
        return Concept(ident, "condition", ident.replace("-", " "), synonyms, codes, parents)

    icd = [Coding("icd10cm", code) for code in ("I*", "I50*", "I50.1", "C34.90")]
    return Catalog(
        {
            "heart-disease": concept("heart-disease", codes=(icd[0],)),
            "heart-failure": concept(
                "heart-failure", "heart-disease", codes=(icd[1],), synonyms=("=HF", "cardiac failure")
            ),
            "left-heart-failure": concept("left-heart-failure", "heart-failure", codes=(icd[2],)),
            "lung-cancer": concept("lung-cancer", codes=(icd[3],)),
        }
    )


def test_codes_find_the_most_specific_concept_first():
    assert small().by_code("icd10cm", "I50.1") == ("left-heart-failure", "heart-failure", "heart-disease")
    assert small().by_code("icd10cm", "i501") == ("left-heart-failure", "heart-failure", "heart-disease")
    assert small().by_code("icd10cm", "I50.22") == ("heart-failure", "heart-disease")
    assert small().by_code("icd10cm", "C34.91") == ()
    assert small().by_code("snomed", "84114007") == ()


def test_kinship_is_reflexive_and_transitive():
    assert small().is_a("left-heart-failure", "heart-disease")
    assert small().is_a("heart-failure", "heart-failure")
    assert not small().is_a("heart-disease", "heart-failure")
    assert small().members("heart-failure") == {"heart-failure", "left-heart-failure"}
    assert small().members("heart-disease") == {"heart-disease", "heart-failure", "left-heart-failure"}
    assert not small().is_a("unknown", "heart-disease")


def test_kinship_ends_where_the_data_go_in_circles():
    circle = Catalog(
        {name: Concept(name, "condition", name, parents=(other,)) for name, other in (("a", "b"), ("b", "a"))}
    )
    assert circle.members("a") == {"a", "b"}
    assert circle.is_a("a", "b")


def test_cased_names_demand_their_case():
    assert small().by_text("HF") == ("heart-failure",)
    assert small().by_text("hf") == ()
    assert small().by_text("Cardiac Failures") == ("heart-failure",)
    assert small().longest_name == 3


def test_nominal_demographics_know_their_values():
    if "sex" not in catalog():
        pytest.skip("rules/states.toml is not there yet")
    assert catalog()["sex"].measure.classes == ("male", "female")
    assert "women" in catalog().value_spellings("sex")["female"]
    assert catalog().value_spellings("hemoglobin") == {}


def shared_observations():
    paths = sorted((SHARED / "records" / "synthea-r4").glob("*.json.gz"))[:8]
    if not paths:
        pytest.skip("the Synthea records (../shared/records) are not beside this checkout")
    for path in paths:
        with gzip.open(path) as file:
            bundle = json.load(file)
        for entry in bundle["entry"]:
            resource = entry["resource"]
            if resource["resourceType"] == "Observation":
                yield from (resource, *resource.get("component", ()))


def test_recorded_quantities_of_real_bundles_are_coded_and_convert():
    counted = Counter()
    for observation in shared_observations():
        quantity = observation.get("valueQuantity")
        codes = [c["code"] for c in observation["code"]["coding"] if c["system"] == "http://loinc.org"]
        if quantity is None or not codes:
            continue
        idents = catalog().by_code("loinc", codes[0])
        counted["coded" if idents else "uncoded"] += 1
        if idents:
            assert find_ucum(quantity["code"]) is not None, codes
            measure = catalog()[idents[0]].measure
            found = convert(Decimal(str(quantity["value"])), quantity["code"], measure.unit, measure)
            assert found.problem is None, (idents, quantity["code"])
    assert counted["coded"] > 20 * counted["uncoded"] > -1


# Where labunits gives another factor than the catalogue's source, or another thing than the catalogue measures.
OTHER_FACTORS = {
    "20448-7": "insulin, 6.945 where the standard of 1974 was replaced by 6.00",
    "62290-2": "1,25-dihydroxyvitamin D, 2.6 where its molar mass gives 2.4",
}


def test_conversions_agree_with_the_published_factors():
    path = SHARED / "units" / "labunits_analytes.json"
    if not path.is_file():
        pytest.skip("the table of analytes (../shared/units) is not beside this checkout")
    compared = 0
    for code, row in json.loads(path.read_text(encoding="utf-8")).items():
        source, target = row["traditional_units"].replace("24 h", "d"), row["si_units"].replace("day", "d")
        for ident in catalog().by_code("loinc", code):
            found = convert(Decimal(1), source, target, catalog()[ident].measure)
            if found.value is not None and code not in OTHER_FACTORS:
                expected = Decimal(str(row["conversion_factor"]))
                assert abs(float(found.value) / float(expected) - 1) < 0.03, (ident, float(found.value), expected)
                compared += 1
    assert compared >= 45
