"""Changes by hand to finished entries: for those that a builder splits off a line or takes over from a source.

A line is `VERB VALUE: id id ...`. The verbs are `+parent` and `-parent`, `+name` and `-name`, `+code` and `-code` (with the
system: `icd10cm:C34*`), and `closed yes` or `closed no`. A line that would change nothing is an error, so that none
outlives its reason. An entry with a line of its own in tools/data is changed there and not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from catalog_lines import DATA
from catalog_lines import Entry

from screener.catalog.words import words

Amendment = tuple[str, str, str]
"""Verb, value and the id of the entry."""


def amend(entries: list[Entry], amendments: Iterable[Amendment]) -> None:
    """Carries out the amendments on the entries, or raises one error that lists all that are faulty."""
    known = {entry.id: entry for entry in entries}
    faults: list[str] = []
    for verb, value, ident in amendments:
        if ident not in known:
            faults.append(f"{verb} {value}: no entry {ident}")
        elif verb.endswith("parent") and value not in known:
            faults.append(f"{verb} {value}: no such parent")
        elif not changed(known[ident], verb, value):
            faults.append(f"{verb} {value}: changes nothing in {ident}")
    if faults:
        raise ValueError("\n".join(faults))


def amendments_of(name: str) -> Iterator[Amendment]:
    """The amendments of tools/data/amendments/<name>.txt."""
    for line in (DATA / "amendments" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            head, _, idents = line.rpartition(": ")
            verb, _, value = head.partition(" ")
            for ident in idents.split():
                yield verb, value.strip(), ident


def changed(entry: Entry, verb: str, value: str) -> bool:
    """Carries out one amendment and tells whether it changed anything."""
    match verb:
        case "+parent" | "-parent":
            return _listed(entry.parents, verb, value)
        case "+code" | "-code":
            return _listed(entry.codes, verb, value)
        case "+name":
            fresh = value.startswith("=") or words(value) not in {words(name) for name in entry.names()}
            return fresh and _listed(entry.synonyms, verb, value)
        case "-name":
            return _listed(entry.synonyms, verb, value)
        case "closed":
            before, entry.closed = entry.closed, {"yes": True, "no": False}[value]
            return before != entry.closed
        case _:
            raise ValueError(f"no such verb: {verb}")


def _listed(values: list[str], verb: str, value: str) -> bool:
    """Adds the value to the list or takes it out, and tells whether the list changed."""
    adds = verb.startswith("+")
    if adds == (value in values):
        return False
    if adds:
        values.append(value)
    else:
        values.remove(value)
    return True
