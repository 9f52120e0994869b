"""Takes the elements of one chunk, gives its drafts: each head with the modifiers before and the words after it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal

from screener.catalog.load import catalog
from screener.criteria.nodes import Bound
from screener.reading.build.draft import SCOPE
from screener.reading.build.draft import Draft
from screener.reading.build.draft import Lead
from screener.reading.build.draft import take
from screener.reading.build.kinds import heads_other
from screener.reading.build.kinds import slot_of_words
from screener.reading.build.limits import Limits
from screener.reading.build.limits import limits_of
from screener.reading.build.names import admits
from screener.reading.build.stretches import OWN
from screener.reading.build.stretches import at_visit
from screener.reading.build.stretches import recent
from screener.reading.build.windows import meaning_of
from screener.reading.tags import Tag
from screener.reading.trees import Paren

_HEADS = {
    "COND": "condition", "DRUG": "treatment", "PROC": "treatment", "VACC": "vaccine", "STATE": "state", "DEMO": "state",
    "MEAS": "measure", "SEX": "sex",
}  # fmt: skip
_NOUNS = frozenset({"CONDN", "TREATN", "PROCN"})
_AWAY = frozenset({"on", "in", "from", "at"})
_SCALE_WORDS = frozenset({"scale", "score", "index", "inventory", "questionnaire"})
_NAME_WORDS = _NOUNS | {"MEASN", "TEXT", "ROMAN", "NUM", "STAGEW"}


@dataclass(slots=True)
class Piece:
    """What one chunk gave: its drafts, the modifiers left over at its end, and marks of its own.

    count: "at least two of the following" (`all`, `none` or a number). judged: words from here on are a person's to decide.
    """

    drafts: list[Draft] = field(default_factory=list)
    rest: Lead = field(default_factory=Lead)
    count: Tag | None = None
    either: Tag | None = None
    excluded: Tag | None = None
    allowed: Tag | None = None
    start: int = 0
    end: int = 0
    population: bool = False
    judge: Tag | None = None
    subgroup: Tag | None = None
    alternatives: list[Draft] = field(default_factory=list)
    negation_shared: bool = False
    empty: bool = False
    stacked: bool = False
    ages: list[Tag] = field(default_factory=list)
    tail: list[Tag] = field(default_factory=list)

    @property
    def has_sex(self) -> bool:
        """Whether it names a sex."""
        return any(draft.slot == "sex" for draft in self.drafts)


def read_chunk(elements: list[Tag | Paren]) -> Piece:
    """The piece that a chunk's elements make, read from left to right."""
    reader = _Reader()
    for at, element in enumerate(elements):
        reader.step(element, elements, at)
    return reader.finish(elements)


class _Reader:
    """Left to right over one chunk: modifiers wait for a head, heads take what follows them."""

    def __init__(self) -> None:
        self.lead = Lead()
        self.piece = Piece(rest=self.lead)
        self.name: list[Tag] = []
        self.linked: Tag | None = None
        self.swallows = False
        self.away = -1

    @property
    def last(self) -> Draft | None:
        """The draft that was made last."""
        return self.piece.drafts[-1] if self.piece.drafts else None

    def step(self, element: Tag | Paren, elements: list[Tag | Paren], at: int) -> None:
        """Takes in one element."""
        if self.piece.judge is not None and self.swallows:
            return
        if isinstance(element, Paren):
            self._paren(element)
        elif element.type in _HEADS:
            self._head(element, elements, at)
        elif element.type in _NAME_WORDS:
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
            if _length_of(elements, at):
                self.lead.population = False
            self._number(element)
        else:
            self._mark(element, elements, at)

    def finish(self, elements: list[Tag | Paren]) -> Piece:
        """Closes the last name and hands over what is left."""
        self._close_name()
        for draft in self.piece.drafts:
            if draft.slot == "measure" and len(draft.limits) > 1:
                _how_often(draft)
        self.piece.rest = self.lead
        if elements:
            self.piece.start, self.piece.end = elements[0].start, elements[-1].end
        return self.piece

    # heads ---------------------------------------------------------------------------------------------------------

    def _head(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        slot = _HEADS[tag.type]
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
        if tag.could_be("CONDN") and not self.name and self.last is not None and _harms(self.last, [tag]):
            self.last.slot, self.last.ids = "condition", ()
            self.last.heads.append(tag)
            return
        before = self.name
        self.name = []
        if slot == "measure" and self._same_measure(ids):
            take(tag)
            return
        if ids and not before and self._named_again(slot, ids):
            assert self.last is not None  # _named_again looked
            self.last.heads.append(tag)
            return
        draft = Draft(slot, [tag], ids, self.lead, shared_head=tag.could_be("SHARED"))
        if self.linked is not None and self.last is not None and self._narrows(tag) and not _limited(elements, at):
            self.last.after += [self.linked, *before, tag]
            take(self.linked)
            self.linked = None
            return
        if self._proved_by(tag):
            assert self.last is not None  # _proved_by looked
            assert self.linked is not None
            self.last.after += [self.linked, *before, tag]
            self.linked = None
            return
        if before:
            draft.qualifiers += before
        self._add(draft)

    def _proved_by(self, tag: Tag) -> bool:
        """Whether a procedure behind "by" only says how a finding is seen ("metastases by CT scan")."""
        last = self.last
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
        same = last is not None and last.slot == slot and last.ids == ids and slot in {"condition", "treatment"}
        return same and last is not None and self.linked is None and not (last.limits or last.windows or last.parens)

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

    def _add(self, draft: Draft) -> None:
        draft.lead = self.lead
        if draft.slot not in {"treatment", "text"}:
            _never_had(draft.lead)
        if draft.slot == "state" and (failed := draft.lead.scope.pop("RESP", None)) is not None:
            draft.lead.negation = draft.lead.negation or failed  # "failure to give consent"
        draft.limits += self._orphans(draft)
        draft.windows += self.lead.windows
        draft.parens += self.lead.parens
        self.lead = self._carry()
        self.piece.drafts.append(draft)
        self.linked = None

    def _orphans(self, draft: Draft) -> list[Tag]:
        """Numbers before their measure ("at least 6 tender joints")."""
        if draft.slot == "text" and any(_with_unit(tag) for tag in self.lead.limits):
            draft.slot = "measure"
        if draft.slot == "text" and self.lead.limits and self._counts(draft):
            limits, self.lead.limits = self.lead.limits, []
            return limits
        if draft.slot != "measure" and self.lead.limits and self.away >= self.lead.limits[-1].end:
            return []  # "10 or higher on the depression part" counts no depressions
        if draft.slot in {"measure", "condition", "treatment"} and self.lead.limits:
            limits, self.lead.limits = self.lead.limits, []
            if draft.slot == "measure" and draft.ids and _needs_unit(draft.ids[0]) and all(_few(tag) for tag in limits):
                self.lead.limits = limits  # "no more than 1 blood pressure reading" limits no pressure
                return []
            if draft.slot == "measure" and draft.ids and not any(admits(ident, "a") for ident in draft.ids):
                self.piece.ages += [tag for tag in limits if _timed(tag)]
                limits = [tag for tag in limits if not _timed(tag)]
            if self.lead.population and draft.slot != "measure" and "TREAT" not in self.lead.scope:
                history = self.lead.scope.get("HIST")  # "a 5-year history of" is no age
                aged = [tag for tag in limits if _timed(tag) and (history is None or not 0 <= history.start - tag.end <= 1)]
                self.piece.ages += aged
                limits = [tag for tag in limits if tag not in aged]
            return limits
        return []

    def _counts(self, draft: Draft) -> bool:
        """Whether a signed number stands straight before words that the catalogue does not know ("at least 25 follicles")."""
        tag = self.lead.limits[-1]
        plain = tag.type == "LIMIT" and len(self.lead.limits) == 1 and not self.lead.population
        if not plain or not 0 <= draft.heads[0].start - tag.end <= 1:
            return False
        if not self.lead.scope and not self.lead.qualifiers:
            draft.slot = "measure"
        return all(_whole_count(one) for one in limits_of(tag.value))  # type: ignore[arg-type]

    def _carry(self) -> Lead:
        """What goes on to the next head of the same chunk: list-wide modifiers, nothing that belongs to one head."""
        kept = {name: tag for name, tag in self.lead.scope.items() if name in {"TREAT", "ALLERGY", "CONTRA", "RESP", "IMMUN"}}
        return Lead(scope=kept, population=self.lead.population)

    # names that the catalogue does not know ----------------------------------------------------------------------------

    def _word(self, tag: Tag) -> None:
        last = self.last
        if tag.text.lower() == "free" and last is not None and last.slot == "condition" and not self.name:
            last.lead.negation = tag  # "seizure-free"
            return
        if last is not None and last.slot == "measure" and not self.name and not last.limits and self._classes(last, tag):
            return
        if tag.type == "MEASN" and not self.name and self._measure_noun(tag):
            return
        if last is not None and not self.name and last.end and tag.type == "ROMAN":
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
        name, self.name = self.name, []
        if not name:
            return
        last = self.last
        if all(tag.type == "MEASN" for tag in name):
            take(name)
            if last is not None and last.slot in {"condition", "text"} and 0 <= name[0].start - last.end <= 1:
                last.noun = name
            return
        scale = _scale_noun(name)
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
        if last is not None and _harms(last, name):
            last.slot, last.ids = "condition", ()
            last.heads += name
            return
        if last is not None and last.ids and _follows(last, name) and heads_other(last.slot, name):
            last.slot, last.ids = "text", ()
            last.heads += name
            return
        if last is not None and self.lead.bare and not any(tag.type in _NOUNS for tag in name):
            last.after += name
            return
        if all(is_class(tag) for tag in name):
            (last.after if last is not None else self.lead.words).extend(name)
            return
        self._add(Draft(slot_of_words(name), name, (), self.lead))

    def _preposition(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        after = elements[at + 1] if at + 1 < len(elements) else None
        if self.name and tag.text.lower() == "of" and isinstance(after, Tag) and _with_unit(after):
            take(tag, "filler")  # "consumption of more than 30 g/day"
            return
        self._close_name()
        if self.last is not None:
            self.linked = tag
        elif tag.value in _AWAY:
            self.away = tag.start
        take(tag, "filler")

    # modifiers -----------------------------------------------------------------------------------------------------------

    def _modifier(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        if tag.type == "SEV" and self.name and self._head_follows(elements, at):
            self.name.append(tag)
            return
        if tag.type == "SEV" and self.linked is not None and not self._known_head_follows(elements, at):
            self.name.append(tag)
            return
        self._close_name()
        last = self.last
        ends = not self._head_follows(elements, at) or (tag.could_be("parts") and self._follows_finding(elements, at))
        goes_back = ends or (tag.type in {"RESULT", "CHANGE"} and not self._of_the_next(tag, elements, at))
        if last is not None and goes_back and self._behind(last, tag):
            return
        self._ahead(tag)

    def _of_the_next(self, tag: Tag, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a result stands between "with" and its measure ("women with a negative pregnancy test")."""
        after = elements[at + 1] if at + 1 < len(elements) else None
        return self.linked is not None and tag.type == "RESULT" and isinstance(after, Tag) and after.type == "MEAS"

    def _follows_finding(self, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a stage stands straight behind a finding and before no other ("NSCLC stage III with metastases")."""
        after = elements[at + 1] if at + 1 < len(elements) else None
        last = self.last
        straight = last is not None and last.slot == "condition" and not self.name and self.linked is None
        return straight and not (isinstance(after, Tag) and after.type in _HEADS.keys() | _NOUNS | {"TEXT"})

    def _behind(self, last: Draft, tag: Tag) -> bool:
        """Hangs a modifier on the head before it where it fits there."""
        match tag.type:
            case "RESULT" | "CHANGE" if last.slot in {"measure", "condition", "text", "state"}:
                last.results.append(tag)
            case "DOSE" | "EQUIV" | "ROUTE" | "STABLE" if last.slot in {"treatment", "text"}:
                last.doses.append(tag)
            case "SEV" | "ACTIVE" | "CURRENT" | "KNOWN" | "SUSP" | "HISTOL" | "NEWLY":
                last.qualifiers.append(tag)
            case "HIST" if last.slot != "measure":
                last.lead.scope.setdefault("HIST", tag)
            case "ALLERGYW" if last.slot in {"treatment", "vaccine"} and tag.start - last.end <= 2:
                last.lead.scope.setdefault("ALLERGY", tag)  # "penicillin allergy"
            case "PLAN" | "NAIVE" if last.slot == "treatment":
                last.lead.scope.setdefault(tag.type, tag)
            case _:
                return False
        self.linked = None
        return True

    def _ahead(self, tag: Tag) -> None:
        self.linked = None
        match tag.type:
            case "NEG":
                self.lead.negation = tag
                if _looks_back(tag):
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
            case "ALLERGYW":
                self.lead.scope["ALLERGY"] = tag
            case "CONTRAW":
                self.lead.scope["CONTRA"] = tag
            case _:
                self.lead.scope[tag.type] = tag

    def _known_head_follows(self, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a name of the catalogue comes later in the chunk."""
        return any(isinstance(element, Tag) and element.type in _HEADS for element in elements[at + 1 :])

    def _head_follows(self, elements: list[Tag | Paren], at: int) -> bool:
        """Whether a head, or words that can be one, come later in the chunk before another preposition of time."""
        for element in elements[at + 1 :]:
            if isinstance(element, Paren) or element.type in {"LIMIT", "WINDOW", "WHICH", "JUDGE", "JUDGED"}:
                continue
            if element.type in _HEADS or element.type in _NAME_WORDS:
                return True
        return False

    # numbers, brackets and the rest --------------------------------------------------------------------------------------

    def _number(self, tag: Tag) -> None:
        measured = self.last is not None and self.last.slot == "measure" and not self.name
        halves = None if measured else at_visit(tag)
        if halves is not None:
            for half in halves:
                self._number(half)
            return
        if _aged(tag) and not (self.last is not None and self.last.slot == "measure" and not self.last.limits):
            self._close_name()
            self.piece.ages.append(tag)
            return
        if self._dosed(tag) or self._graded(tag):
            return
        if self.name and all(word.type == "MEASN" for word in self.name):
            self._close_name()
        if self.last is not None and self.last.noun and not self.last.limits and not self.name:
            self.last.heads += self.last.noun
            self.last.slot, self.last.ids, self.last.noun, self.linked = "measure", (), [], None
        if self.name and self.linked is not None and _ends_scale(self.name) and len(self.name) > 1:
            self.linked = None
        elif not self.name and self.last is not None and not self.last.ids and not self.last.limits:
            plain = self.last.slot in {"condition", "text"} and not _with_unit(tag) and not _timed(tag)
            if plain and _ends_scale(self.last.heads) and not self.last.after:
                self.last.slot = "measure"
        named = bool(self.name)
        if tag.type == "WINDOW" and meaning_of(tag).limits == ():
            self._close_name()
            (self.last.windows if self.last is not None else self.lead.windows).append(tag)
            return
        if named and self.linked is None and not any(word.type == "COMB" for word in self.lead.words):
            draft = Draft("measure", self.name)
            draft.slot = "text" if all(word.type in _NOUNS for word in self.name) else "measure"
            if tag.type == "LIMIT" and all(word.type == "TREATN" for word in self.name):
                draft.slot = "treatment"  # "a stable prescription of 15 to 25 mg/week"
            self.name = []
            self._add(draft)
        else:
            self._close_name()
        last = self.last
        if last is not None and last.slot == "state" and _with_unit(tag):
            amount = Draft("measure", list(last.heads))
            self._add(amount)
            last = amount
        if last is not None and last.slot == "state" and self._stays(last, tag):
            return
        if last is None or self._heads_own(last) or any(word.type == "COMB" for word in self.lead.words):
            (self.lead.windows if tag.type == "WINDOW" else self.lead.limits).append(tag)
        elif self._where(last, tag):
            assert self.linked is not None  # _where looked
            last.after += [self.linked, tag]
            take(tag)
            self.linked = None
        else:
            (last.windows if tag.type == "WINDOW" else last.limits).append(tag)

    def _where(self, last: Draft, tag: Tag) -> bool:
        """Whether a number behind "in" or "on" only says where or how often a limit holds ("in at least 2 categories")."""
        limited = tag.type == "LIMIT" and last.slot == "measure" and bool(last.limits)
        return limited and self.linked is not None and (_counts(tag) or _timed(tag))

    def _stays(self, last: Draft, tag: Tag) -> bool:
        """ "Hospitalized more than 24 hours": hours to weeks behind a state say how long it has been, and are no age."""
        short = tag.type == "LIMIT" and all(one.time in {"hour", "day", "week"} for one in limits_of(tag.value))  # type: ignore[arg-type]
        if not short or not 0 <= tag.start - last.end <= 1:
            return False
        last.qualifiers.append(tag)
        return True

    def _graded(self, tag: Tag) -> bool:
        """ "Neuropathy of grade 2 or more": a grade says how bad the finding before it is."""
        last = self.last
        if last is None or last.slot not in {"condition", "text"} or not self.name or tag.type != "LIMIT":
            return False
        if not all(word.type == "STAGEW" for word in self.name):
            return False
        take([*self.name, tag])
        last.qualifiers.append(Tag("SEV", self.name[0].start, tag.end, "stage", "", state="compiled"))
        self.name, self.linked = [], None
        return True

    def _dosed(self, tag: Tag) -> bool:
        """ "Methotrexate treatment between 10 and 25 mg/week": an amount behind a treatment and a general noun is its dose."""
        last = self.last
        if last is None or last.slot != "treatment" or tag.type != "LIMIT" or not self.name:
            return False
        if not all(word.type == "TREATN" for word in self.name):
            return False
        last.heads += self.name
        self.name = []
        last.limits.append(tag)
        return True

    def _heads_own(self, last: Draft) -> bool:
        """A sex or state before a number does not own it ("women 18 years or older")."""
        return last.slot in {"sex", "state"}

    def _paren(self, paren: Paren) -> None:
        if self.name:
            self._close_name()
        inside = _only_limit(paren)
        window = _only(paren, "WINDOW")
        sex = _only(paren, "SEX")
        if window is not None and not meaning_of(window).limits:
            told = [tag for tag in self.lead.qualifiers if tag.text.lower() in {"recent", "recently"}]
            take(told)  # the window says how recent
            self.lead.qualifiers = [tag for tag in self.lead.qualifiers if tag not in told]
            if self.last is None:
                window.others = (*window.others, OWN)
            (self.last.windows if self.last is not None else self.lead.windows).append(window)
            return
        if inside is not None and self.last is None and (window := recent(self.lead, inside)) is not None:
            self.lead.windows.append(window)
            return
        if inside is not None and self._bracket_limit(inside, paren):
            return
        if sex is not None and (self.lead.limits if self.last is None else self.last.slot == "measure"):
            self.piece.subgroup = sex
            take(sex)
            return
        if self.last is None and self.lead.population and inside is not None and _timed(inside):
            self.lead.limits.append(inside)
            return
        (self.last.parens if self.last is not None else self.lead.parens).append(paren)

    def _bracket_limit(self, inside: Tag, paren: Paren) -> bool:
        """A limit alone in a bracket: that of the measure, or the extent of the finding, that it stands beside."""
        last = self.last
        if last is not None and last.slot == "measure" and not last.limits:
            last.limits.append(inside)
            return True
        if (last is None or last.slot == "sex") and (_mentions_age(paren) or (last is not None and _timed(inside))):
            name = Tag("MEAS", inside.start, inside.start, ("age",), "age", state="compiled")
            take(_age_words(paren))
            self.piece.drafts.append(Draft("measure", [name], ("age",), limits=[inside]))
            return True
        if last is None and _with_unit(inside):
            self.lead.limits.append(inside)
            return True
        if last is not None and last.ids == ("pregnant",) and _timed(inside):
            name = Tag("MEAS", inside.start, inside.start, ("gestational-age",), "", state="compiled")
            self.piece.drafts.append(Draft("measure", [name], ("gestational-age",), limits=[inside]))
            return True
        if last is not None and last.slot == "state" and _with_unit(inside):
            self._number(inside)
            return True
        told = _with_unit(inside) or (_timed(inside) and not _aged(inside))
        if last is not None and last.slot in {"condition", "text"} and told and not last.limits:
            last.limits.append(inside)
            return True
        return False

    def _mark(self, tag: Tag, elements: list[Tag | Paren], at: int) -> None:
        match tag.type:
            case "POP" | "GUARD":
                self._close_name()
                self.lead.limits = [limit for limit in self.lead.limits if _timed(limit)]
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
                self.piece.subgroup = tag
                take(tag)
            case "WHICH":
                self._close_name()
                self.linked = None
                take(tag, "filler")
            case _:
                self.name.append(tag)


def _length_of(elements: list[Tag | Paren], at: int) -> bool:
    """Whether a time is the length of what follows ("more than 10 years of therapy"), and so nobody's age."""
    tag, rest = elements[at], elements[at + 1 :]
    named = len(rest) > 1 and rest[0].type == "PREP" and rest[0].text.lower().startswith("of")
    return named and isinstance(tag, Tag) and _timed(tag) and rest[1].type in _HEADS.keys() | _NOUNS - {"MEAS", "SEX"}


_ONCE = Bound(Decimal(1), True)


def _how_often(draft: Draft) -> None:
    """ "At least one temperature above 38 °C": the number before a measure with a limit of its own counts its values."""
    first, *others = draft.limits
    if first.end <= draft.heads[0].start and _counts(first) and any(_with_unit(tag) for tag in others):
        draft.limits = others
        take(first)
        if limits_of(first.value)[0].lower != _ONCE:  # type: ignore[arg-type]
            draft.qualifiers.append(Tag("TEXT", first.start, first.end, first.text, first.text))


def _counts(tag: Tag) -> bool:
    """Whether a limit is only a least number of things."""
    one = limits_of(tag.value)[0] if tag.type == "LIMIT" else None  # type: ignore[arg-type]
    plain = one is not None and one.unit is None and one.time is None and one.relative == "none"
    return plain and one is not None and one.lower is not None and one.upper is None


def _harms(last: Draft, name: list[Tag]) -> bool:
    """Whether a treatment's name only begins that of a finding ("lithium toxicity", "immunosuppressive disease")."""
    if last.slot != "treatment" or not last.ids or last.limits or last.windows or last.doses or last.qualifiers:
        return False
    plain = all(tag.type == "CONDN" or tag.could_be("CONDN") for tag in name)
    return plain and _follows(last, name) and name[0].start - last.heads[-1].end <= 1


def _follows(last: Draft, name: list[Tag]) -> bool:
    """Whether a name stands straight behind a head, over no more than the break of a line."""
    return not last.after and not last.parens and name[0].start - last.heads[-1].end <= 24


def _limited(elements: list[Tag | Paren], at: int) -> bool:
    """Whether a measure stands here with its limit right behind it."""
    head = elements[at]
    if not isinstance(head, Tag) or head.type != "MEAS" or at + 1 >= len(elements):
        return False
    behind = elements[at + 1 : at + 3]
    tags = [one for one in behind if isinstance(one, Tag)]
    return any(one.type == "LIMIT" or (one.type == "WINDOW" and meaning_of(one).limits) for one in tags)


def _ends_scale(name: list[Tag]) -> bool:
    """Whether words that the catalogue does not know end in what a scale is called."""
    return name[-1].type in {"MEASN", "STAGEW"} or name[-1].text.lower() in _SCALE_WORDS


def _scale_noun(name: list[Tag]) -> int:
    """How many words name a scale whose classes end the name ("Glogau score II III"); 0 where none do."""
    end = len(name)
    while end > 0 and name[end - 1].type in {"ROMAN", "NUM"}:
        end -= 1
    named = 1 < end < len(name) and name[end - 1].type in {"MEASN", "STAGEW"} and name[0].type == "TEXT"
    return end if named else 0


def is_class(tag: Tag) -> bool:
    """Whether a word by itself can name a class: a number, a Roman number, a capital letter, or "class"."""
    return tag.type in {"NUM", "STAGEW", "ROMAN"} or (tag.type == "TEXT" and len(tag.text) == 1 and tag.text.isupper())


def _age_words(paren: Paren) -> list[Tag]:
    """The words "age", "aged" inside a bracket."""
    found = (
        tag for sentence in paren.sentences for clause in sentence.clauses for chunk in clause.listing.chunks for tag in chunk
    )
    return [tag for tag in found if isinstance(tag, Tag) and tag.type == "MEAS" and tag.value == ("age",)]


def _never_had(lead: Lead) -> None:
    """ "No prior stroke" denies the stroke; "treatment-naive hepatitis" narrows the hepatitis."""
    tag = lead.scope.pop("NAIVE", None)
    if tag is None:
        return
    if "naive" in tag.text.lower():
        lead.qualifiers.append(tag)
    else:
        lead.negation, lead.scope["HIST"] = tag, tag


def _looks_back(tag: Tag) -> bool:
    """Whether a negation denies the past too ("no history of", "never had")."""
    said = tag.text.lower()
    return "history" in said or "had" in said.split() or said.startswith("never")


def _timed(tag: Tag) -> bool:
    """Whether a limit counts in days, weeks, months or years."""
    if tag.type != "LIMIT":
        return False
    return any(one.time is not None for one in limits_of(tag.value))  # type: ignore[arg-type]


def _with_unit(tag: Tag) -> bool:
    """Whether a limit has a unit of measure, so that what it limits is measured and not counted."""
    return tag.type == "LIMIT" and any(one.unit is not None for one in limits_of(tag.value))  # type: ignore[arg-type]


def _few(tag: Tag) -> bool:
    """Whether a limit is a small whole number without a unit, such as counts readings."""
    found = limits_of(tag.value) if tag.type == "LIMIT" else ()  # type: ignore[arg-type]
    bounds = [bound for one in found for bound in (one.lower, one.upper) if bound is not None]
    if not bounds or (len(bounds) == 1 and bounds[0].value == 1 and found[0].upper is None and bounds[0].inclusive):
        return False  # "at least one" is any value
    return all(_whole_count(one) for one in found) and all(bound.value <= 10 for bound in bounds)


def _needs_unit(ident: str) -> bool:
    """Whether a measure is given in a unit of its own, so that a bare count is none of its values."""
    measure = catalog()[ident].measure
    return measure is not None and bool(measure.unit) and measure.unit != "1" and not measure.unit.startswith("{")


def _whole_count(one: Limits) -> bool:
    """Whether a limit counts things: signed whole numbers without a unit."""
    plain = one.unit is None and one.time is None and one.relative == "none" and not one.damaged and not one.bare
    return plain and all(bound.value == int(bound.value) for bound in (one.lower, one.upper) if bound is not None)


def _aged(tag: Tag) -> bool:
    """Whether the words of a limit say that it is an age ("18 years of age")."""
    return tag.type == "LIMIT" and any(one.age for one in limits_of(tag.value))  # type: ignore[arg-type]


def _mentions_age(paren: Paren) -> bool:
    chunks = paren.sentences[0].clauses[0].listing.chunks
    return any(isinstance(tag, Tag) and tag.value == ("age",) for chunk in chunks for tag in chunk)


def _only_limit(paren: Paren) -> Tag | None:
    """The limit that a bracket holds if it holds nothing else but "age"."""
    return _only(paren, "LIMIT")


def _only(paren: Paren, kind: str) -> Tag | None:
    """The one tag of a kind that a bracket holds if it holds nothing else."""
    if len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1:
        return None
    listing = paren.sentences[0].clauses[0].listing
    if len(listing.chunks) != 1:
        return None
    inside = [tag for tag in listing.chunks[0] if not (isinstance(tag, Tag) and tag.type == "MEAS" and tag.value == ("age",))]
    if len(inside) != 1 or paren.sentences[0].clauses[0].tails:
        return None
    only = inside[0]
    return only if isinstance(only, Tag) and only.type == kind else None
