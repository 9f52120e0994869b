"""Modifiers in a chunk: which wait for a head, and which hang on the head before them."""

from __future__ import annotations

from screener.reading.meaning.chunks.chunk_names import ChunkNames
from screener.reading.meaning.chunks.chunk_signs import HEADS
from screener.reading.meaning.chunks.chunk_signs import NAME_WORDS
from screener.reading.meaning.chunks.chunk_signs import NOUNS
from screener.reading.meaning.chunks.chunk_signs import looks_back
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren

_HOW_OFTEN = frozenset({"occasions", "apart"})
"""What hangs on the limit before it, whatever follows."""


_PRESENT = frozenset({"present", "at present", "presently", "currently"})


class ChunkModifiers(ChunkNames):
    """Puts status, negation, severity, results and doses before or behind their head."""

    def _modifier(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        if tag.type == "SEV" and tag.value in _HOW_OFTEN and self.last is not None:
            self._close_name()
            self.last.qualifiers.append(tag)
            self.linked = None
            return
        if tag.type == "SEV" and self.name and self._head_follows(elements, at):
            self.name.append(tag)
            return
        if tag.type == "SEV" and self.linked is not None and not self._known_head_follows(elements, at):
            self.name.append(tag)
            return
        if self._tells_of(tag):
            self.lead.qualifiers += [covering("SEV", (one,), "other") for one in self.name]
            self.name = []
        self._close_name()
        last = self.last
        staged = tag.could_be("parts") and self._follows_finding(elements, at)
        ends = tag.could_be("BEHIND") or staged or not self._head_follows(elements, at)
        goes_back = ends or (tag.type in {"RESULT", "CHANGE"} and not self._of_the_next(tag, elements, at))
        if last is not None and goes_back and self._behind(last, tag):
            return
        self._ahead(tag)

    def _tells_of(self, tag: Tag) -> bool:
        """Whether unknown words only tell of the contraindication or diagnosis behind them ("no clear contraindication")."""
        named = tag.type in {"CONTRA", "ALLERGY"} or tag.text.lower().endswith("diagnosis of")
        if not named or not self.name or self.last is not None or self.linked is not None:
            return False
        return tag.start - self.name[-1].end <= 1 and all(one.type == "TEXT" for one in self.name)

    def _of_the_next(self, tag: Tag, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a result or change stands before its measure ("women with a negative pregnancy test", "change in weight")."""
        after = elements[at + 1] if at + 1 < len(elements) else None
        if tag.type == "RESULT" and "HIST" in self.lead.scope:
            return True  # "asthma who had a negative challenge test"
        if not isinstance(after, Tag) or after.type != "MEAS":
            return False
        return tag.text.lower().endswith((" in", " of")) if tag.type == "CHANGE" else self.linked is not None

    def _follows_finding(self, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a stage stands straight behind a finding and before no other ("NSCLC stage III with metastases")."""
        after = elements[at + 1] if at + 1 < len(elements) else None
        last = self.last
        straight = last is not None and last.slot == "condition" and not self.name and self.linked is None
        return straight and not (isinstance(after, Tag) and after.type in HEADS.keys() | NOUNS | {"TEXT"})

    def _is_outcome(self, last: Draft) -> bool:
        """Whether a result straight behind an examination is what it showed."""
        examined = last.slot == "treatment" and last.heads[0].type == "PROC" and last.lead.scope.keys() <= {"HIST", "KNOWN"}
        return examined and self.linked is None and self.lead.bare

    def _turns(self, last: Draft, tag: Tag) -> bool:
        """Whether a verb tells of what is taken before it that it was stopped, or begun ("steroid therapy started within …")."""
        given = last.heads[-1].type in {"DRUG", "TREATN"} or last.heads[-1].text.lower().endswith(("therapy", "treatment"))
        return tag.value == "stopped" or (tag.value == "started" and given)

    def _behind(self, last: Draft, tag: Tag) -> bool:
        """Hangs a modifier on the head before it where it fits there."""
        match tag.type:
            case "RESULT" | "CHANGE" if last.slot in {"measure", "condition", "text", "state"}:
                last.results.append(tag)
            case "RESULT" if self._is_outcome(last):
                last.lead.scope["RESULT"] = tag  # "Pap smear abnormal", "biopsy negative"
            case "DOSE" | "EQUIV" | "ROUTE" | "STABLE" if last.slot in {"treatment", "text"}:
                last.doses.append(tag)
            case "CURRENT" if last.slot == "condition" and tag.text.lower() in _PRESENT and "HIST" not in last.lead.scope:
                take(tag)  # "liver metastases are present" says no more than their name does
            case "SEV" | "ACTIVE" | "CURRENT" | "KNOWN" | "SUSP" | "HISTOL" | "NEWLY":
                last.qualifiers.append(tag)
            case "FAMILY" if last.slot == "condition":
                last.lead.scope.setdefault("FAMILY", tag)  # "breast cancer in a first-degree relative"
                take(tag)
            case "HIST" if last.slot != "measure":
                last.lead.scope.setdefault("HIST", tag)
            case "ALLERGYW" if last.slot in {"treatment", "vaccine"} and tag.start - last.span.end <= 2:
                last.lead.scope.setdefault("ALLERGY", tag)  # "penicillin allergy"
            case "CONTRAW" if last.slot in {"treatment", "vaccine"} and 0 <= tag.start - last.span.end <= 1:
                last.lead.scope.setdefault("CONTRA", tag)  # "amoxicillin contraindication"
            case "RESP" if last.slot == "treatment" and not (self.lead.negation or self.lead.qualifiers or self.lead.words):
                last.lead.scope["RESP"] = tag  # "treatment with loperamide has failed"
                last.lead.responses.append(tag)
            case "PLAN" | "NAIVE" if last.slot == "treatment":
                last.lead.scope.setdefault(tag.type, tag)
            case "TREAT" if last.slot == "treatment" and self._turns(last, tag) and self.lead.negation is None:
                last.lead.scope.setdefault("TREAT", tag)  # "corticosteroids stopped for at least 4 weeks"
            case _:
                return False
        self.linked = None
        return True

    def _ahead(self, tag: Tag) -> None:
        self._wait()
        match tag.type:
            case "NEG":
                self.lead.negation = tag
                if looks_back(tag):
                    self.lead.scope.setdefault("HIST", tag)
            case "SEV":
                self.lead.qualifiers.append(tag)
            case "RESP":
                self.lead.scope["RESP"] = tag
                self.lead.responses.append(tag)
            case "DOSE" | "EQUIV":
                self.lead.doses.append(tag)
            case "CHANGE" | "CAUSE" | "COMB":
                self.lead.words.append(tag)
                if tag.type == "CAUSE" and self.last is not None and self.last.slot not in {"state", "sex"}:
                    self.when = tag
            case "ALLERGYW":
                self.lead.scope["ALLERGY"] = tag
            case "CONTRAW":
                self.lead.scope["CONTRA"] = tag
            case "CURRENT" | "KNOWN" if tag.type in self.lead.scope:
                take(self.lead.scope[tag.type])  # "presence of a current ulcer", "known history or diagnosis of"
                self.lead.scope[tag.type] = tag
            case "PLAN" | "HIST" if tag.type in self.lead.scope:
                take(tag)  # "scheduled for elective surgery", "has had a prior transplant"
            case _:
                self.lead.scope[tag.type] = tag

    def _known_head_follows(self, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a name of the catalogue comes later in the chunk."""
        return any(isinstance(element, Tag) and element.type in HEADS for element in elements[at + 1 :])

    def _head_follows(self, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a head, or words that can be one, come later in the chunk before another preposition of time."""
        for element in elements[at + 1 :]:
            if isinstance(element, Paren) or element.type in {"LIMIT", "WINDOW", "WHICH", "JUDGE", "JUDGED"}:
                continue
            if element.type in HEADS or element.type in NAME_WORDS:
                return True
        return False
