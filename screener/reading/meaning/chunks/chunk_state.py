"""The reader of one chunk: what it holds while it goes, and how a head takes the numbers that waited for it."""

from __future__ import annotations

from screener.reading.meaning.chunks.bare_ages import like_age
from screener.reading.meaning.chunks.chunk_signs import few_only
from screener.reading.meaning.chunks.chunk_signs import least_count
from screener.reading.meaning.chunks.chunk_signs import most_count
from screener.reading.meaning.chunks.chunk_signs import needs_unit
from screener.reading.meaning.chunks.chunk_signs import never_had
from screener.reading.meaning.chunks.chunk_signs import says_when
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.chunks.chunk_signs import whole_count
from screener.reading.meaning.chunks.chunk_signs import with_unit
from screener.reading.meaning.chunks.how_many import stands_before
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.chunks.standing import stays_before
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

_REACTIONS = ("ALLERGY", "CONTRA")


class ChunkState:
    """Modifiers, words and a preposition that wait for a head, and the piece in the making."""

    def __init__(self) -> None:
        self.lead = Lead()
        self.piece = Piece(rest=self.lead)
        self.name: list[Tag] = []
        self.linked: Tag | None = None
        self.when: Tag | None = None
        self.swallows = False
        self.away = -1

    @property
    def last(self) -> Draft | None:
        """The draft that was made last."""
        return self.piece.drafts[-1] if self.piece.drafts else None

    def _add(self, draft: Draft) -> None:
        draft.lead = self.lead
        if draft.slot not in {"treatment", "text"} or not draft.lead.scope.keys().isdisjoint(_REACTIONS):
            never_had(draft.lead)
        if draft.slot == "state" and (failed := draft.lead.scope.pop("RESP", None)) is not None:
            draft.lead.negation = draft.lead.negation or failed  # "failure to give consent"
        draft.limits += self._orphans(draft)
        draft.windows += self.lead.windows
        draft.parens += self.lead.parens
        self._related(draft.heads)
        self.lead = self._carry()
        self.piece.drafts.append(draft)

    def _wait(self) -> None:
        """Lets go of the preposition that waits; one that says when ("delirium after anesthesia") stays for what follows it."""
        linked, self.linked = self.linked, None
        if linked is not None and says_when(linked):
            self.when = linked

    def _related(self, following: list[Tag]) -> None:
        """What a head came before, after or from ("delirium after anesthesia", "cough due to ramipril") is to be confirmed."""
        self._wait()
        when, self.when = self.when, None
        last = self.last
        if when is None or last is None or last.slot == "sex":
            return
        self.lead.words = [word for word in self.lead.words if word is not when]
        self.piece.relation = behind([when, *following], "description" if last.slot == "state" else "other")
        last.qualifiers.append(self.piece.relation)

    def _orphans(self, draft: Draft) -> list[Tag]:
        """Numbers before their measure ("at least 6 tender joints")."""
        if draft.slot == "text" and any(with_unit(tag) for tag in self.lead.limits):
            draft.slot = "measure"
        if draft.slot == "text" and self.lead.limits and self._counts(draft):
            limits, self.lead.limits = self.lead.limits, []
            return limits
        if draft.slot != "measure" and self.lead.limits and self.away >= self.lead.limits[-1].end:
            return []  # "10 or higher on the depression part" counts no depressions
        if draft.slot == "state" and len(self.lead.limits) == 1 and not self.lead.population:
            before = self.lead.limits[0]
            if before.type == "LIMIT" and stays_before(before) and stands_before(before, draft):
                self.lead.limits = []
                return [before]  # "at least 12 months postmenopausal"
            counts = least_count(before) or most_count(before)
            if counts and not with_unit(before) and stands_before(before, draft):
                self.lead.limits = []
                return [before]  # "at least two forms of contraception"
        if draft.slot in {"measure", "condition", "treatment"} and self.lead.limits:
            limits, self.lead.limits = self.lead.limits, []
            if draft.slot == "measure" and draft.ids and needs_unit(draft.ids[0]) and all(few_only(tag) for tag in limits):
                self.lead.limits = limits  # "no more than 1 blood pressure reading" limits no pressure
                return []
            if draft.slot == "measure" and draft.ids and not any(admits(ident, "a") for ident in draft.ids):
                self.piece.ages += [tag for tag in limits if timed(tag)]
                limits = [tag for tag in limits if not timed(tag)]
            if self.lead.population and draft.slot != "measure" and not self.lead.scope.keys() & {"TREAT", "RESP"}:
                history = self.lead.scope.get("HIST")  # "a 5-year history of" is no age
                aged = [tag for tag in limits if like_age(tag) and not stands_before(tag, draft)]  # "patients < 18 with asthma"
                aged += [tag for tag in limits if timed(tag) and (history is None or not 0 <= history.start - tag.end <= 1)]
                self.piece.ages += aged
                limits = [tag for tag in limits if tag not in aged]
            return limits
        return []

    def _counts(self, draft: Draft) -> bool:
        """Whether a signed number stands straight before words that the catalogue does not know ("at least 25 follicles")."""
        tag = self.lead.limits[-1]
        plain = tag.type == "LIMIT" and len(self.lead.limits) == 1 and not self.lead.population
        if not plain or not stands_before(tag, draft):
            return False
        if not self.lead.scope and not self.lead.qualifiers:
            draft.slot = "measure"
        return all(whole_count(one) for one in limits_of(tag.value))  # type: ignore[arg-type]

    def _carry(self) -> Lead:
        """What goes on to the next head of the same chunk: list-wide modifiers, nothing that belongs to one head."""
        kept = {name: tag for name, tag in self.lead.scope.items() if name in {"TREAT", "ALLERGY", "CONTRA", "RESP", "IMMUN"}}
        return Lead(scope=kept, population=self.lead.population)
