"""A small fixed vocabulary, so that tests of the notation do not hang on the catalogue."""

from __future__ import annotations

from difflib import get_close_matches

from screener.criteria.vocabulary import Vocabulary

from strategies import CONCEPTS

LABELS = {
    **dict(CONCEPTS),
    "alt": "Alanine aminotransferase",
    "fvc": "Forced vital capacity",
    "mmt": "Manual muscle testing",
    "hiv-test": "HIV test",
    "sex": "Sex",
    "malignancy": "Malignancy",
    "corticosteroids": "Corticosteroids",
    "penicillin": "Penicillin",
    "childbearing-potential": "Childbearing potential",
    "surgery": "Surgery",
}
del LABELS["no-such-concept"]
UNITS = {"g/L": "g/L", "g/l": "g/L", "g/dL": "g/dL", "g/dl": "g/dL", "%": "%", "mg": "mg", "mg/d": "mg/d"}
UNITS |= {
    "mg/kg/d": "mg/kg/d",
    "10*9/L": "10*9/L",
    "U/L": "U/L",
    "mm[Hg]": "mm[Hg]",
    "mmHg": "mm[Hg]",
    "1": "1",
    "a": "a",
}
NEEDED = {"hemoglobin": "g/L", "age": "a"}

NAMES = Vocabulary(
    label=LABELS.get,
    near_concepts=lambda name: tuple(get_close_matches(name, LABELS, n=3, cutoff=0.6)),
    unit_code=UNITS.get,
    near_units=lambda spelling: tuple(get_close_matches(spelling, UNITS, n=2, cutoff=0.5)),
    default_unit=NEEDED.get,
)
