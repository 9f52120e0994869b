"""Names in a chunk that the catalogue does not know, and the prepositions between names."""

from __future__ import annotations

from screener.reading.meaning.chunks.chunk_signs import AWAY
from screener.reading.meaning.chunks.chunk_signs import NOUNS
from screener.reading.meaning.chunks.chunk_signs import follows_name
from screener.reading.meaning.chunks.chunk_signs import harms_it
from screener.reading.meaning.chunks.chunk_signs import is_class
from screener.reading.meaning.chunks.chunk_signs import scale_noun
from screener.reading.meaning.chunks.chunk_signs import spans
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.chunks.chunk_signs import with_unit
from screener.reading.meaning.chunks.chunk_state import ChunkState
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.kinds import heads_other
from screener.reading.scanning.kinds import slot_of_words
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren

_NEAR = 20
"""How many characters an amount with "or more" may lie before its preposition."""


class ChunkNames(ChunkState):
    """Gathers words to names; a name becomes a head, or goes on with the head before it."""

    def _word(self, tag: Tag) -> None:
        last = self.last
        straight = last is not None and self.linked is None and 0 <= tag.start - last.heads[-1].end <= 1
        if tag.text.lower() == "free" and last is not None and last.slot == "condition" and not self.name and straight:
            last.lead.negation = tag  # "seizure-free"
            return
        if last is not None and last.slot == "measure" and not self.name and not last.limits and self._classes(last, tag):
            return
        if tag.type == "MEASN" and not self.name and self._measure_noun(tag):
            return
        if last is not None and not self.name and tag.type == "ROMAN" and last.span.end:
            last.after.append(tag)
            return
        self.name.append(tag)

    def _measure_noun(self, tag: Tag) -> bool:
        """ "Score", "level", "count" behind their measure, or before it ("a score of 6 or more on the EASI"), say nothing new."""
        last = self.last
        if last is not None and last.slot == "measure" and not last.limits:
            take(tag)
            return True
        return False

    def _classes(self, last: Draft, tag: Tag) -> bool:
        """A class of an ordinal straight behind it ("Child-Pugh B", "NYHA III", "ECOG 2")."""
        letter = tag.type == "TEXT" and len(tag.text) <= 2 and tag.text[:1].isupper()
        if tag.type in {"ROMAN", "NUM"} or letter or tag.type == "STAGEW" or tag.could_be("CLASSES"):
            last.classes.append(tag)
            return True
        return False

    def _close_name(self) -> None:
        """Makes the pending words a head of their own, or hangs them on the head before them."""
        if not self.name:
            return
        name, self.name = self.name, []
        last = self.last
        if all(tag.type == "MEASN" for tag in name) and last is None and self._sized():
            self._add(Draft("measure", name))
            return
        if all(tag.type == "MEASN" for tag in name):
            take(name)
            if last is not None and last.slot in {"condition", "text"} and 0 <= name[0].start - last.span.end <= 1:
                last.noun = name
            return
        scale = scale_noun(name)
        if scale and self.linked is None:
            self._add(Draft("measure", name[:scale], classes=name[scale:]))
            return
        if self.linked is not None and last is not None:
            last.after += [self.linked, *name]
            self.linked = None
            return
        noun = "CONDN" if last is not None and last.slot == "condition" else "TREATN"
        if last is not None and last.slot in {"condition", "treatment"} and last.ids and all(tag.type == noun for tag in name):
            last.heads += name
            return
        if last is not None and harms_it(last, name):
            last.slot, last.ids = "condition", ()
            last.heads += name
            return
        if last is not None and last.ids and follows_name(last, name) and heads_other(last.slot, name):
            last.slot, last.ids = "text", ()
            last.heads += name
            return
        if last is not None and self.lead.bare and not any(tag.type in NOUNS for tag in name):
            last.after += name
            return
        if all(is_class(tag) for tag in name):
            (last.after if last is not None else self.lead.words).extend(name)
            return
        self._add(Draft(slot_of_words(name), name, (), self.lead))

    def _sort_named(self, name: list[Tag]) -> bool:
        """Whether a word for a sort stands right before a noun, which is measured together with it ("renal clearance")."""
        told = self.lead.qualifiers
        if not told or told[-1].value != "type" or any(tag.type != "MEASN" for tag in name):
            return False
        if not 0 <= name[0].start - told[-1].end <= 1:
            return False
        self.lead.qualifiers = told[:-1]
        self._add(Draft("measure", [told[-1], *name], (), self.lead))
        return True

    def _sized(self) -> bool:
        """Whether an amount stands before "in", so that a noun behind it names what is measured ("20 mm or more in diameter")."""
        limits = self.lead.limits
        return len(limits) == 1 and with_unit(limits[0]) and 0 <= self.away - limits[0].end <= _NEAR

    def _preposition(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        after = elements[at + 1] if at + 1 < len(elements) else None
        last = self.last
        waits = last is not None and not last.ids and last.slot in {"text", "condition"} and not last.after
        named = self.name or (last.heads if waits and last is not None else [])
        if named and tag.text.lower() == "of" and isinstance(after, Tag):
            length = after.type == "LIMIT" and timed(after) and spans(named)
            if length or (self.name and with_unit(after)):
                self.linked = None if length else self.linked
                take(tag, "filler")  # "consumption of more than 30 g/day", "with an interval of at least 6 months"
                return
        self._close_name()
        if self.last is not None:
            self.linked = tag
        elif tag.value in AWAY:
            self.away = tag.start
        take(tag, "filler")
