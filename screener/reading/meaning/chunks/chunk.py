"""Takes the elements of one chunk, gives its drafts: each head with the modifiers before and the words after it."""

from __future__ import annotations

from screener.reading.meaning.chunks.chunk_numbers import ChunkNumbers
from screener.reading.meaning.chunks.chunk_signs import HEADS
from screener.reading.meaning.chunks.chunk_signs import NAME_WORDS
from screener.reading.meaning.chunks.chunk_signs import drop_how_often
from screener.reading.meaning.chunks.chunk_signs import grown_years
from screener.reading.meaning.chunks.chunk_signs import harms_it
from screener.reading.meaning.chunks.chunk_signs import length_of
from screener.reading.meaning.chunks.chunk_signs import limited_later
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.draft import SCOPE
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren


def read_chunk(elements: list[Tag | Paren]) -> Piece:
    """The piece that a chunk's elements make, read from left to right."""
    reader = _Reader()
    for at, element in enumerate(elements):
        reader.step(element, elements, at)
    return reader.finish(elements)


class _Reader(ChunkNumbers):
    """Left to right over one chunk: modifiers wait for a head, heads take what follows them."""

    def step(self, element: Tag | Paren, elements: list[Tag | Paren], at: int) -> None:
        """Takes in one element."""
        if self.piece.judge is not None and self.swallows:
            return
        if isinstance(element, Paren):
            self._paren(element)
        elif element.type in HEADS:
            self._head(element, elements, at)
        elif element.type in NAME_WORDS:
            self._word(element)
        elif element.type == "PREP":
            self._preposition(element, elements, at)
        elif element.type in SCOPE or element.type in {
            "NEG",
            "SEV",
            "CAUSE",
            "DOSE",
            "EQUIV",
            "COMB",
            "CHANGE",
            "ALLERGYW",
            "CONTRAW",
        }:
            self._modifier(element, elements, at)
        elif element.type in {"LIMIT", "WINDOW"}:
            if length_of(elements, at):
                self.lead.population = False
            self._number(element)
        else:
            self._mark(element, elements, at)

    def finish(self, elements: list[Tag | Paren]) -> Piece:
        """Closes the last name and hands over what is left."""
        self._close_name()
        if self.when is not None or (self.linked is not None and self.linked is elements[-1]):
            self._related([])
        for draft in self.piece.drafts:
            if draft.slot == "measure" and len(draft.limits) > 1:
                drop_how_often(draft)
        self.piece.rest = self.lead
        if elements:
            self.piece.start, self.piece.end = elements[0].start, elements[-1].end
        return self.piece

    def _head(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        slot = HEADS[tag.type]
        ids = tag.value if isinstance(tag.value, tuple) else ()
        if slot == "sex":
            ids = (str(tag.value),)
        if tag.could_be("CONDN") and self._named_condition():
            assert self.last is not None  # _named_condition looked
            self.last.heads.append(tag)
            return
        if slot == "sex" and "RISK" in self.lead.scope:
            self.name.append(tag)  # "contact with men"
            return
        if slot == "sex" and self.linked is not None and self.last is not None and self.linked.value in {"with", "of"}:
            self._close_name()
            self.last.after += [self.linked, tag] if self.linked is not None else [tag]  # "sexual contact with men"
            self.linked = None
            return
        if tag.could_be("CONDN") and not self.name and self.last is not None and harms_it(self.last, [tag]):
            self.last.slot, self.last.ids = "condition", ()
            self.last.heads.append(tag)
            return
        before = self.name
        self.name = []
        if slot == "measure" and self._same_measure(ids):
            take(tag)
            return
        if ids and not before and (self._named_again(slot, ids) or self._its_form(tag)):
            assert self.last is not None  # _named_again looked
            self.last.heads.append(tag)
            return
        draft = Draft(slot, [tag], ids, self.lead, shared_head=tag.could_be("SHARED"))
        if self.linked is not None and self.last is not None and self._narrows(tag) and not limited_later(elements, at):
            self.last.after += [self.linked, *before, tag]
            take(self.linked)
            self.linked = None
            return
        if self._proved_by(tag, before):
            assert self.last is not None  # _proved_by looked
            self.last.after += [*([self.linked] if self.linked is not None else []), *before, tag]
            self.linked = None
            return
        if before:
            draft.qualifiers += before
        self._add(draft)

    def _proved_by(self, tag: Tag, before: list[Tag]) -> bool:
        """Whether a procedure only says how a finding is seen ("metastases by CT scan") or another is planned ("under …")."""
        last = self.last
        planned = last is not None and last.slot == "treatment" and "PLAN" in last.lead.scope
        opens = self.linked or (before[0] if before else None)
        if planned and tag.type == "PROC" and self.lead.bare and opens is not None:
            return opens.text.lower() in {"under", "with", "using"}
        by = self.linked is not None and self.linked.text.lower().startswith("by")
        return by and tag.type == "PROC" and last is not None and last.slot == "condition" and self.lead.bare

    def _named_condition(self) -> bool:
        """Whether a known condition stands right before, so that a general noun only goes on with its name."""
        last = self.last
        return (
            last is not None
            and last.slot == "condition"
            and bool(last.ids)
            and not self.name
            and self.linked is None
            and self.lead.bare
        )

    def _named_again(self, slot: str, ids: tuple[str, ...]) -> bool:
        """Whether the very thing before it is only named again ("tenofovir alafenamide TAF")."""
        last = self.last
        if last is None or last.slot != slot or last.ids != ids or slot not in {"condition", "treatment"}:
            return False
        denied = [tag for tag in (self.lead.scope.get("NAIVE"), self.lead.negation) if tag is not None]
        if any(tag.start >= last.heads[-1].end for tag in denied):
            return False  # "who have had radiotherapy may not have received radiation to …"
        return self.linked is None and not (last.limits or last.windows or last.parens)

    def _its_form(self, tag: Tag) -> bool:
        """Whether a substance stands right before "supplement", which only says how it is taken ("a curcumin supplement")."""
        last = self.last
        named = last is not None and last.slot == "treatment" and bool(last.ids) and self.linked is None and not self.name
        return named and tag.text.lower() in {"supplement", "supplements"}

    def _same_measure(self, ids: tuple[str, ...]) -> bool:
        last = self.last
        return (
            last is not None and last.slot == "measure" and bool(set(ids) & set(last.ids)) and not last.limits
            and not last.results
        )  # fmt: skip

    def _narrows(self, tag: Tag) -> bool:
        """Whether a head behind "of", "in" … only says more about an uncoded head before it ("disorder of the liver")."""
        last = self.last
        return last is not None and last.slot in {"condition", "treatment", "text"} and not last.ids and self.linked is not None

    def _years_ahead(self) -> None:
        """ ">= 50 years for men with asthma": years before a sex are an age, not how long something behind it lasts."""
        years = [tag for tag in self.lead.limits if grown_years(tag)]
        self.lead.limits = [tag for tag in self.lead.limits if tag not in years]
        self.piece.ages += years
        self.piece.population = self.piece.population or bool(years)

    def _mark(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        match tag.type:
            case "POP" | "GUARD":
                self._close_name()
                self.lead.limits = [limit for limit in self.lead.limits if timed(limit)]
                self.piece.population = self.lead.population = True
                take(tag, "compiled")
                if tag.type == "GUARD":
                    self.lead.words.append(tag)
                    if self.last is not None and self.last.ids == ("informed-consent",) and self.linked is not None:
                        self.last.ids = ("guardian-consent",)
            case "NOF":
                self._close_name()
                self.piece.count = tag
                take(tag)
            case "EITHER":
                self.piece.either = tag
                take(tag)
            case "EXCLV":
                self._close_name()
                self.piece.excluded = tag
                take(tag)
            case "ALLOWV":
                self._close_name()
                self.piece.allowed = tag
                take(tag)
            case "JUDGE" | "JUDGED":
                self._close_name()
                self.piece.judge = self.piece.judge or tag
                self.swallows = True
            case "FORSEX":
                self._close_name()
                if self.last is None:
                    self._years_ahead()
                self.piece.subgroup = tag
                take(tag)
            case "WHICH":
                self._close_name()
                self.piece.relative = self.piece.relative or at == 0
                self.linked = None
                take(tag, "filler")
            case _:
                self.name.append(tag)
