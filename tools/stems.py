"""Which classes the international nonproprietary name of a drug tells: `-tinib` is a tyrosine kinase inhibitor.

A line of tools/data/stems.txt is `STEM class class ... !exception ...`, with the stem as `-end` or `start-`. The longest
stem that a name has counts. Source: WHO, The use of stems in the selection of International Nonproprietary Names (2018).
"""

from __future__ import annotations

from functools import cache

from catalog_lines import DATA
from catalog_lines import Entry


@cache
def stems() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    """Stem, classes and exceptions, the longest stem first."""
    found = []
    for line in (DATA / "stems.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            stem, *rest = line.split()
            classes = tuple(word for word in rest if not word.startswith("!"))
            found.append((stem, classes, frozenset(word[1:] for word in rest if word.startswith("!"))))
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def told(name: str) -> tuple[str, ...]:
    """The classes that a drug's name tells; none where the name is an exception of its stem or has several words."""
    if " " in name:
        return ()
    for stem, classes, exceptions in stems():
        bare = stem.strip("-")
        if len(name) > len(bare) and (name.startswith(bare) if stem.endswith("-") else name.endswith(bare)):
            return () if name in exceptions else classes
    return ()


def link_by_stem(drugs: list[Entry]) -> None:
    """Makes each drug that no other source places a member of the classes that its name tells."""
    for entry in drugs:
        if not entry.parents:
            entry.parents += told(entry.label.lower())
