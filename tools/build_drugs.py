"""Builds the tables of drugs, drug classes, procedures and vaccines from the lists in tools/data and the MeSH names.

Run by hand after a change to the lists: `python tools/build_drugs.py` with the `build-data` extra installed.
"""

from __future__ import annotations

import bz2
import pickle
import re
from functools import cache
from importlib.resources import files

from amendments import amend
from amendments import amendments_of
from build_conditions import covers
from catalog_lines import DATA
from catalog_lines import Entry
from catalog_lines import kebab
from catalog_lines import read_folder
from catalog_lines import table
from catalog_lines import tidy
from catalog_lines import unsafe
from catalog_lines import without_ancestors
from catalog_lines import write_tables
from stems import link_by_stem

from screener.catalog.words import words

_MAX_NAMES = 3
_PLAIN = re.compile(r"[a-z][a-z -]{4,28}")
"""Variants in letters alone: short codes and numbers ('at 10', 'beta-2') stand for other things in running text."""


def link_by_atc(drugs: list[Entry], classes: list[Entry]) -> None:
    """Makes each drug a member of the classes whose ATC prefix its code starts with."""
    prefixes = [
        (code.removeprefix("atc:").rstrip("*"), entry.id)
        for entry in classes
        for code in entry.codes
        if code.startswith("atc:")
    ]
    for entry in drugs:
        for code in entry.codes:
            if code.startswith("atc:"):
                own = code.removeprefix("atc:")
                entry.parents += [
                    holder for prefix, holder in prefixes if own.startswith(prefix) and holder != entry.id
                ]


def expect(known: set[str], entries: list[Entry]) -> None:
    """Raises when an entry names a parent that does not exist."""
    missing = sorted({f"{entry.id} < {parent}" for entry in entries for parent in entry.parents if parent not in known})
    if missing:
        raise ValueError(f"no such parents: {missing}")


@cache
def mesh() -> dict[str, dict[str, object]]:
    """The drug names of drug-named-entity-recognition: canonical name to data, with its variants."""
    packed = files("drug_named_entity_recognition").joinpath("drug_ner_dictionary.pkl.bz2").read_bytes()
    tables = pickle.loads(bz2.decompress(packed))
    found = {name: dict(data, variants=[]) for name, data in tables["drug_canonical_to_data"].items()}
    for variant, canonicals in tables["drug_variant_to_canonical"].items():
        for canonical in canonicals:
            if canonical in found:
                found[canonical]["variants"].append(variant)
    return found


def add_mesh_ids(entries: list[Entry]) -> set[str]:
    """Gives MeSH ids to the reviewed entries and returns the headings that they use up."""
    used: set[str] = set()
    by_words = {words(name): name for name in mesh()}
    for entry in entries:
        for name in entry.names():
            heading = by_words.get(words(name))
            if heading and heading not in used:
                used.add(heading)
                number = mesh()[heading].get("mesh_id")
                if number:
                    entry.codes.append(f"mesh:{number}")
    return used


def wanted_names() -> tuple[str, ...]:
    """The further drug names to take from the MeSH list, reviewed by hand."""
    path = DATA / "more-drugs.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def more_drugs(reviewed: list[Entry], used: set[str], taken: set[tuple[str, ...]]) -> list[Entry]:
    """An entry for each wanted name that the reviewed lists lack, with its MeSH id and safe synonyms."""
    fresh: list[Entry] = []
    for name in wanted_names():
        data = mesh().get(name)
        if data is None or name in used or words(name) in taken:
            continue
        names = sorted(
            (other for other in data["variants"] if _PLAIN.fullmatch(other) and len(words(other)) <= 3),
            key=lambda other: (len(other), other),
        )
        free = [other for other in names if words(other) not in taken and not unsafe(other)]
        code = [f"mesh:{data['mesh_id']}"] if data.get("mesh_id") else []
        fresh.append(
            Entry(kebab(name), "drug", name, free[:_MAX_NAMES], code, source="mesh" if code else "drugbank-open")
        )
        taken |= {words(name)} | {words(other) for other in free[:_MAX_NAMES]}
    return fresh


def tables() -> dict[str, str]:
    """The text of drugs.tsv, drug-classes.tsv, procedures.tsv and vaccines.tsv, each under its name."""
    drugs = read_folder("drugs", "drug", "atc")
    classes = read_folder("classes", "drug-class", "atc")
    procedures = read_folder("procedures", "procedure", "icd10cm")
    vaccines = read_folder("vaccines", "vaccine", "atc")
    covers(procedures)
    used = add_mesh_ids(drugs)
    taken = {words(name) for entry in [*drugs, *classes, *procedures, *vaccines] for name in entry.names()}
    drugs += more_drugs(drugs, used, taken)
    link_by_atc(drugs, classes)
    link_by_stem(drugs)
    everything = [*drugs, *classes, *procedures, *vaccines]
    known = {entry.id for entry in everything}
    expect(known, everything)
    amend(everything, amendments_of("drugs"))
    parents = {entry.id: set(entry.parents) for entry in everything}
    without_ancestors(everything, parents)
    return {
        "drugs.tsv": table([tidy(entry) for entry in drugs]),
        "drug-classes.tsv": table([tidy(entry) for entry in classes]),
        "procedures.tsv": table([tidy(entry) for entry in procedures]),
        "vaccines.tsv": table([tidy(entry) for entry in vaccines]),
    }


if __name__ == "__main__":
    write_tables(tables())
