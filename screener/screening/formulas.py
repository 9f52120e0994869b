"""Published formulas for derived values; the sources stand in `rules/screening.toml`."""

from __future__ import annotations

from decimal import Context
from decimal import Decimal
from decimal import localcontext
from fractions import Fraction

from screener.screening.amounts import Range

_PRECISION = Context(prec=40)
_MARGIN = Fraction(1, 10**25)
"""Relative width left around a rounded power, far wider than the rounding; a limit inside it is not decided."""


def _rounded(value: Decimal) -> Range:
    exact = Fraction(value)
    slack = abs(exact) * _MARGIN
    return Range(exact - slack, exact + slack)


def power(base: Fraction, exponent: Fraction) -> Decimal:
    """base ** exponent to 40 figures."""
    with localcontext(_PRECISION):
        number = Decimal(base.numerator) / Decimal(base.denominator)
        if number == 0:
            return Decimal(0)
        return number ** (Decimal(exponent.numerator) / Decimal(exponent.denominator))


def bmi(weight_kg: Fraction, height_m: Fraction) -> Range:
    """Body mass index in kg/m2."""
    value = weight_kg / height_m**2
    return Range(value, value)


def bsa(height_cm: Fraction, weight_kg: Fraction) -> Range:
    """Body surface area in m2."""
    return _rounded(power(height_cm * weight_kg / 3600, Fraction(1, 2)))


def absolute_count(white_cells: Fraction, percent: Fraction) -> Range:
    """An absolute count from the white cells and their differential, in the unit of the white cells."""
    value = white_cells * percent / 100
    return Range(value, value)


def cockcroft_gault(age: tuple[int, int], weight_kg: Fraction, creatinine_mg_dl: Fraction, sex: str) -> Range:
    """Creatinine clearance in mL/min; an age not known to the year gives a range."""
    ends = sorted((140 - years) * weight_kg / (72 * creatinine_mg_dl) for years in age)
    factor = Fraction(85, 100) if sex == "female" else Fraction(1)
    return Range(ends[0] * factor, ends[1] * factor)


def ckd_epi_2021(age: tuple[int, int], creatinine_mg_dl: Fraction, sex: str) -> Range:
    """Estimated glomerular filtration rate in mL/min/{1.73_m2}."""
    kappa, alpha, factor = (
        (Fraction(7, 10), Fraction(-241, 1000), Decimal("1.012"))
        if sex == "female"
        else (Fraction(9, 10), Fraction(-302, 1000), Decimal(1))
    )
    ratio = creatinine_mg_dl / kappa
    with localcontext(_PRECISION):
        shape = power(min(ratio, Fraction(1)), alpha) * power(max(ratio, Fraction(1)), Fraction(-12, 10))
        ends = sorted(142 * shape * Decimal("0.9938") ** years * factor for years in age)
    low, high = _rounded(ends[0]), _rounded(ends[1])
    return Range(low.low, high.high)


def fridericia(qt_ms: Fraction, heart_rate: Fraction) -> Range:
    """Corrected QT interval in ms, from the heart rate per minute."""
    with localcontext(_PRECISION):
        value = Decimal(qt_ms.numerator) / Decimal(qt_ms.denominator) / power(60 / heart_rate, Fraction(1, 3))
    return _rounded(value)


def corrected_calcium(calcium_mg_dl: Fraction, albumin_g_dl: Fraction) -> Range:
    """Calcium corrected for albumin, in mg/dL."""
    value = calcium_mg_dl + Fraction(8, 10) * (4 - albumin_g_dl)
    return Range(value, value)


def pf_ratio(pao2_mmhg: Fraction, fio2_percent: Fraction) -> Range:
    """PaO2 over the inspired fraction, in mm[Hg]."""
    value = pao2_mmhg / (fio2_percent / 100)
    return Range(value, value)
