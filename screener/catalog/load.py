"""Takes the data files of `rules/`, gives the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

from screener.catalog.concept import Concept
from screener.catalog.index import Catalog
from screener.catalog.measures import measured
from screener.catalog.measures import state
from screener.catalog.measures import value_spellings
from screener.catalog.tables import rows
from screener.core.data import files
from screener.core.data import folder
from screener.core.data import read_text
from screener.core.flat_toml import records

TABLES = ("conditions.tsv", "drug-classes.tsv", "drugs.tsv", "procedures.tsv", "vaccines.tsv")
"""The concept tables, each a file of `rules/`."""


@cache
def catalog() -> Catalog:
    """Every concept that the program knows, read once; of two with one id (which a test forbids) the first stands."""
    digest = hashlib.sha256()
    concepts: dict[str, Concept] = {}
    spellings: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for path in files("rules", "measures", suffix=".toml"):
        text = read_text("rules", "measures", path.name)
        digest.update(text.encode())
        concepts.update((ident, measured(ident, record)) for ident, record in records(text).items())
    for name in ("states.toml", *TABLES):
        if not folder("rules").joinpath(name).is_file():
            continue
        text = read_text("rules", name)
        digest.update(text.encode())
        if name == "states.toml":
            read = records(text)
            concepts.update((ident, state(ident, record)) for ident, record in read.items())
            spellings.update((ident, value_spellings(record)) for ident, record in read.items() if "values" in record)
        else:
            for concept in rows(text):
                concepts.setdefault(concept.id, concept)
    return Catalog(concepts, digest.hexdigest(), spellings)
