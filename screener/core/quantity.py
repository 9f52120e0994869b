"""Exact conversion between units: takes a value with its unit as written, gives the value in another or why not.

The one importer of pint and ucumvert, and only for UCUM codes of records that the vetted table lacks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context
from decimal import Decimal
from fractions import Fraction
from functools import cache
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

from screener.core.bridges import SAME
from screener.core.bridges import Line
from screener.core.bridges import MeasureLike
from screener.core.bridges import bridge
from screener.core.bridges import dimensions
from screener.core.bridges import to_base
from screener.core.reasons import Reason
from screener.core.units import LONGEST
from screener.core.units import Unit
from screener.core.units import find_unit
from screener.core.units import limited_spellings
from screener.core.units import near_units
from screener.core.units import normal_spelling
from screener.core.units import refused_spellings
from screener.core.units import spelled_out
from screener.core.units import unit_first_words
from screener.core.units import unit_spellings
from screener.core.units import unit_table
from screener.core.units import unit_words

if TYPE_CHECKING:
    from ucumvert import PintUcumRegistry

__all__ = [
    "Conversion",
    "MeasureLike",
    "Unit",
    "convert",
    "find_ucum",
    "find_unit",
    "limited_spellings",
    "near_units",
    "normal_spelling",
    "spelled_out",
    "unit_first_words",
    "unit_spellings",
    "unit_words",
]


@dataclass(frozen=True, slots=True)
class Conversion:
    """A value in the target unit, exactly; or the problem. `how` tells the conversion in one sentence, '' if none."""

    value: Fraction | None
    problem: Reason | None = None
    how: str = ""


def convert(
    value: Decimal | Fraction, source: str | None, target: str | None, measure: MeasureLike | None = None
) -> Conversion:
    """The value in the target unit. Units are spellings or UCUM codes; the measure bridges dimensions where it may.

    A missing unit is a unit only where nothing was missed: for a pure number such as a score.
    """
    planned = _plan(source, target, measure)
    if isinstance(planned, Reason):
        return Conversion(None, planned)
    line, how = planned
    return Conversion(Fraction(value) * line.factor + line.offset, None, how)


@lru_cache(maxsize=8192)
def _plan(source: str | None, target: str | None, measure: MeasureLike | None) -> tuple[Line, str] | Reason:
    if not source and not target and measure is None:
        return SAME, ""
    one, other = _unit(source, measure), _unit(target, measure)
    if one is None or other is None:
        return Reason.UNIT_UNKNOWN
    if one == other:
        return SAME, ""
    between = bridge(one.dimension, other.dimension, measure)
    if between is None:
        return Reason.DIMENSION_MISMATCH
    line = to_base(one).then(between).then(to_base(other).back())
    return line, _sentence(one, other, line)


def _unit(spelling: str | None, measure: MeasureLike | None) -> Unit | None:
    if spelling and spelling.strip():
        return find_unit(spelling, measure) or find_ucum(spelling.strip())
    default = unit_table().get(measure.unit) if measure is not None else None
    counts = default is not None and (default.dimension == "number" or default.code[:1] + default.code[-1:] == "{}")
    return default if counts else None


def _sentence(one: Unit, other: Unit, line: Line) -> str:
    if line.factor == 1 and not line.offset and not line.why:
        return ""
    times = f" x {_number(line.factor)}" if line.factor != 1 else ""
    plus = f" {'+' if line.offset > 0 else '-'} {_number(abs(line.offset))}" if line.offset else ""
    because = f" ({'; '.join(line.why)})" if line.why else ""
    return f"{one.label or '1'} to {other.label or '1'}:{times}{plus or ('' if times else ' the same')}{because}"


_SIX_FIGURES = Context(prec=6)


def _number(value: Fraction) -> str:
    """A fraction as a person would write it: whole, decimal, or rounded to six figures with ≈."""
    rounded = _SIX_FIGURES.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize()
    text = f"{rounded:f}" if -6 <= rounded.adjusted() <= 12 else str(rounded)
    return text if Fraction(rounded) == value else f"≈{text}"


_ANNOTATION = re.compile(r"\{([^{}]*)\}(?=[./)]|$)")
_TRAPS = re.compile(
    r"\[(?!in_|ft_|yd_|mi_|lb_|oz_|pt_|gal_|foz_)|['%+]|\d{4}"
    r"|(?<![A-Za-z])(?:[mu]?eq|[mu]?osm|[mu]?U|Cel|B|Np|deg|rad|(?:a|mo)(?:_[gjst])?)(?![A-Za-z])"
)
"""What UCUM or ucumvert reads as something else than a clinician: arbitrary units, charges, years, vast powers."""


@lru_cache(maxsize=2048)
def find_ucum(code: str) -> Unit | None:
    """The unit of a UCUM code from a record: out of the table, else as ucumvert reads it if nothing can go wrong.

    Annotations in braces carry no meaning in UCUM and are left out, unless they hold a number.
    """
    known = find_unit(code)
    if known or normal_spelling(code) in limited_spellings() or code in refused_spellings():
        return known
    if any(char.isdigit() for note in _ANNOTATION.findall(code) for char in note):
        return None
    bare = _ANNOTATION.sub("", code).rstrip("./") if "{" in code else code
    if bare != code:
        return find_ucum(bare) if bare else unit_table()["1"]
    refused = "{" in code or len(code) > LONGEST or not code.isascii() or _TRAPS.search(code)
    return None if refused else _parsed(code)


def _parsed(code: str) -> Unit | None:
    """The unit as ucumvert reads it, if the table knows its dimension."""
    from lark.exceptions import LarkError
    from pint.errors import PintError

    try:
        quantity = _registry().from_ucum(code)
        unit = getattr(quantity, "units", quantity)
        dimension, base = _physical().get(str(unit.dimensionality), ("", None))
        if base is None:
            return None
        one = _registry().Quantity(Fraction(1), unit).to(base).magnitude
    except (LarkError, PintError, ArithmeticError, AttributeError, RecursionError, TypeError, ValueError):
        return None
    count = getattr(quantity, "magnitude", 1)
    exact = Fraction(count).limit_denominator(10**6)
    # ucumvert gives the count of a unit ("10" of "10*3/uL") as a float: one that no short fraction equals is not taken.
    return Unit(code, dimension, code, one * exact) if float(exact) == count else None


@cache
def _registry() -> PintUcumRegistry:
    """pint's registry of UCUM units, exact; built only when a record's unit is not in the table."""
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry(non_int_type=Fraction)


@cache
def _physical() -> dict[str, tuple[str, Any]]:
    """Physical dimension, as pint writes it, to the table's dimension and its base unit in pint."""
    bases = {name: _registry().from_ucum(entry["base"]) for name, entry in dimensions().items() if entry.get("ucum")}
    units = {name: getattr(base, "units", base) for name, base in bases.items()}
    return {str(unit.dimensionality): (name, unit) for name, unit in units.items()}
