"""The ways between dimensions that a measure opens: molar mass, valence, U as IU, equal amounts, a master equation."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from functools import lru_cache
from typing import Any
from typing import NamedTuple
from typing import Protocol

from screener.core.data import read_text
from screener.core.flat_toml import records
from screener.core.units import Unit
from screener.core.units import unit_table


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


class Line(NamedTuple):
    """The map `factor * value + offset`, with what it rests on."""

    factor: Fraction
    offset: Fraction
    why: tuple[str, ...] = ()

    def then(self, other: Line) -> Line:
        """This map, and the other one after it."""
        return Line(self.factor * other.factor, self.offset * other.factor + other.offset, self.why + other.why)

    def back(self) -> Line:
        """The map the other way round."""
        return Line(1 / self.factor, -self.offset / self.factor, self.why)


SAME = Line(Fraction(1), Fraction(0))
"""The way from a unit to itself."""


def to_base(unit: Unit) -> Line:
    """The way from a unit to its dimension's base."""
    return Line(unit.factor, unit.offset)


def bridge(source: str, target: str, measure: MeasureLike | None) -> Line | None:
    """The way from one dimension's base unit to another's, over what the measure allows."""
    ways = {source: SAME}
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
def _edges(measure: MeasureLike | None) -> tuple[tuple[str, str, Line], ...]:
    return () if measure is None else tuple(_bridges(measure))


def _bridges(measure: MeasureLike) -> Iterator[tuple[str, str, Line]]:
    none = Fraction(0)
    for name, dimension in dimensions().items():
        if measure.molar_mass is not None and "molar" in dimension:
            why = f"molar mass {measure.molar_mass} g/mol"
            yield name, dimension["molar"], Line(1 / Fraction(measure.molar_mass), none, (why,))
        if measure.valence is not None and "valence" in dimension:
            yield name, dimension["valence"], Line(Fraction(measure.valence), none, (f"valence {measure.valence}",))
        if measure.u_is_iu and "iu" in dimension:
            yield name, dimension["iu"], Line(Fraction(1), none, ("its U and IU are the same",))
    for amount, unit, worth, other in measure.equals:
        one, two = unit_table()[unit], unit_table()[other]
        factor = Fraction(worth) * two.factor / (Fraction(amount) * one.factor)
        why = f"{amount} {one.label or unit} is {worth} {two.label or other}"
        yield one.dimension, two.dimension, Line(factor, none, (why,))
    if measure.affine is not None:
        unit, factor_text, offset_text = measure.affine
        one, two = unit_table()[unit], unit_table()[measure.unit]
        line = Line(Fraction(factor_text), Fraction(offset_text), ("its master equation",))
        yield one.dimension, two.dimension, to_base(one).back().then(line).then(to_base(two))


@cache
def dimensions() -> Mapping[str, Mapping[str, Any]]:
    """What `rules/dimensions.toml` says of each dimension."""
    return records(read_text("rules", "dimensions.toml"))
