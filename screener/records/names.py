"""Finds the catalogue concepts that a recorded name is in full; never from a part of a disease's name."""

from __future__ import annotations

import re
from functools import lru_cache

from screener.catalog.concept import MEASURE_KINDS
from screener.catalog.load import catalog
from screener.records.spellings import bracketed
from screener.records.spellings import plainer
from screener.records.vocabulary import vocabulary

CONDITION_KINDS = frozenset({"condition", "state"})
DRUG_KINDS = frozenset({"drug", "drug-class"})
TREATMENT_KINDS = DRUG_KINDS | {"procedure", "device", "therapy", "vaccine"}
VACCINE_KINDS = frozenset({"vaccine"})
OBSERVED_KINDS = MEASURE_KINDS | {"demographic", "state", "condition"}
SUBSTANCE_KINDS = DRUG_KINDS | {"vaccine", "procedure"}

_LONGEST_NAME = 300
_TAG = re.compile(
    r"\s*\((?:disorder|finding|situation|procedure|event|observable entity|substance|product|medicinal product"
    r"|clinical drug|qualifier value|regime/therapy|morphologic abnormality"
    r"|body structure|physical object|context)\)\s*$",
    re.IGNORECASE,
)
_BRAND = re.compile(r"\[([^\]]*)\]")
_LEADING_AMOUNT = re.compile(
    r"^(?:(?:NDA\d+|abuse-deterrent|sensor)\s+)*(?:\d[\d.]*\s*(?:HR|ML|ACTUAT|DAY|UNT|MG)\s+)?", re.IGNORECASE
)
_DIGIT_TOKEN = re.compile(r"(?<![^\s\[(])\d.*", re.DOTALL)
_ALLERGY = re.compile(
    r"(?:allerg(?:y|ic reaction) (?:to|caused by) |(?:hypersensitivity|intolerance|adverse reaction) to )(?P<after>.+)"
    r"|(?P<before>.+?) (?:allergy|hypersensitivity|intolerance|adverse reaction)",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """The name without SNOMED CT's semantic tag at its end and with plain spaces."""
    return _TAG.sub("", " ".join(text.replace("\u200b", "").split()))


@lru_cache(maxsize=50_000)
def named(text: str, kinds: frozenset[str]) -> tuple[str, ...]:
    """The concepts of those kinds one of whose names is exactly this text; drug strings give their ingredients."""
    name = bare(text)
    if not name or len(name) > _LONGEST_NAME:
        return ()
    found = _of_kinds(name, kinds) or _twice_named(name, kinds)
    if not found and kinds & MEASURE_KINDS:
        found = next((each for plain in plainer(name) if (each := _measured(plain, kinds))), ())
    if not found and kinds & DRUG_KINDS:
        found = ingredients(name, kinds)
    return found


def _measured(name: str, kinds: frozenset[str]) -> tuple[str, ...]:
    return _of_kinds(name, kinds & MEASURE_KINDS) or _twice_named(name, kinds & MEASURE_KINDS)


def _twice_named(name: str, kinds: frozenset[str]) -> tuple[str, ...]:
    """The concept of "Eczema Area and Severity Index (EASI)" where both names stand for the same or its kind."""
    pair = bracketed(name)
    if pair is None:
        return ()
    index = catalog()
    outer, inner = (
        _of_kinds(each, kinds) or next((found for plain in plainer(each) if (found := _of_kinds(plain, kinds))), ())
        for each in pair
    )
    agreed = [one for one in outer for other in inner if index.is_a(one, other) or index.is_a(other, one)]
    return tuple(dict.fromkeys(agreed))


def _of_kinds(name: str, kinds: frozenset[str]) -> tuple[str, ...]:
    index = catalog()
    return tuple(ident for ident in index.by_text(name) if index[ident].kind in kinds)


def ingredients(name: str, kinds: frozenset[str]) -> tuple[str, ...]:
    """The drugs of a clinical-drug string such as "predniSONE 5 MG Oral Tablet" or "A 10 MG / B 5 MG [Brand]".

    The ingredient is what stands before the strength or dose form. Where an ingredient is not known, the brand in
    brackets is looked up; where nothing is, there is no guess.
    """
    found: list[str] = []
    for part in _BRAND.sub(" ", name).split(" / "):
        found += _ingredient(part, kinds)
    if not found:
        for brand in _BRAND.findall(name):
            found += _of_kinds(brand, kinds)
    return tuple(dict.fromkeys(found))


def _ingredient(part: str, kinds: frozenset[str]) -> tuple[str, ...]:
    listed = vocabulary()
    leading = _DIGIT_TOKEN.sub("", _LEADING_AMOUNT.sub("", part.strip())).split()
    while leading and leading[-1].lower().strip("-,") in listed.drug_forms:
        leading.pop()
    while leading:
        found = _of_kinds(" ".join(leading), kinds)
        if found:
            return found if len(found) == 1 else ()
        if leading[-1].lower() not in listed.salts or len(leading) == 1:
            return ()
        leading.pop()
    return ()


def allergen(text: str) -> str:
    """The substance of "allergy to X" or "X allergy", else the text itself."""
    name = bare(text)
    found = _ALLERGY.fullmatch(name)
    return (found["after"] or found["before"]) if found else name


def implied_route(text: str) -> str | None:
    """The route that a drug string's dose form implies, where all its form words agree."""
    forms = vocabulary().forms
    routes = {forms[word] for word in re.findall(r"[a-z]+", text.lower()) if word in forms}
    if len(routes) == 2 and "oral" in routes:
        return None
    return routes.pop() if len(routes) == 1 else None
