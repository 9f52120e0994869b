"""Brings raw and UCUM unit spellings to one key, so that agreement can be told without the program's own table."""

from __future__ import annotations

import re

_WORDS = {
    "a": "y yr yrs year years y/o yo yearsold yearsofage yearsoldorolder ans an age",
    "mo": "month months mos mois",
    "wk": "week weeks wks w",
    "d": "day days",
    "h": "hour hours hr hrs",
    "min": "minute minutes mins",
    "%": "percent pct",
    "kg": "kilogram kilograms kgs",
    "g": "gm gms gram grams",
    "lb": "lbs pound pounds lb_av [lb_av]",
    "cm": "centimeter centimeters centimetre",
    "mm": "millimeter millimeters",
    "ms": "msec msecs millisecond milliseconds",
    "s": "sec secs second seconds",
    "mg/dl": "mg%",
    "g/dl": "gm/dl gms/dl",
    "mmol/l": "mm/l",
    "umol/l": "micromol/l micromolesl",
    "u/l": "iu/l ui/l",
    "u/ml": "iu/ml ui/ml",
    "ml/min": "cc/min ml/minute cc/minute mls/min",
    "ml/min/1.73m2": "ml/min/1.73m^2 ml/min/1.7m2 ml/min/1.73 ml/minute/1.73m2 ml/min/1.73m*m",
    "/ul": "/mm3 /mm^3 cells/mm3 cells/ul cells/mm^3 cels/mm3 /cumm /microl 1/ul mm3 copies/mm3 elements/mm3",
    "10^3/ul": "k/ul k/cumm k/mm3 10^9/l 109/l x10^9/l x109/l 10^3/mm3 x10^3/ul x10^3/mm3 g/l(cells)",
    "mmhg": "mmhgsystolic mmhgdiastolic",
    "/min": "bpm beats/min beats/minute beatsperminute /minute breaths/minute breaths/min rpm 1/min",
    "cel": "c celsius degreecelsius degreescelsius °c ºc",
    "degf": "f °f",
    "1": "point points score",
    "copies/ml": "cp/ml",
    "log10copies/ml": "",
}
_ALIAS = {spelling: key for key, words in _WORDS.items() for spelling in (key, *words.split())}
_KNOWN = """
mg l ml mol mmol umol nmol pmol ng pg ug mg/kg mg/d ng/ml ng/dl pg/ml ug/l ug/ml ug/dl ng/l meq/l mmol/mol g/l kg/m2 m2
mm2 cm2 mg/g g/d deg degree mg/l nmol/l pmol/l mu/l mu/ml u meq m cmh2o mg/kg/d g/kg um mv pa kpa /h
"""
_PLAIN = frozenset(_KNOWN.split())
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁄×μµ", "0123456789/xuu")


def unit_key(spelling: str) -> str | None:
    """One key per unit, from raw words or a UCUM code; None when the spelling is not one that this table knows."""
    plain = spelling.lower().translate(_SUPER)
    plain = re.sub(r"\{[^}]*\}", "", plain.replace("{1.73_m2}", "1.73m2")).replace("\\", "")
    plain = plain.replace("[iu]", "iu").replace("mm[hg]", "mmhg").replace("[in_i]", "in").replace("cm[h2o]", "cmh2o")
    plain = plain.replace("10*", "10^").replace("[degf]", "degf").replace("[lb_av]", "lb")
    plain = re.sub(r"\bper\b|⁄", "/", plain)
    words = re.sub(r"\s*/\s*", "/", plain).split()
    for count in range(min(len(words), 4), 0, -1):
        key = "".join(words[:count]).strip(".,;:()[]").replace("m^2", "m2").replace("1.73.m2", "1.73m2")
        if key in _ALIAS:
            return _ALIAS[key]
        if key in _PLAIN:
            return key
    return None


TIME_IN_HOURS = {"hour": 1, "day": 24, "week": 168}
TIME_IN_MONTHS = {"month": 1, "year": 12}
_TIME_NAME = {"h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}


def time_unit(spelling: str) -> str | None:
    """`hour` to `year` for any spelling of a unit of time."""
    key = unit_key(spelling.strip())
    return _TIME_NAME.get(key) if key else None
