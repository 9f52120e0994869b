"""Exact conversion between units: takes a value with its unit as written, gives the value in another or why not.

The one importer of pint and ucumvert, and only for UCUM codes of records that the vetted table lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import Protocol

from screener.core.data import read_text
from screener.core.flat_toml import records
from screener.core.reasons import Reason
from screener.core.units import LONGEST
from screener.core.units import Unit
from screener.core.units import find_unit
from screener.core.units import limited_spellings
from screener.core.units import near_units
from screener.core.units import normal_spelling
from screener.core.units import refused_spellings
from screener.core.units import unit_spellings
from screener.core.units import unit_table

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
    "unit_spellings",
]


class MeasureLike(Protocol):
    """What conversion needs to know of an analyte; `catalog.concept.Measure` has it."""

    def __hash__(self) -> int: ...

    @property
    def unit(self) -> str:
        """The default unit."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that it may be recorded in."""

    @property
    def molar_mass(self) -> Decimal | None:
        """In g/mol."""

    @property
    def valence(self) -> int | None:
        """Charges of one ion."""

    @property
    def u_is_iu(self) -> bool:
        """Whether its U and its IU are the same thing."""

    @property
    def equals(self) -> tuple[tuple[Decimal, str, Decimal, str], ...]:
        """Amounts that are equal for it alone."""

    @property
    def affine(self) -> tuple[str, Decimal, Decimal] | None:
        """From a unit to the default one: factor and offset."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A value in the target unit, exactly; or the problem. `how` tells the conversion in one sentence, '' if none."""

    value: Fraction | None
    problem: Reason | None = None
    how: str = ""


class _Line(NamedTuple):
    """The map `factor * value + offset`, with what it rests on."""

    factor: Fraction
    offset: Fraction
    why: tuple[str, ...] = ()

    def then(self, other: _Line) -> _Line:
        return _Line(self.factor * other.factor, self.offset * other.factor + other.offset, self.why + other.why)

    def back(self) -> _Line:
        return _Line(1 / self.factor, -self.offset / self.factor, self.why)


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
def _plan(source: str | None, target: str | None, measure: MeasureLike | None) -> tuple[_Line, str] | Reason:
    if not source and not target and measure is None:
        return _Line(Fraction(1), Fraction(0)), ""
    one, other = _unit(source, measure), _unit(target, measure)
    if one is None or other is None:
        return Reason.UNIT_UNKNOWN
    if one == other:
        return _Line(Fraction(1), Fraction(0)), ""
    bridge = _bridge(one.dimension, other.dimension, measure)
    if bridge is None:
        return Reason.DIMENSION_MISMATCH
    line = _to_base(one).then(bridge).then(_to_base(other).back())
    return line, _sentence(one, other, line)


def _unit(spelling: str | None, measure: MeasureLike | None) -> Unit | None:
    if spelling and spelling.strip():
        return find_unit(spelling, measure) or find_ucum(spelling.strip())
    default = unit_table().get(measure.unit) if measure is not None else None
    return default if default is not None and default.dimension == "number" else None


def _to_base(unit: Unit) -> _Line:
    return _Line(unit.factor, unit.offset)


def _sentence(one: Unit, other: Unit, line: _Line) -> str:
    if line.factor == 1 and not line.offset and not line.why:
        return ""
    times = f" x {_number(line.factor)}" if line.factor != 1 else ""
    plus = f" {'+' if line.offset > 0 else '-'} {_number(abs(line.offset))}" if line.offset else ""
    because = f" ({'; '.join(line.why)})" if line.why else ""
    return f"{one.label or '1'} to {other.label or '1'}:{times}{plus or ('' if times else ' the same')}{because}"


def _number(value: Fraction) -> str:
    """A fraction as a person would write it: whole, decimal or rounded to six figures with ≈."""
    text = f"{float(value):.6g}"
    return text if Fraction(text) == value else f"≈{text}"


def _bridge(source: str, target: str, measure: MeasureLike | None) -> _Line | None:
    """The way from one dimension's base unit to another's, over what the measure allows."""
    ways = {source: _Line(Fraction(1), Fraction(0))}
    waiting = [source]
    while waiting:
        here = waiting.pop(0)
        if here == target:
            return ways[here]
        for start, end, line in _edges(measure):
            for near, step in ((end, line),) if start == here else ((start, line.back()),) if end == here else ():
                if near not in ways:
                    ways[near] = ways[here].then(step)
                    waiting.append(near)
    return None


@lru_cache(maxsize=1024)
def _edges(measure: MeasureLike | None) -> tuple[tuple[str, str, _Line], ...]:
    return () if measure is None else tuple(_bridges(measure))


def _bridges(measure: MeasureLike) -> Iterator[tuple[str, str, _Line]]:
    none = Fraction(0)
    for name, dimension in _dimensions().items():
        if measure.molar_mass is not None and "molar" in dimension:
            why = f"molar mass {measure.molar_mass} g/mol"
            yield name, dimension["molar"], _Line(1 / Fraction(measure.molar_mass), none, (why,))
        if measure.valence is not None and "valence" in dimension:
            yield name, dimension["valence"], _Line(Fraction(measure.valence), none, (f"valence {measure.valence}",))
        if measure.u_is_iu and "iu" in dimension:
            yield name, dimension["iu"], _Line(Fraction(1), none, ("its U and IU are the same",))
    for amount, unit, worth, other in measure.equals:
        one, two = unit_table()[unit], unit_table()[other]
        factor = Fraction(worth) * two.factor / (Fraction(amount) * one.factor)
        why = f"{amount} {one.label or unit} is {worth} {two.label or other}"
        yield one.dimension, two.dimension, _Line(factor, none, (why,))
    if measure.affine is not None:
        unit, factor_text, offset_text = measure.affine
        one, two = unit_table()[unit], unit_table()[measure.unit]
        line = _Line(Fraction(factor_text), Fraction(offset_text), ("its master equation",))
        yield one.dimension, two.dimension, _to_base(one).back().then(line).then(_to_base(two))


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
    return Unit(code, dimension, code, one * exact) if float(exact) == float(count) else None


@cache
def _registry() -> PintUcumRegistry:
    """pint's registry of UCUM units, exact; built only when a record's unit is not in the table."""
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry(non_int_type=Fraction)


@cache
def _physical() -> dict[str, tuple[str, Any]]:
    """Physical dimension, as pint writes it, to the table's dimension and its base unit in pint."""
    bases = {name: _registry().from_ucum(entry["base"]) for name, entry in _dimensions().items() if entry.get("ucum")}
    units = {name: getattr(base, "units", base) for name, base in bases.items()}
    return {str(unit.dimensionality): (name, unit) for name, unit in units.items()}


@cache
def _dimensions() -> Mapping[str, Mapping[str, Any]]:
    return records(read_text("rules", "dimensions.toml"))
