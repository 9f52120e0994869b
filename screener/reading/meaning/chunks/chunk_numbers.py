"""Numbers, windows and brackets in a chunk: whose limit, dose, age or time they are."""

from __future__ import annotations

from screener.reading.meaning.chunks.chunk_modifiers import ChunkModifiers
from screener.reading.meaning.chunks.chunk_signs import NOUNS
from screener.reading.meaning.chunks.chunk_signs import age_words
from screener.reading.meaning.chunks.chunk_signs import as_age
from screener.reading.meaning.chunks.chunk_signs import at_most
from screener.reading.meaning.chunks.chunk_signs import counts_habit
from screener.reading.meaning.chunks.chunk_signs import ends_scale
from screener.reading.meaning.chunks.chunk_signs import least_count
from screener.reading.meaning.chunks.chunk_signs import limit_and_time
from screener.reading.meaning.chunks.chunk_signs import limit_with_words
from screener.reading.meaning.chunks.chunk_signs import mentions_age
from screener.reading.meaning.chunks.chunk_signs import most_count
from screener.reading.meaning.chunks.chunk_signs import only_limit
from screener.reading.meaning.chunks.chunk_signs import only_one
from screener.reading.meaning.chunks.chunk_signs import spans
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.chunks.chunk_signs import with_unit
from screener.reading.meaning.chunks.judged import measured
from screener.reading.meaning.chunks.menses import LASTING
from screener.reading.meaning.chunks.menses import lasting
from screener.reading.meaning.chunks.menses import without_menses
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.chunks.standing import stays
from screener.reading.meaning.chunks.stretches import OWN
from screener.reading.meaning.chunks.stretches import as_limit
from screener.reading.meaning.chunks.stretches import at_visit
from screener.reading.meaning.chunks.stretches import chronic
from screener.reading.meaning.chunks.stretches import recent
from screener.reading.meaning.chunks.visit_ages import age_at_visit
from screener.reading.meaning.chunks.visit_ages import range_of_ages
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import parts_of
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren

_KINDS_OF_USE = frozenset({"monotherapy", "mono-therapy", "polytherapy", "dual-therapy", "bitherapy", "pretreatment"})


_RECENT = frozenset({"recent", "recently"})
_AMOUNT = frozenset({"of", "with", "with a", "at", "of a"})
"""The words between a measure and its amount."""
_EVENTS = ("ations", "admissions", "visits", "pregnancies", "deliveries", "births")


def _names_person(draft: Draft) -> bool:
    return draft.heads[-1].text.lower().endswith(("er", "ers", "ors"))


class ChunkNumbers(ChunkModifiers):
    """Gives limits, windows and brackets to the head that they belong to."""

    def _number(self, tag: Tag) -> None:
        measured = self.last is not None and self.last.slot == "measure" and not self.name
        if measured and self.last is not None and self.last.ids == ("life-expectancy",):
            tag = as_limit(tag)
        halves = None if measured else at_visit(tag)
        if halves is not None:
            for half in halves:
                self._number(half)
            return
        if self._an_age(tag) and not (self.last is not None and self.last.slot == "measure" and not self.last.limits):
            self._close_name()
            self.piece.ages.append(tag)
            return
        if self._dosed(tag) or self._graded(tag) or self._counts_ahead(tag) or self._lasts(tag):
            return
        if self.name and all(word.type == "MEASN" for word in self.name):
            if tag.type == "LIMIT" and not timed(tag) and self.last is None and self._sort_named(self.name):
                self.name = []
            self._close_name()
        if self.last is not None and self.last.noun and not self.last.limits and not self.name:
            self.last.heads += self.last.noun
            self.last.slot, self.last.ids, self.last.noun, self.linked = "measure", (), [], None
        if self.name and self.linked is not None and ends_scale(self.name) and len(self.name) > 1:
            self.linked = None
        elif not self.name and self.last is not None and not self.last.ids and not self.last.limits:
            plain = self.last.slot in {"condition", "text"} and not with_unit(tag) and not timed(tag)
            length = tag.type == "LIMIT" and timed(tag) and spans(self.last.heads) and self.linked is None
            if (length or (plain and ends_scale(self.last.heads))) and not self.last.after:
                self.last.slot = "measure"
        if self._measured_with(tag):
            self.linked = None
        named = bool(self.name)
        if tag.type == "WINDOW" and meaning_of(tag).limits == ():
            self._close_name()
            (self.last.windows if self.last is not None else self.lead.windows).append(tag)
            return
        if named and self.linked is None and not any(word.type == "COMB" for word in self.lead.words):
            draft = Draft("measure", self.name)
            draft.slot = "text" if all(word.type in NOUNS for word in self.name) else "measure"
            if tag.type == "LIMIT" and all(word.type == "TREATN" for word in self.name):
                draft.slot = "treatment"  # "a stable prescription of 15 to 25 mg/week"
            self.name = []
            self._add(draft)
        else:
            self._close_name()
        if self.last is not None and self.last.slot == "state" and self._of_state(self.last, tag):
            return
        last = self.last
        if last is None or self._heads_own(last) or any(word.type == "COMB" for word in self.lead.words):
            (self.lead.windows if tag.type == "WINDOW" else self.lead.limits).append(tag)
        elif self._where(last, tag):
            assert self.linked is not None  # _where looked
            last.after += [self.linked, tag]
            take(tag)
            self.linked = None
        else:
            (last.windows if tag.type == "WINDOW" else last.limits).append(tag)
            if self.linked is not None and self.linked.text.lower() in _AMOUNT and last.slot == "measure" and tag.type == "LIMIT":
                take(self.linked)  # the "of" of "a score of at least 4" joins nothing that follows
                self.linked = None

    def _an_age(self, tag: Tag) -> bool:
        """Whether a number is the age of those spoken of, whatever stands beside it."""
        people = self.piece.population or self.lead.population or self.piece.has_sex
        last = self.last
        found = last is not None and last.slot == "condition" and self.linked is None and not self.name
        if found and people and range_of_ages(tag):
            return True  # "women with asthma between 45 and 60 years"
        people = people or (last is None and not self.name and self.lead.bare)  # "≥ 18 years at screening"
        return as_age(tag) or age_at_visit(tag, people=people and (last is None or last.slot in {"sex", "state"}))

    def _of_state(self, state: Draft, tag: Tag) -> bool:
        """Whether a number is taken as how often or how long a state is so; an amount behind one is a measure of its own."""
        if most_count(tag) and state.heads[-1].text.lower().endswith(_EVENTS):
            state.limits.append(tag)
            return True
        if at_most(tag) and counts_habit(tag) and not _names_person(state):
            state.slot, state.ids = "measure", ()  # "alcohol use < 2 drinks per day" asks for no alcohol use
            return False
        if with_unit(tag):
            self._add(Draft("measure", list(state.heads)))
            return False
        return self._stays(state, tag)

    def _measured_with(self, tag: Tag) -> bool:
        """ "Asthma with reversibility > 12 %": the words behind "with" name what is measured, not the disease before it."""
        last = self.last
        if last is not None and last.slot == "measure" and last.limits and self.name and self.linked is not None:
            return self.linked.text.lower().startswith("with")  # "age < 60 years with a first remission > 1 year"
        if last is None or last.slot not in {"condition", "treatment"} or not last.ids or self.linked is None or timed(tag):
            return False
        named = bool(self.name) and self.linked.text.lower() == "with" and all(word.type == "TEXT" for word in self.name)
        if not with_unit(tag) or last.slot == "treatment":
            alone = named and tag.type == "LIMIT" and len(self.name) == 1
            return alone and self.name[0].text.isupper()  # "implants with ISQ < 55"
        return named

    def _lasts(self, tag: Tag) -> bool:
        """ "Psoriasis duration 1-15 years": how long the finding before it has lasted."""
        last = self.last
        if last is None or last.slot != "condition" or tag.type != "LIMIT" or len(self.name) != 1 or not timed(tag):
            return False
        if self.name[0].text.lower() != "duration" or last.limits:
            return False
        take(self.name)
        self.name, self.linked = [], None
        last.limits.append(tag)
        return True

    def _counts_ahead(self, tag: Tag) -> bool:
        """ "Has tolerated at least 2 cycles of cisplatin": the number counts what follows it."""
        if tag.type != "LIMIT" or not any(part.could_be("AHEAD") for part in parts_of(tag)):
            return False
        self._close_name()
        self.linked = None
        self.lead.limits.append(tag)
        return True

    def _where(self, last: Draft, tag: Tag) -> bool:
        """Whether a number behind "in" or "on" only says where or how often a limit holds ("in at least 2 categories")."""
        limited = tag.type == "LIMIT" and last.slot == "measure" and bool(last.limits)
        return limited and self.linked is not None and (least_count(tag) or timed(tag))

    def _stays(self, last: Draft, tag: Tag) -> bool:
        """ "Hospitalized more than 24 hours": hours to months behind a state say how long it has been, and are no age."""
        if not LASTING.isdisjoint(last.ids) and 0 <= tag.start - last.end <= 1 and (time := lasting(tag)) is not None:
            last.windows.append(time)  # "ex-smokers over five years"
            return True
        by = self.linked is not None and self.linked.text.lower() in {"by", "of"}  # "postmenopausal by at least 12 months"
        if tag.type != "LIMIT" or not (by or 0 <= tag.start - last.span.end <= 1) or not stays(tag):
            return False
        self.linked = None
        if last.ids == ("pregnant",):
            self._gestation(tag)
        else:
            last.limits.append(tag)
        return True

    def _gestation(self, tag: Tag) -> None:
        """A time beside a pregnancy is its age."""
        name = Tag("MEAS", tag.start, tag.start, ("gestational-age",), "", state="compiled")
        self.piece.drafts.append(Draft("measure", [name], ("gestational-age",), limits=[tag]))

    def _graded(self, tag: Tag) -> bool:
        """ "Neuropathy of grade 2 or more": a grade says how bad the finding before it is."""
        last = self.last
        if last is None or last.slot not in {"condition", "text"} or not self.name or tag.type != "LIMIT":
            return False
        if not all(word.type == "STAGEW" for word in self.name):
            return False
        take([*self.name, tag])
        last.qualifiers.append(Tag("SEV", min(self.name[0].start, tag.start), tag.end, "stage", "", state="compiled"))
        self.name, self.linked = [], None
        return True

    def _dosed(self, tag: Tag) -> bool:
        """ "Methotrexate treatment between 10 and 25 mg/week": an amount behind a treatment and a general noun is its dose."""
        last = self.last
        if last is None or last.slot != "treatment" or tag.type != "LIMIT" or not self.name:
            return False
        alone = [word for word in self.name if word.text.lower() in _KINDS_OF_USE]
        if not all(word.type == "TREATN" or word in alone for word in self.name):
            return False
        last.heads += [word for word in self.name if word not in alone]
        last.qualifiers += alone
        self.name = []
        last.limits.append(tag)
        return True

    def _heads_own(self, last: Draft) -> bool:
        """A sex or state before a number does not own it ("women 18 years or older")."""
        return last.slot in {"sex", "state"}

    def _paren(self, paren: Paren) -> None:
        if self.name:
            if self.last is None and "RESULT" in self.lead.scope and measured(paren) and self._sort_named(self.name):
                self.name = []  # "decreased renal function (eGFR < 60 mL/min)"
            self._close_name()
        inside = only_limit(paren)
        window = only_one(paren, "WINDOW")
        sex = only_one(paren, "SEX")
        if window is not None and not meaning_of(window).limits:
            told = [tag for tag in self.lead.qualifiers if tag.text.lower() in _RECENT]
            take(told)  # the window says how recent
            self.lead.qualifiers = [tag for tag in self.lead.qualifiers if tag not in told]
            if self.last is None or any(tag.text.lower() in _RECENT for tag in self.last.lead.qualifiers):
                window.others = (*window.others, OWN)  # "A or recent (< 6 months) B", "A or recent B (< 6 months)"
            (self.last.windows if self.last is not None else self.lead.windows).append(window)
            return
        stage = only_one(paren, "SEV") if self.last is None else None
        if stage is not None and stage.value == "stage":
            self.lead.qualifiers.append(stage)  # "invasive (stage II) breast cancer"
            return
        if inside is not None and self.last is None and (window := recent(self.lead, inside)) is not None:
            self.lead.windows.append(window)
            return
        if inside is not None and self.last is None and (window := chronic(self.lead, inside)) is not None:
            self.lead.windows.append(window)
            return
        if inside is not None and self._bracket_limit(inside, paren):
            return
        open_measure = inside is None and self.last is not None and self.last.slot == "measure" and not self.last.limits
        if open_measure and (parts := limit_and_time(paren)):
            for part in parts:  # "weight loss (> 10 % in the last 6 months)"
                self._preposition(part, [], 0) if part.type == "PREP" else self._number(part)
            return
        if open_measure and self._limited_in(paren):
            return
        if sex is not None and (self.lead.limits if self.last is None else self.last.slot == "measure"):
            self.piece.subgroup = sex
            take(sex)
            return
        if self.last is not None and self.last.ids == ("postmenopausal",) and (time := without_menses(paren)) is not None:
            self.last.windows.append(time)
            return
        if self.last is None and self.lead.population and inside is not None and timed(inside):
            self.lead.limits.append(inside)
            return
        (self.last.parens if self.last is not None else self.lead.parens).append(paren)

    def _limited_in(self, paren: Paren) -> bool:
        """ "Viral load (≥ 10,000 copies/mL in plasma)": a limit in a unit of the measure, and words about it."""
        found, last = limit_with_words(paren), self.last
        if found is None or last is None or last.results or "RESULT" in last.lead.scope:
            return False
        limit, words = found
        unit = limits_of(limit.value)[0].unit  # type: ignore[arg-type]
        if unit is None or not any(admits(ident, unit) for ident in last.ids):
            return False
        last.limits.append(limit)
        take(words)
        last.qualifiers.append(behind(words))
        return True

    def _bracket_limit(self, inside: Tag, paren: Paren) -> bool:
        """A limit alone in a bracket: that of the measure, or the extent of the finding, that it stands beside."""
        last = self.last
        if last is not None and last.slot == "measure" and not last.limits:
            last.limits.append(inside)
            return True
        if (last is None or last.slot == "sex") and (mentions_age(paren) or (last is not None and timed(inside))):
            name = Tag("MEAS", inside.start, inside.start, ("age",), "age", state="compiled")
            take(age_words(paren))
            self.piece.drafts.append(Draft("measure", [name], ("age",), limits=[inside]))
            return True
        if last is None and with_unit(inside):
            self.lead.limits.append(inside)
            return True
        if last is not None and not LASTING.isdisjoint(last.ids) and (time := lasting(inside)) is not None:
            last.windows.append(time)
            return True
        if last is not None and last.ids == ("pregnant",) and timed(inside):
            self._gestation(inside)
            return True
        if last is not None and last.slot == "state" and with_unit(inside):
            self._number(inside)
            return True
        unknown = last is not None and not last.ids and last.slot in {"text", "condition"} and not last.limits
        if unknown and last is not None and timed(inside) and spans(last.heads):
            last.slot = "measure"  # "a regular cycle (25-35 days)"
            last.limits.append(inside)
            return True
        told = with_unit(inside) or (timed(inside) and not as_age(inside))
        if last is not None and last.slot in {"condition", "text"} and told and not last.limits:
            last.limits.append(inside)
            return True
        return False
