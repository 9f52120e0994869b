"""Units and conversion: every spelling right or refused, every conversion exact."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.catalog.load import catalog
from screener.core.quantity import _registry
from screener.core.quantity import convert
from screener.core.quantity import find_ucum
from screener.core.quantity import find_unit
from screener.core.quantity import near_units
from screener.core.quantity import normal_spelling
from screener.core.quantity import unit_spellings
from screener.core.reasons import Reason
from screener.core.units import _data
from screener.core.units import _squeeze
from screener.core.units import limited_spellings
from screener.core.units import unit_table

SHARED = Path(__file__).parent.parent.parent / "shared" / "units"


def measure(ident):
    return catalog()[ident].measure


# What a protocol or record writes, and the unit that it is; the spellings that pint or UCUM get wrong are all here.
SPELLINGS = """
K/uL                    10*3/uL
k/uL                    10*3/uL
10^3/uL                 10*3/uL
x 10^3/µL               10*3/uL
x10(3)/mcL              10*3/uL
thousand/mm3            10*3/uL
M/uL                    10*6/uL
million/mm3             10*6/uL
10*9/L                  10*9/L
10^9/L                  10*9/L
10^9/l                  10*9/L
x10^9/L                 10*9/L
X 10^9/L                10*9/L
×10^9/L                 10*9/L
×109/L                  10*9/L
x 109/L                 10*9/L
10⁹/L                   10*9/L
10e9/L                  10*9/L
10E9/L                  10*9/L
10**9/L                 10*9/L
10x9/L                  10*9/L
x10E3/uL                10*3/uL
1e9/L                   10*9/L
x 10 9/L                10*9/L
Giga/L                  10*9/L
×1012/L                 10*12/L
/uL                     /uL
/mcL                    /uL
/mm3                    /uL
/mm³                    /uL
/mm^3                   /uL
/cumm                   /uL
cells/uL                /uL
cells/μL                /uL
cells/mm^3              /uL
cells/mm3               /uL
per microliter          /uL
cells per microliter    /uL
cells per cubic millimeter  /uL
copies/mL               /mL
copies per milliliter   /mL
g/dL                    g/dL
gm/dL                   g/dL
g/100 mL                g/dL
g/L                     g/L
g/l                     g/L
mg/dL                   mg/dL
MG/DL                   mg/dL
mg/dl                   mg/dL
mg%                     mg/dL
ug/mL                   ug/mL
mcg/mL                  ug/mL
µg/L                    ug/L
ng/mL                   ng/mL
pg/mL                   pg/mL
µmol/L                  umol/L
μmol/L                  umol/L
umol/L                  umol/L
mcmol/L                 umol/L
micromol/L              umol/L
mmol/L                  mmol/L
mmol/l                  mmol/L
mEq/L                   meq/L
meq/L                   meq/L
IU/L                    [IU]/L
[IU]/L                  [IU]/L
[iU]/L                  [IU]/L
U/L                     U/L
units/L                 U/L
mIU/mL                  m[IU]/mL
m[IU]/mL                m[IU]/mL
uIU/mL                  u[IU]/mL
µIU/mL                  u[IU]/mL
mOsm/kg                 mosm/kg
mmHg                    mm[Hg]
mm Hg                   mm[Hg]
mm[Hg]                  mm[Hg]
cmH2O                   cm[H2O]
cm H₂O                  cm[H2O]
kPa                     kPa
bpm                     /min
beats/min               /min
beats per minute        /min
{beats}/min             /min
breaths per minute      /min
kg/m2                   kg/m2
kg/m²                   kg/m2
kg/m^2                  kg/m2
kg / m 2                kg/m2
mL/min                  mL/min
ml/min                  mL/min
mL/min/1.73m2           mL/min/{1.73_m2}
mL/min/1.73 m2          mL/min/{1.73_m2}
mL/min/1.73 m²          mL/min/{1.73_m2}
mL/min/1.73m^2          mL/min/{1.73_m2}
ml/min per 1.73 m²      mL/min/{1.73_m2}
mL/min/1,73 m2          mL/min/{1.73_m2}
mL/minute/1.73 m2       mL/min/{1.73_m2}
mL/min/1.73.m2          mL/min/{1.73_m2}
mL/min/{1.73_m2}        mL/min/{1.73_m2}
mL⁄min⁄1.73m2           mL/min/{1.73_m2}
mm/hr                   mm/h
mm/hour                 mm/h
msec                    ms
ms                      ms
milliseconds            ms
%                       %
percent                 %
°C                      Cel
degrees Celsius         Cel
℃                       Cel
Cel                     Cel
°F                      [degF]
[degF]                  [degF]
points                  1
{score}                 1
{INR}                   1
[pH]                    1
mmol/mol                mmol/mol
mg/g                    mg/g
mg/mmol                 mg/mmol
cm                      cm
kg                      kg
kgs                     kg
lb                      [lb_av]
lbs                     [lb_av]
pounds                  [lb_av]
inches                  [in_i]
mcg                     ug
mg                      mg
L/min                   L/min
mL/kg/min               mL/kg/min
mg/day                  mg/d
mg daily                mg/d
mg per day              mg/d
mg/kg/day               mg/kg/d
mg/kg                   mg/kg
mg/m2                   mg/m2
g/day                   g/d
g/24 h                  g/d
g/24 hours              g/d
mcg/day                 ug/d
IU/day                  [IU]/d
units/day               U/d
units/kg/day            U/kg/d
pack-years              {pack-years}
pack years              {pack-years}
cigarettes per day      {cigarettes}/d
drinks/week             {drinks}/wk
puffs/day               {puffs}/d
episodes                {times}
letters                 {letters}
lines                   {lines}
Gy                      Gy
mSv                     mSv
METs                    [MET]
D                       None
C                       None
F                       None
G                       None
G/L                     None
K                       None
unit                    None
units                   None
ML                      None
m/uL                    None
mL/min/1.73 mm2         None
foo/L                   None
mg/dLL                  None
1.73                    None
"""
CASES = [tuple(line.rsplit(maxsplit=1)) for line in SPELLINGS.strip().splitlines()]


@pytest.mark.parametrize(("spelling", "code"), CASES)
def test_a_spelling_is_read_right_or_refused(spelling, code):
    unit = find_unit(spelling.strip())
    assert (unit.code if unit else "None") == code


@pytest.mark.parametrize(
    ("spelling", "ident", "code"),
    [
        ("G/L", "platelets", "10*9/L"),
        ("G/L", "hemoglobin", "g/L"),
        ("G/L", "easi", None),
        ("C", "temperature", "Cel"),
        ("F", "temperature", "[degF]"),
        ("degrees", "temperature", "Cel"),
        ("°", "cobb-angle", "deg"),
        ("C", "platelets", None),
        ("K", "platelets", "10*3/uL"),
        ("K", "temperature", None),
        ("10^9", "wbc", "10*9/L"),
        ("10^9", "easi", None),
        ("mm", "esr", "mm/h"),
        ("mm", "tumor-size", "mm"),
        ("D", "spherical-equivalent", "[diop]"),
        ("units/week", "alcohol-drinks", "{drinks}/wk"),
    ],
)
def test_the_measure_decides_what_a_spelling_alone_does_not(spelling, ident, code):
    unit = find_unit(spelling, measure(ident))
    assert (unit.code if unit else None) == code


EXACT = [
    ("hemoglobin", "8.5", "g/dL", "g/L", "85"),
    ("hemoglobin", "85", "g/L", "g/dL", "8.5"),
    ("wbc", "2990", "/uL", "10*9/L", "2.99"),
    ("wbc", "2990", "cells/mm3", "×109/L", "2.99"),
    ("platelets", "100", "K/uL", "10*9/L", "100"),
    ("platelets", "100000", "/mm³", "x10^9/L", "100"),
    ("temperature", "98.6", "[degF]", "Cel", "37"),
    ("temperature", "100.04", "F", "C", "37.8"),
    ("creatinine", "1", "mg/dL", "umol/L", Fraction(1000000, 11312)),
    ("glucose", "180.156", "mg/dL", "mmol/L", "10"),
    ("bun", "28.014", "mg/dL", "mmol/L", "10"),
    ("calcium", "10.0195", "mg/dL", "mmol/L", "2.5"),
    ("calcium", "2.5", "mmol/L", "meq/L", "5"),
    ("calcium", "10.0195", "mg/dL", "meq/L", "5"),
    ("sodium", "140", "meq/L", "mmol/L", "140"),
    ("bicarbonate", "24", "mEq/L", "mmol/L", "24"),
    ("alt", "40", "IU/L", "U/L", "40"),
    ("alt", "1", "ukat/L", "U/L", "60"),
    ("tsh", "4.5", "uIU/mL", "mIU/L", "4.5"),
    ("insulin-level", "10", "uIU/mL", "pmol/L", "60"),
    ("hba1c", "53", "mmol/mol", "%", "7.00044"),
    ("uacr", "1", "mg/mmol", "mg/g", Fraction(100000, 11312)),
    ("upcr", "0.5", "g/g", "mg/g", "500"),
    ("egfr", "60", "mL/min", "mL/min/1.73 m²", "60"),
    ("lvef", "0.55", "1", "%", "55"),
    ("fev1-fvc", "70", "%", None, "0.7"),
    ("hematocrit", "0.36", "L/L", "%", "36"),
    ("weight", "110", "lb", "kg", Fraction(110 * 45359237, 100000000)),
    ("height", "1.8", "m", "cm", "180"),
    ("pao2", "1", "kPa", "mmHg", Fraction(1000 * 10**9, 133322387415)),
    ("age", "24", "mo", "a", "2"),
    ("easi", "6", "points", None, "6"),
    ("easi", "6", "{score}", "1", "6"),
    ("urine-protein-24h", "3500", "mg/24 h", "g/day", "3.5"),
    ("prolactin", "100", "ng/mL", "mIU/L", "2120"),
    ("platelets", "15", "10*4/uL", "10*9/L", "150"),
]


@pytest.mark.parametrize(("ident", "value", "source", "target", "expected"), EXACT)
def test_conversion_is_exact(ident, value, source, target, expected):
    found = convert(Decimal(value), source, target, measure(ident))
    assert found.problem is None
    assert found.value == Fraction(expected)


@pytest.mark.parametrize(
    ("ident", "source", "target", "problem"),
    [
        ("platelets", "mg/dL", "10*9/L", Reason.DIMENSION_MISMATCH),
        ("hemoglobin", "%", "g/dL", Reason.DIMENSION_MISMATCH),
        ("hemoglobin", "K/uL", "g/dL", Reason.DIMENSION_MISMATCH),
        ("creatinine-clearance", "mL/min", "mL/min/1.73 m2", Reason.DIMENSION_MISMATCH),
        ("easi", "mg/dL", "1", Reason.DIMENSION_MISMATCH),
        ("mdga", "1", "cm", Reason.DIMENSION_MISMATCH),
        ("albumin", "meq/L", "g/dL", Reason.DIMENSION_MISMATCH),
        ("ferritin", "IU/L", "ng/mL", Reason.DIMENSION_MISMATCH),
        ("age", "wk", "mo", Reason.DIMENSION_MISMATCH),
        ("hemoglobin", "furlongs", "g/dL", Reason.UNIT_UNKNOWN),
        ("hemoglobin", None, "g/dL", Reason.UNIT_UNKNOWN),
        ("hemoglobin", "g/dL", None, Reason.UNIT_UNKNOWN),
        ("hemoglobin", None, None, Reason.UNIT_UNKNOWN),
        ("lvef", None, "%", Reason.UNIT_UNKNOWN),
        ("weight", "ML", "kg", Reason.UNIT_UNKNOWN),
        ("insulin-dose", "units", "U/d", Reason.UNIT_UNKNOWN),
    ],
)
def test_what_cannot_be_converted_says_why(ident, source, target, problem):
    found = convert(Decimal(5), source, target, measure(ident))
    assert (found.value, found.problem) == (None, problem)


def test_a_conversion_tells_what_it_rests_on():
    assert convert(Decimal(1), "mg/dL", "mmol/L", measure("glucose")).how.endswith("(molar mass 180.156 g/mol)")
    assert "1 mL/min is 1 mL/min/1.73 m2" in convert(Decimal(60), "mL/min", "mL/min/1.73m2", measure("egfr")).how
    assert convert(Decimal(1), "10*3/uL", "10*9/L").how == ""


def test_hba1c_goes_both_ways_exactly():
    there = convert(Decimal("7.0"), "%", "mmol/mol", measure("hba1c")).value
    assert Fraction(52) < there < Fraction(53)
    assert convert(there, "mmol/mol", "%", measure("hba1c")).value == 7


@pytest.mark.parametrize(
    ("code", "dimension", "factor"),
    [
        ("g/(12.h)", "mass-rate", "2"),
        ("mg/(24.h)", "mass-rate", "1/1000"),
        ("kg/m3", "mass-concentration", "1"),
        ("10*2/uL", "number-concentration", "1/10"),
        ("{WBC}/uL", "number-concentration", "1/1000"),
        ("10*3{cells}/uL", "number-concentration", "1"),
        ("%{saturation}", "ratio", "1/100"),
        ("{anything}", "number", "1"),
        ("meq/L", "equivalent-concentration", "1/1000"),
        ("mg/a", None, None),
        ("[IU]/(6.h)", None, None),
        ("U/(2.h)", None, None),
        ("mL/min/{1.8_m2}", None, None),
        ("K/L", None, None),
        ("B", None, None),
        ("m/", None, None),
        ("x10^9/Lq", None, None),
    ],
)
def test_a_records_ucum_code_is_read_where_nothing_can_go_wrong(code, dimension, factor):
    unit = find_ucum(code)
    assert (unit and (unit.dimension, unit.factor)) == (dimension and (dimension, Fraction(factor)))


def test_near_spellings_are_offered_for_an_unknown_one():
    assert "mg/dL" in near_units("mg/dLL")
    assert near_units("xqzzjw") == ()


def test_no_spelling_stands_for_two_units():
    owners = {}
    for code, record in _data().items():
        for spelling in (code, *record.get("spellings", ())):
            key = _squeeze(spelling)
            owners.setdefault(key.lower() if len(key) > 1 else key, set()).add(code)
    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {}
    assert {code for code in unit_table() if find_unit(code).code != code} == set()


def test_scanner_spellings_are_in_normal_form_and_understood_alone():
    for spelling, code in unit_spellings().items():
        assert find_unit(spelling).code == code, spelling
        assert " " not in spelling
    for spelling in limited_spellings():
        assert normal_spelling(spelling) == spelling


# Units of the table that ucumvert cannot check: no UCUM units, or units that count things.
UNCHECKED_SIGNS = (
    "{",
    "[HPF]",
    "[LPF]",
    "[GPL",
    "[MPL",
    "[beth",
    "[arb",
    "[AU]",
    "[wood",
    "[HU]",
    "[ppb]",
    "[ppm]",
    "[MET]",
    "[stone_av]",
    "dB/m",
    "d/wk",  # days that are counted, not how long they are
    "d/mo",
)


def test_every_factor_of_the_table_agrees_with_ucumvert_and_pint():
    registry = _registry()
    by_dimension = {}
    for unit in unit_table().values():
        if not any(sign in unit.code for sign in UNCHECKED_SIGNS) and unit.code != "1":
            by_dimension.setdefault(unit.dimension, []).append(unit)
    checked = 0
    for units in by_dimension.values():
        parsed = [(unit, registry.from_ucum(unit.code)) for unit in units]
        first, first_quantity = parsed[0]
        for unit, quantity in parsed[1:]:
            if unit.dimension == "temperature":
                continue
            one = registry.Quantity(Fraction(1), getattr(quantity, "units", quantity))
            there = one.to(getattr(first_quantity, "units", first_quantity)).magnitude
            assert there == unit.factor / first.factor, (unit.code, first.code)
            checked += 1
    assert checked > 150


def same_dimension_pairs():
    by_dimension = {}
    for unit in unit_table().values():
        by_dimension.setdefault(unit.dimension, []).append(unit.code)
    return [pair for codes in by_dimension.values() for pair in combinations(codes, 2)]


def test_no_equal_pair_of_quantities_compares_inconsistently():
    pairs = [(*pair, value) for pair in same_dimension_pairs() for value in map(Decimal, ("0.1", "37.8", "3"))]
    assert len(pairs) > 1194
    for one, other, value in pairs:
        there = convert(value, one, other).value
        assert convert(there, other, one).value == Fraction(value), (one, other)


BRIDGES = [(i, u, v) for i, _, u, v, _ in EXACT if u and v]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BRIDGES), st.decimals("0.0001", "100000", places=4), st.decimals("0.0001", "100000", places=4))
def test_order_is_the_same_in_every_unit(bridge, low, high):
    ident, one, other = bridge
    there = [convert(value, one, other, measure(ident)).value for value in (low, high)]
    assert (there[0] < there[1], there[0] == there[1]) == (low < high, low == high)
    assert convert(there[0], other, one, measure(ident)).value == Fraction(low)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20))
def test_no_text_makes_a_unit_raise(text):
    unit = find_unit(text)
    assert unit is None or unit.code in unit_table()


ATOMS = st.sampled_from(
    [
        "m",
        "g",
        "L",
        "10*9",
        "/",
        ".",
        "(",
        ")",
        "2",
        "-3",
        "[IU]",
        "{x}",
        "{",
        "}",
        "s",
        "K",
        "mo",
        "%",
        "99",
        "B[SPL]",
        "*",
        "^",
        "0",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ATOMS, max_size=12).map("".join) | st.text(max_size=12))
def test_no_recorded_code_makes_a_unit_raise(code):
    unit = find_ucum(code)
    assert unit is None or unit.factor > 0


@pytest.mark.parametrize("word", ["a", "score", "index", "times", "stones", "N", "1"])
def test_words_of_running_text_are_units_only_in_a_records_unit_field(word):
    assert find_unit(word) is not None
    assert normal_spelling(word) not in unit_spellings()


def test_an_endless_spelling_or_power_is_unknown():
    assert find_unit("mg/dL" * 100_000) is None
    assert find_ucum("10*99999999/L") is None
    assert convert(Decimal(1), ".".join(["10*99"] * 12) + "/L", "10*9/L").how != ""
    assert find_ucum("(" * 60 + "g" + ")" * 60) is None
    assert near_units("x" * 1_000_000) == ()


def functional_tests(section):
    path = SHARED / "UcumFunctionalTests.xml"
    if not path.is_file():
        pytest.skip("the UCUM functional tests (../shared/units) are not beside this checkout")
    return ElementTree.parse(path).getroot().find(section).findall("case")


def test_ucum_conversions_that_are_accepted_come_out_right():
    right = 0
    for case in functional_tests("conversion"):
        source, target = find_ucum(case.get("srcUnit")), find_ucum(case.get("dstUnit"))
        if source is None or target is None or source.dimension != target.dimension:
            continue
        found = convert(Decimal(case.get("value")), case.get("srcUnit"), case.get("dstUnit"))
        assert found.value is not None
        expected = Decimal(case.get("outcome"))
        last_digit = Fraction(Decimal(1).scaleb(int(expected.as_tuple().exponent)))
        assert abs(found.value - Fraction(expected)) <= last_digit / 2, case.attrib
        right += 1
    assert right >= 5


def test_codes_that_ucum_refuses_are_refused_or_in_the_vetted_table():
    for case in functional_tests("validation"):
        code = case.get("unit")
        if case.get("valid") == "false" and code and find_ucum(code) is not None:
            assert find_unit(code) is not None, code


def test_common_ucum_codes_are_accepted_with_their_own_dimension_or_refused():
    path = SHARED / "ucum_examples.tsv"
    if not path.is_file():
        pytest.skip("the UCUM examples (../shared/units) are not beside this checkout")
    codes = [line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines()[1:] if "\t" in line]
    accepted = [code for code in codes if find_ucum(code) is not None]
    assert len(accepted) > len(codes) / 2
    for needed in (
        "10*3/uL",
        "g/dL",
        "mg/dL",
        "mL/min/{1.73_m2}",
        "{score}",
        "Cel",
        "[degF]",
        "kg/m2",
        "mm[Hg]",
        "/min",
    ):
        assert find_ucum(needed) is not None
