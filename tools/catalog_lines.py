"""The compact line format in which people write catalogue entries, and the table into which the builders turn it.

A line is `label @id; synonym; synonym # codes < parents !open`. Every part after the label may be left out; the id is
made from the label where none is given. Codes: `s:` SNOMED CT, `r:` RxNorm, `m:` MeSH, `x:` CVX, otherwise ICD-10-CM
(conditions, procedures) or ATC (drugs). A range of ICD-10-CM categories is written `I20-I25`. `!open` marks a class
whose members are not pinned to a source. `!group` marks a line whose names are related but different conditions: each
becomes an entry of its own below a group that holds the codes. `%kind` gives the kind where a file holds several.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from screener.catalog.words import WORD  # noqa: E402
from screener.catalog.words import words  # noqa: E402

DATA = ROOT / "tools" / "data"
RULES = ROOT / "rules"
HEADER = "id\tkind\tlabel\tsynonyms\tcodes\tparents\tclosed\tquestion\tsource"
_SYSTEMS = {"s": "snomed", "r": "rxnorm", "m": "mesh", "x": "cvx"}
_COMMON = frozenset((DATA / "common-words.txt").read_text(encoding="utf-8").split())


@dataclass(slots=True)
class Entry:
    """One catalogue entry on its way into a table."""

    id: str
    kind: str
    label: str
    synonyms: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    closed: bool = True
    question: str = ""
    source: str = ""
    group: bool = False

    def names(self) -> list[str]:
        """The label and every synonym, without the mark of exact case."""
        return [self.label, *(name.removeprefix("=") for name in self.synonyms)]


def kebab(label: str) -> str:
    """The identifier of a label: ASCII words in lower case, joined by hyphens, possessives dropped."""
    plain = label.lower().replace("’", "'").replace("'s", "").replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def cased(name: str) -> str:
    """The name, marked for exact case where it is a short abbreviation, a common word or capitals that look plural."""
    bare = name.removeprefix("=")
    capitals = bare.isalpha() and bare.isupper()
    short = len(bare) <= 2 or (
        capitals and (bare.lower() in _COMMON or bare.lower()[:-1] in _COMMON or bare[3:].endswith("S"))
    )
    return "=" + bare if name.startswith("=") or short else bare


def unsafe(name: str) -> bool:
    """Whether a name would catch ordinary English: a common word that does not demand exact case."""
    folded = words(name)
    if not folded:
        return True
    return len(folded) == 1 and not name.startswith("=") and not _COMMON.isdisjoint({folded[0], name.lower()})


def parse_line(line: str, kind: str, system: str, source: str) -> Entry:
    """The entry of one compact line; its codes stay as written (ranges are opened by the builder)."""
    closed, group = "!open" not in line, "!group" in line
    line = line.replace("!open", "").replace("!group", "")
    if marked := re.search(r"%([a-z-]+)", line):
        kind = marked[1]
        line = line.replace(marked[0], "")
    line, _, parents = line.partition(" < ")
    line, _, codes = line.partition(" #")
    label, *synonyms = (part.strip() for part in line.split(";"))
    own_id = re.search(r"@([a-z0-9-]+)", label)
    if own_id:
        label = label.replace(own_id[0], "").strip()
    identifier = own_id[1] if own_id else kebab(label)
    tokens = [_coded(token, system) for token in codes.split()]
    names = [name for name in synonyms if name]
    return Entry(identifier, kind, label, names, tokens, parents.split(), closed, "", source, group)


def _coded(token: str, system: str) -> str:
    """The code of a token with its system spelled out."""
    prefix, colon, code = token.partition(":")
    return f"{_SYSTEMS[prefix]}:{code}" if colon else f"{system}:{token}"


def read_folder(folder: str, kind: str, system: str, source: str = "clinical") -> list[Entry]:
    """Every entry of the compact files in a folder of tools/data, in file order."""
    entries: list[Entry] = []
    for path in sorted((DATA / folder).glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                entries.append(parse_line(line, kind, system, source))  # noqa: PERF401
    return merged(entries)


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with those of one id joined: the first gives label and kind, all give names, codes and parents."""
    found: dict[str, Entry] = {}
    for entry in entries:
        first = found.setdefault(entry.id, entry)
        if first is not entry:
            first.synonyms += [entry.label, *entry.synonyms]
            first.codes += entry.codes
            first.parents += entry.parents
            first.closed &= entry.closed
    return list(found.values())


def tidy(entry: Entry) -> Entry:
    """The entry with each name once (by its folded words), unsafe names dropped, codes and parents unique."""
    seen: set[object] = {words(entry.label)}
    kept: list[str] = []
    for name in (cased(name) for name in entry.synonyms):
        key: object = tuple(WORD.findall(name[1:])) if name.startswith("=") else words(name)
        if key not in seen and not unsafe(name):
            seen.add(key)
            kept.append(name.replace("|", " ").replace("\t", " "))
    entry.synonyms = kept
    entry.codes = list(dict.fromkeys(entry.codes))
    entry.parents = sorted(dict.fromkeys(parent for parent in entry.parents if parent != entry.id))
    return entry


def without_ancestors(entries: list[Entry], known: dict[str, set[str]]) -> None:
    """Drops parents that another parent already implies, so that only the nearest classes stay."""

    def above(identifier: str, seen: frozenset[str] = frozenset()) -> set[str]:
        if identifier in seen:
            raise ValueError(f"a circle of parents at {identifier}")
        found: set[str] = set()
        for parent in known.get(identifier, ()):
            found |= {parent} | above(parent, seen | {identifier})
        return found

    for entry in entries:
        farther = set().union(*(above(parent) for parent in entry.parents)) if entry.parents else set()
        entry.parents = [parent for parent in entry.parents if parent not in farther]


def table(entries: Iterable[Entry]) -> str:
    """The text of a table, sorted by id; a label that is an ordinary word raises."""
    entries = list(entries)
    if ordinary := [entry.id for entry in entries if unsafe(entry.label) or len(entry.label) <= 2]:
        raise ValueError(f"a label must not be an ordinary word: {ordinary}")
    rows = [HEADER]
    for entry in sorted(entries, key=lambda entry: entry.id):
        cells = (
            entry.id,
            entry.kind,
            entry.label,
            "|".join(entry.synonyms),
            " ".join(entry.codes),
            " ".join(entry.parents),
            "yes" if entry.closed else "no",
            entry.question,
            entry.source,
        )
        rows.append("\t".join(cells))
    return "\n".join(rows) + "\n"


def write_tables(texts: Mapping[str, str]) -> None:
    """Writes each text to the table of its name in rules/ and tells how many entries it has."""
    for name, text in texts.items():
        (RULES / name).write_text(text, encoding="utf-8")
        print(f"{name}: {text.count(chr(10)) - 1} entries")
