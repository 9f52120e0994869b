"""The catalogue: concepts by id, by code, by name and by kinship."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from functools import cached_property

from screener.catalog.concept import Concept
from screener.catalog.words import WORD
from screener.catalog.words import words

Names = Mapping[tuple[str, ...], tuple[str, ...]]

_SHORT = re.compile(r"[A-Z]{3,}")
"""An abbreviation whose plural is written with a small s."""
_HIERARCHICAL = frozenset({"icd10cm", "atc"})
"""Code systems in which a longer code is a kind of the shorter one."""


class Catalog:
    """All concepts with their indexes; the indexes are made when first asked for.

    A name or code may belong to several concepts: whoever asks decides between them or puts the question to a person.
    """

    def __init__(
        self,
        concepts: Mapping[str, Concept],
        fingerprint: str = "",
        spellings: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
    ) -> None:
        self.concepts = concepts
        self.fingerprint = fingerprint
        self._spellings = spellings or {}
        self._above: dict[str, frozenset[str]] = {}
        self._below: dict[str, frozenset[str]] = {}

    def get(self, ident: str) -> Concept | None:
        """The concept with that id, None if there is none."""
        return self.concepts.get(ident)

    def __getitem__(self, ident: str) -> Concept:
        return self.concepts[ident]

    def __contains__(self, ident: object) -> bool:
        return ident in self.concepts

    def by_code(self, system: str, code: str) -> tuple[str, ...]:
        """The concepts that a recorded code stands for, the most specific first.

        In `icd10cm` and `atc` a catalogue code that ends in `*` covers every code that starts like it.
        """
        codes = self._codes.get(system)
        if not codes:
            return ()
        if system not in _HIERARCHICAL:
            return tuple(codes.get(code.strip(), ()))
        whole = code.strip().upper().replace(".", "")
        found = list(codes.get(whole, ()))
        for length in range(len(whole), 0, -1):
            found += codes.get(whole[:length] + "*", ())
        return tuple(dict.fromkeys(found))

    def by_text(self, text: str) -> tuple[str, ...]:
        """The concepts one of whose names is this text: a name that demands its case before spelling variants."""
        return self.cased_names.get(tuple(WORD.findall(text))) or self.names.get(words(text), ())

    def value_spellings(self, ident: str) -> Mapping[str, tuple[str, ...]]:
        """How the values of a nominal concept are written: value to spellings (sex: male, female)."""
        return self._spellings.get(ident, {})

    def parents(self, ident: str) -> tuple[str, ...]:
        """The concepts directly above."""
        concept = self.concepts.get(ident)
        return concept.parents if concept else ()

    def is_a(self, child: str, ancestor: str) -> bool:
        """Whether the one is the other or stands anywhere below it."""
        return child == ancestor or ancestor in self.above(child)

    def members(self, ident: str) -> frozenset[str]:
        """The concept itself and everything below it."""
        known = self._below.get(ident)
        if known is None:
            known = self._below[ident] = _closure(ident, lambda name: self._children.get(name, ()))
        return known

    def above(self, ident: str) -> frozenset[str]:
        """The concept itself and everything above it."""
        known = self._above.get(ident)
        if known is None:
            known = self._above[ident] = _closure(ident, self.parents)
        return known

    @cached_property
    def names(self) -> Names:
        """Every name that may be written in any case, as folded words."""
        return self._names[0]

    @cached_property
    def cased_names(self) -> Names:
        """Every name that demands its exact case, as written words."""
        return self._names[1]

    @cached_property
    def longest_name(self) -> int:
        """How many words the longest name has."""
        return max((len(name) for names in self._names for name in names), default=0)

    @cached_property
    def _names(self) -> tuple[Names, Names]:
        folded: dict[tuple[str, ...], tuple[str, ...]] = {}
        cased: dict[tuple[str, ...], tuple[str, ...]] = {}
        for ident, concept in self.concepts.items():
            for name in (concept.label, *concept.synonyms):
                if name.startswith("="):
                    written = tuple(WORD.findall(name))
                    _add(cased, written, ident)
                    if len(written) == 1 and _SHORT.fullmatch(written[0]):
                        _add(cased, (written[0] + "s",), ident)  # "LABAs"
                else:
                    _add(folded, words(name), ident)
        return folded, cased

    @cached_property
    def _codes(self) -> dict[str, dict[str, list[str]]]:
        systems: dict[str, dict[str, list[str]]] = {}
        for ident, concept in self.concepts.items():
            for coding in concept.codes:
                code = coding.code
                if coding.system in _HIERARCHICAL:
                    code = code.upper().replace(".", "")
                systems.setdefault(coding.system, {}).setdefault(code, []).append(ident)
        return systems

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for ident, concept in self.concepts.items():
            for parent in concept.parents:
                below.setdefault(parent, []).append(ident)
        return below


def _add(names: dict[tuple[str, ...], tuple[str, ...]], name: tuple[str, ...], ident: str) -> None:
    known = names.get(name, ())
    if name and ident not in known:
        names[name] = (*known, ident)


def _closure(start: str, near: Callable[[str], Iterable[str]]) -> frozenset[str]:
    seen = {start}
    waiting = [start]
    while waiting:
        for name in near(waiting.pop()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return frozenset(seen)
