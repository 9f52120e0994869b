"""What an entry of the catalogue is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ConceptKind = Literal[
    "lab",
    "vital",
    "score",
    "ordinal",
    "test",
    "imaging",
    "function",
    "demographic",
    "condition",
    "drug",
    "drug-class",
    "procedure",
    "device",
    "therapy",
    "vaccine",
    "state",
]
MEASURE_KINDS = frozenset({"lab", "vital", "score", "ordinal", "test", "imaging", "function"})


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a public code system: `loinc`, `snomed`, `icd10cm`, `rxnorm`, `atc`, `cvx`, `mesh`.

    An `icd10cm` or `atc` code that ends in `*` is a prefix: `C*` covers all that start with C.
    """

    system: str
    code: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How a measured concept is counted.

    unit: the UCUM default; `units` the allowed UCUM units (the default among them). A score's unit is `1`.
    low, high: what is plausible, in the default unit. current_for: days that a value stays current, None for ever.
    molar_mass in g/mol, valence for mEq, `u_is_iu` where U and IU are the same thing. `equals` holds what is equal for
    this measure alone, as (amount, unit, amount, unit): 1 ng/mL of prolactin is 21.2 m[IU]/L. affine: (from_unit,
    factor, offset) where a conversion is not proportional: the value in the default unit is factor x value + offset
    (HbA1c from mmol/mol). scale_min, scale_max of a score; `classes` the ordered class names of an ordinal (lowest
    first), or the values of a nominal demographic in no order. unit_by_size: the range in which a number that is
    written without a unit can only be in `unit`, as in no other that is in use (a blood pressure of 140). grades: the
    findings that it tells the severity of (NYHA that of heart failure), `*` for any. Every one with its source in the data
    file.
    """

    unit: str
    units: tuple[str, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    current_for: int | None = 90
    molar_mass: Decimal | None = None
    valence: int | None = None
    equals: tuple[tuple[Decimal, str, Decimal, str], ...] = ()
    u_is_iu: bool = False
    unit_by_size: tuple[Decimal, Decimal] | None = None
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    classes: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    affine: tuple[str, Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry: what it is called, coded and asked.

    parents: the concepts that this one is a kind of (a drug's classes, a disease's broader diseases).
    closed: for a class, whether its membership is pinned to a source so that a record can show absence.
    stage: for a state, the earliest stage at which it can be known (`prescreen`, `screening`, `baseline`).
    """

    id: str
    kind: ConceptKind
    label: str
    synonyms: tuple[str, ...] = ()
    codes: tuple[Coding, ...] = ()
    parents: tuple[str, ...] = ()
    closed: bool = True
    stage: Literal["prescreen", "screening", "baseline"] = "prescreen"
    question: str = ""
    source: str = ""
    measure: Measure | None = None
