"""Values that the record does not hold but a published formula gives from what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from screener.core.calendar import PartialDate
from screener.core.quantity import Conversion
from screener.core.reasons import Reason
from screener.screening import formulas
from screener.screening.age import age_range
from screener.screening.amounts import Range
from screener.screening.amounts import converted
from screener.screening.amounts import shown
from screener.screening.amounts import with_unit
from screener.screening.case import Case
from screener.screening.measured import Dated
from screener.screening.measured import choose
from screener.screening.measured import latest
from screener.screening.outcome import Outcome
from screener.screening.outcome import unknown
from screener.screening.words import formula_source


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived value in its unit, with its formula and the record's entries that went in."""

    value: Range
    unit: str
    formula: str
    sources: tuple[str, ...]
    day: PartialDate


@dataclass(frozen=True, slots=True)
class Input:
    """One exact current value that goes into a formula."""

    value: Fraction
    unit: str
    source: str
    day: PartialDate
    label: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a formula needs, as concept and unit, and what it makes of it.

    The first of several concepts that the record holds is taken. `same_day` where the inputs belong to one sample or
    one tracing; `sexed` and `aged` where the candidate's sex and age enter.
    """

    unit: str
    inputs: tuple[tuple[tuple[str, ...], str], ...]
    make: Callable[[list[Fraction], tuple[int, int], str], Range]
    source: str
    same_day: bool = False
    sexed: bool = False
    aged: bool = False
    adults: bool = False


_WBC = (("wbc",), "10*9/L")
_WEIGHT = (("weight",), "kg")
_CREATININE = (("creatinine",), "mg/dL")


def _absolute(cells: str) -> Recipe:
    """An absolute count from the white cells and the percentage of one blood count."""
    percent = ((f"{cells.removesuffix('s')}-percent",), "%")
    return Recipe(
        "10*9/L",
        (_WBC, percent),
        lambda v, _a, _s: formulas.absolute_count(v[0], v[1]),
        "absolute-count",
        same_day=True,
    )


RECIPES: dict[str, Recipe] = {
    "bmi": Recipe(
        "kg/m2",
        (_WEIGHT, (("height",), "m")),
        lambda v, _a, _s: formulas.bmi(v[0], v[1]),
        "bmi",
    ),
    "bsa": Recipe(
        "m2",
        ((("height",), "cm"), _WEIGHT),
        lambda v, _a, _s: formulas.bsa(v[0], v[1]),
        "bsa",
    ),
    **{cells: _absolute(cells) for cells in ("neutrophils", "lymphocytes", "monocytes", "eosinophils", "basophils")},
    "creatinine-clearance": Recipe(
        "mL/min",
        (_WEIGHT, _CREATININE),
        lambda v, a, s: formulas.cockcroft_gault(a, v[0], v[1], s),
        "creatinine-clearance",
        sexed=True,
        aged=True,
        adults=True,
    ),
    "egfr": Recipe(
        "mL/min/{1.73_m2}",
        (_CREATININE,),
        lambda v, a, s: formulas.ckd_epi_2021(a, v[0], s),
        "egfr",
        sexed=True,
        aged=True,
        adults=True,
    ),
    "qtcf": Recipe(
        "ms",
        ((("qt",), "ms"), (("heart-rate",), "/min")),
        lambda v, _a, _s: formulas.fridericia(v[0], v[1]),
        "qtcf",
        same_day=True,
    ),
    "corrected-calcium": Recipe(
        "mg/dL",
        ((("calcium",), "mg/dL"), (("albumin",), "g/dL")),
        lambda v, _a, _s: formulas.corrected_calcium(v[0], v[1]),
        "corrected-calcium",
        same_day=True,
    ),
    "pf-ratio": Recipe(
        "mm[Hg]",
        ((("pao2",), "mm[Hg]"), (("fio2",), "%")),
        lambda v, _a, _s: formulas.pf_ratio(v[0], v[1]),
        "pf-ratio",
        same_day=True,
    ),
}


def derive(concept: str, case: Case) -> Derived | Outcome | None:
    """The derived value; None where there is no formula, the site uses none, or an input is missing."""
    recipe = RECIPES.get(concept)
    if recipe is None or not _wanted(concept, case):
        return None
    patient = case.chart.patient
    sex = patient.sex or ""
    if recipe.sexed and sex not in ("male", "female"):
        return None
    inputs: list[Input] = []
    for names, unit in recipe.inputs:
        found = _input(names, unit, case)
        if found is None:
            return None
        inputs.append(found)
    if recipe.same_day and len({item.day for item in inputs}) > 1:
        return None
    ages = age_range(case.index, case) if recipe.aged else (0, 0)
    if ages is None or (recipe.adults and ages[0] < 18):
        return None
    if any(item.value <= 0 for item in inputs):
        return unknown(
            Reason.IMPLAUSIBLE, f"A value that {case.label(concept, concept)} is derived from is not plausible."
        )
    value = recipe.make([item.value for item in inputs], (ages[0], ages[1]), sex)
    used = ", ".join(f"{item.label} {with_unit(shown(item.value), item.unit)}" for item in inputs)
    formula = f"{formula_source(recipe.source)} from {used}"
    return Derived(
        value,
        recipe.unit,
        formula,
        tuple(item.source for item in inputs if item.source),
        min(item.day for item in inputs),
    )


def _wanted(concept: str, case: Case) -> bool:
    if concept == "egfr":
        return case.site.formulas.egfr != "none"
    if concept == "creatinine-clearance":
        return case.site.formulas.creatinine_clearance != "none"
    return True


def _input(names: tuple[str, ...], unit: str, case: Case) -> Input | None:
    """The latest current value of the first measure that the record holds, exact, plausible and not in doubt."""
    for name in names:
        if name not in case.catalog:
            continue
        label = case.label(name, name)
        chosen = choose(name, label, None, case)
        usable = tuple(item for item in chosen.entries if item.entry.value is not None and item.certain)
        if not usable:
            continue
        values = {_exact(item, unit, name, case) for item in latest(usable)}
        number = values.pop() if len(values) == 1 else None
        if number is None:
            return None
        return Input(number, unit, usable[0].entry.id, usable[0].day, label)
    return None


def _exact(item: Dated, unit: str, name: str, case: Case) -> Fraction | None:
    entry, measure = item.entry, case.measure(name)
    if entry.value is None or entry.comparator is not None:
        return None
    number = Fraction(entry.value)
    value = converted(Range(number, number), entry.unit, unit, name)
    usual = converted(Range(number, number), entry.unit, measure.unit if measure else None, name)
    if isinstance(value, Conversion) or isinstance(usual, Conversion) or usual.low is None:
        return None
    if measure is not None and (
        (measure.low is not None and usual.low < measure.low) or (measure.high is not None and usual.low > measure.high)
    ):
        return None
    return value.low


def weight_in_kg(case: Case) -> Fraction | None:
    """The latest current body weight; None where it is not recorded or in doubt."""
    found = _input(*_WEIGHT, case)
    return None if found is None or found.value <= 0 else found.value
