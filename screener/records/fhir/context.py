"""What the readers of single resources share: the pool to look references up in, and where issues go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field

from screener.core.calendar import PartialDate
from screener.records import coding
from screener.records.fhir.access import Resource
from screener.records.fhir.access import codes_of
from screener.records.fhir.access import parts
from screener.records.fhir.access import reference_of
from screener.records.fhir.access import text_of
from screener.records.fhir.access import word
from screener.records.notes import Notes
from screener.records.patient import Code


@dataclass(slots=True)
class Pool:
    """All resources of one source by `Type/id`, full URL and bare id of a `urn:uuid:`."""

    by_reference: dict[str, Resource] = field(default_factory=dict)

    def find(self, reference: str, holder: Resource | None = None) -> Resource | None:
        """The resource that a reference names, contained ones included."""
        if reference.startswith("#"):
            wanted = reference[1:]
            return next((one for one in parts(holder, "contained") if word(one, "id") == wanted), None)
        found = self.by_reference.get(reference)
        if found is None and "/" in reference:
            found = self.by_reference.get("/".join(reference.split("/")[-2:]))
        return found


@dataclass(slots=True)
class Context:
    """One patient's reading: the pool, the issues, the birth date, and counts for the closing issues."""

    pool: Pool
    notes: Notes
    patient: str
    birth: PartialDate | None = None
    uncoded: Counter[str] = field(default_factory=Counter)
    valueless: int = 0
    preliminary: int = 0

    def where(self, resource: Resource) -> str:
        """The name of a resource in an issue."""
        return f"{word(resource, 'resourceType')}/{word(resource, 'id') or '(no id)'}"

    def date(self, resource: Resource, *names: str) -> PartialDate | None:
        """The first readable date of several; an unreadable one is noted."""
        from screener.core.calendar import parse_partial

        for name in names:
            if text := word(resource, name):
                if found := parse_partial(text):
                    return found
                self.notes.add("date-unreadable", f"{self.where(resource)}: {name} is not a date", "write YYYY-MM-DD")
        return None

    def coded(
        self, concept: object, kinds: frozenset[str], resource: Resource
    ) -> tuple[tuple[str, ...], tuple[Code, ...], str]:
        """Concepts, codes and words of a CodeableConcept, with its oddities noted."""
        codes, text = codes_of(concept), text_of(concept)
        resolved = coding.resolve(codes, text, kinds)
        concepts = coding.report(resolved, self.where(resource), self.notes) if resolved.trouble else resolved.concepts
        return concepts, codes, text

    def nothing_read(self, resource: Resource) -> None:
        """Note an entry that does not say what it is about."""
        message = f"{self.where(resource)}: names nothing that can be read, so it may be anything"
        self.notes.add("record-partly-read", message, "give it a code or words")

    def missed(self, resource: Resource, concepts: tuple[str, ...]) -> None:
        """Count an entry that no concept fits."""
        if not concepts:
            self.uncoded[word(resource, "resourceType")] += 1

    def follow(self, resource: Resource, key: str) -> Resource:
        """The resource that a reference under a key leads to, empty where it is not there."""
        return self.pool.find(reference_of(resource, key), resource) or {}
