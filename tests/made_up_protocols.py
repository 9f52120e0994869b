"""Protocols made up with dice out of the catalogue, so that their rules meet in the answers: every kind of node and limit."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from screener.catalog.concept import Concept
from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading
from screener.screening.derive import RECIPES

TEXT = "Some words of a protocol, which stand for those of its criteria and of their parts."
ANCHORS = ("index", "index", "screening", "screening", "baseline", "randomization", "consent", "first-dose", "visit-2", "birth", "study")
DAYS = ("0", "1", "4", "7", "28", "30", "90", "180", "365", "1.5")
SPANS = {"day": DAYS, "week": ("1", "4", "8", "12", "2.5"), "month": ("1", "3", "6", "0.5"), "year": ("1", "2", "0.5"), "hour": ("24", "48")}
QUALIFIERS = (("severity", "severe"), ("activity", "active"), ("other", "untreated"), ("other", "fasting"), ("criteria-set", "McDonald criteria"))
FAMILIES = (
    ("methotrexate", "prednisone", "prednisolone", "cyclosporine", "azathioprine", "dupilumab"),
    ("warfarin", "aspirin", "clopidogrel", "heparin", "apixaban"),
    ("metformin", "insulin", "liraglutide", "sitagliptin"),
)


class MadeUp:
    """One protocol's dice and the things that it speaks of."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.measures = [*dice.sample(_measures(), 3), *_inputs(dice)]
        self.scales = dice.sample(_scales(), 2)
        self.drugs = _drugs(dice)
        self.diseases = _diseases(dice)
        self.states = dice.sample(_kind("state"), 3)
        self.pool: list[n.Node] = []

    def protocol(self) -> Protocol:
        """A protocol of one to five criteria."""
        found = tuple(self._criterion(number) for number in range(1, 2 + self.dice.randrange(5)))
        outside = "unread" if self.dice.random() < 0.1 else "filler"
        ledger = {"eligibility": (LedgerEntry(Span(0, len(TEXT)), outside),)}
        return Protocol("MADE-UP", "Made up", {"eligibility": TEXT}, found, ledger)

    def _criterion(self, number: int) -> Criterion:
        dice, span = self.dice, Span(0, len(TEXT))
        node = self.node(3)
        kept = (Reading(node, True, "first"), Reading(self.node(2), False, "second")) if dice.random() < 0.25 else ()
        unread = dice.randrange(len(TEXT)) if dice.random() < 0.1 else None
        ledger = (LedgerEntry(span, "compiled"),)
        if unread is not None:
            near = Span(unread, min(len(TEXT), unread + 5))
            ledger = (LedgerEntry(Span(0, near.start), "compiled"), LedgerEntry(near, "unread"), LedgerEntry(Span(near.end, len(TEXT)), "compiled"))
        return Criterion(
            id=f"C{number:02}",
            category=dice.choice(("inclusion", "exclusion")),
            field="eligibility",
            text=TEXT,
            span=span,
            node=node,
            ledger=ledger,
            readings=kept,
            settled=dice.choice(("open", "open", "default", "ruled")),
            inferred=dice.random() < 0.1,
            reviewer="Dr A" if dice.random() < 0.5 else "",
        )

    def node(self, depth: int) -> n.Node:
        """Any node, so deep; sometimes one that the protocol has already."""
        dice = self.dice
        if self.pool and dice.random() < 0.2:
            return dice.choice(self.pool)
        made = self._combination(depth - 1) if depth and dice.random() < 0.55 else self._atom(depth)
        self.pool.append(made)
        return made

    def _combination(self, depth: int) -> n.Node:
        dice, span = self.dice, self._span()
        parts = tuple(self.node(depth) for _ in range(dice.choice((1, 2, 2, 3))))
        match dice.randrange(8):
            case 0 | 1:
                return n.AllOf(parts, span)
            case 2:
                return n.AnyOf(parts, dice.random() < 0.4, self.node(depth) if dice.random() < 0.4 else None, span)
            case 3:
                return n.AtLeast(dice.randrange(4), parts, span)
            case 4:
                return n.AtMost(dice.randrange(3), parts, span)
            case 5:
                return n.Not(parts[0], span)
            case 6:
                return n.When(parts[0], parts[-1], span)
            case _:
                return self._except(depth, span)

    def _except(self, depth: int, span: Span) -> n.Node:
        """Something but for what is allowed: often some kinds of a class of drugs."""
        if self.dice.random() < 0.4:
            return n.Except(self.node(depth), self.node(depth), span)
        dated = lambda some: self._dated(self.dice.choice(some))  # noqa: E731
        named = tuple(dated(self.drugs) for _ in range(self.dice.choice((1, 1, 2))))
        self.pool.extend((dated(self.drugs), *named))
        return n.Except(dated(self.drugs[:3]), named[0] if len(named) == 1 else n.AnyOf(named), span)

    def _dated(self, concept: Concept) -> n.Node:
        """A drug of which a form asks the dates."""
        kind, status = "class" if concept.kind == "drug-class" else "drug", self.dice.choice(("current", "ever"))
        return n.Treatment(**self._named(concept), treatment=kind, status=status, window=self._window(1))

    def _atom(self, depth: int) -> n.Node:
        makers: tuple[Callable[[], n.Node], ...] = (
            self._comparison, self._comparison, self._comparison, self._age, self._result, self._member, self._member,
            self._condition, self._condition, lambda: self._treatment(depth), lambda: self._treatment(depth),
            lambda: self._treatment(depth), self._immunization, self._allergy, self._demographic, self._state, self._state,
            lambda: self._other(depth),
        )  # fmt: skip
        return self.dice.choice(makers)()

    def _named(self, concept: Concept) -> dict[str, object]:
        known = self.dice.random() > 0.03
        return {"concept": concept.id if known else None, "label": concept.label, "coded": known, "span": self._span()}

    def _comparison(self) -> n.Node:
        dice, concept = self.dice, self.dice.choice(self.measures)
        measure = concept.measure
        assert measure is not None
        relative = dice.choice(("none",) * 6 + ("ULN", "ULN", "LLN", "baseline", "predicted", "scale-maximum"))
        unit, change = dice.choice((*measure.units, measure.unit, None)), "none"
        lower, upper = self._bounds(concept) if relative == "none" else self._multiples(relative)
        if relative != "none":
            unit = None if relative in ("ULN", "LLN") else "%"
            change = dice.choice(("none", "increase", "decrease", "either")) if relative in ("baseline", "scale-maximum") else "none"
        other = dice.choice(measure.units)
        also = (n.Limit(*self._bounds(concept), other),) if relative == "none" and dice.random() < 0.1 else ()
        policies = ("latest",) * 5 + ("any", "worst", "highest", "lowest", "consecutive")
        return n.Comparison(
            **self._named(concept), lower=lower, upper=upper, unit=unit, relative_to=relative, change=change,
            policy=dice.choice(policies), window=self._window(), also=also, qualifiers=self._qualifiers(),
        )  # fmt: skip

    def _bounds(self, concept: Concept) -> tuple[n.Bound | None, n.Bound | None]:
        measure = concept.measure
        low, high = (measure.low or Decimal(0), measure.high or Decimal(100)) if measure else (Decimal(0), Decimal(100))
        numbers = [self.dice.choice((low, high, Decimal("7.5"), Decimal(3), Decimal(12), (low + high) / 8, (low + high) / 2)) for _ in "ab"]
        return self._ends(*sorted(numbers))

    def _multiples(self, relative: str) -> tuple[n.Bound | None, n.Bound | None]:
        small = relative in ("ULN", "LLN")
        return self._ends(Decimal("0.5" if small else "20"), Decimal(self.dice.choice(("1", "1.5", "2.5") if small else ("50", "30", "100"))))

    def _ends(self, low: Decimal, high: Decimal) -> tuple[n.Bound | None, n.Bound | None]:
        one, two = n.Bound(low, self.dice.random() < 0.5), n.Bound(high, self.dice.random() < 0.5)
        return self.dice.choice(((one, None), (None, two), (one, two)))

    def _age(self) -> n.Node:
        dice = self.dice
        unit = dice.choice(("a", "a", "a", "mo", "wk", "d", "h"))
        years = {"a": 1, "mo": 12, "wk": 52, "d": 365, "h": 8760}[unit]
        low, high = sorted(Decimal(dice.choice(("2", "12", "16", "18", "18.5", "65", "75"))) * years for _ in "ab")
        lower, upper = self._ends(low, high)
        named = self._named(catalog().concepts["age"])
        return n.Comparison(**named, lower=lower, upper=upper, unit=unit, exact=dice.random() < 0.3, window=self._window(0.15))

    def _result(self) -> n.Node:
        outcome = self.dice.choice(("positive", "negative", "normal", "abnormal", "abnormal"))
        concept = self.dice.choice(self.measures)
        status = self.dice.choice(("latest", "latest", "ever"))
        return n.Result(**self._named(concept), outcome=outcome, status=status, window=self._window(), qualifiers=self._qualifiers())

    def _member(self) -> n.Node:
        concept = self.dice.choice(self.scales)
        assert concept.measure is not None
        classes = [*concept.measure.classes, "no such class"]
        values = tuple(self.dice.sample(classes, self.dice.choice((1, 1, 2))))
        if self.dice.random() < 0.3:
            lower, upper = self._ends(Decimal(1), Decimal(self.dice.choice((2, 3))))
            return n.Comparison(**self._named(concept), lower=lower, upper=upper, unit="1", window=self._window())
        return n.Member(**self._named(concept), values=values, window=self._window(), qualifiers=self._qualifiers())

    def _condition(self) -> n.Node:
        dice = self.dice
        status = dice.choice(("present", "present", "ever", "active", "suspected", "newly-diagnosed", "resolved"))
        who = dice.choice(("patient",) * 8 + ("family", "partner"))
        count = n.Count(*self._ends(Decimal(1), Decimal(2))) if dice.random() < 0.1 else None
        return n.Condition(
            **self._named(dice.choice(self.diseases)), status=status, qualifiers=self._qualifiers(), window=self._window(),
            duration=self._duration(0.1), count=count, who=who,
        )  # fmt: skip

    def _treatment(self, depth: int, concept: Concept | None = None) -> n.Treatment:
        dice, concept = self.dice, concept or self.dice.choice(self.drugs)
        statuses = ("current", "current", "ever", "ever", "started", "stopped", "naive", "planned", "needed", "eligible")
        rare = lambda made: made() if dice.random() < 0.06 else None  # noqa: E731
        company = (self.node(depth - 1),) if depth and dice.random() < 0.06 else ()
        return n.Treatment(
            **self._named(concept), treatment="class" if concept.kind == "drug-class" else "drug",
            status=dice.choice(statuses), qualifiers=self._qualifiers(0.1), window=self._window(0.6), dose=self._dose(),
            route=rare(lambda: "oral"), duration=self._duration(0.15), stable_for=self._duration(0.06),
            response=("failed",) if dice.random() < 0.06 else (), concurrent_with=company,
            indication=rare(lambda: self.node(0)), count=rare(lambda: n.Count(*self._ends(Decimal(1), Decimal(2)))),
        )  # fmt: skip

    def _dose(self) -> n.Dose | None:
        dice = self.dice
        if dice.random() > 0.3:
            return None
        weighed = dice.random() < 0.2
        unit = dice.choice(("mg", "g", "ug")) + ("/kg" if weighed else "")
        own = dice.choice((None, None, None, None, "prednisone"))
        return n.Dose(*self._ends(Decimal(5), Decimal(10)), unit, dice.choice(("d", "d", "wk", None)), weighed, own)

    def _immunization(self) -> n.Node:
        concept = self.dice.choice(_kind("vaccine"))
        status = self.dice.choice(("given", "given", "planned"))
        return n.Immunization(**self._named(concept), status=status, window=self._window(), qualifiers=self._qualifiers())

    def _allergy(self) -> n.Node:
        kind = self.dice.choice((n.Allergy, n.Contraindication))
        return kind(**self._named(self.dice.choice(self.drugs)), qualifiers=self._qualifiers())

    def _demographic(self) -> n.Node:
        dice, concept = self.dice, self.dice.choice((catalog().concepts["sex"], *_kind("demographic")))
        values = list(catalog().value_spellings(concept.id)) or ["male"]
        return n.Demographic(**self._named(concept), values=tuple(dice.sample(values, min(len(values), dice.choice((1, 1, 2))))))

    def _state(self) -> n.Node:
        dice, concept = self.dice, self.dice.choice(self.states)
        who = dice.choice(("patient",) * 8 + ("partner", "family"))
        return n.State(**self._named(concept), qualifiers=self._qualifiers(0.1), window=self._window(0.25), who=who)

    def _other(self, depth: int) -> n.Node:
        dice, span = self.dice, self._span()
        match dice.randrange(3):
            case 0:
                return n.Plan("surgery", self.node(0) if depth and dice.random() < 0.5 else None, self._window(), span=span)
            case 1:
                judge = dice.choice(("investigator", "participant", "guardian", "unspecified"))
                return n.Judgement("fit for the study", judge, self._window(0.2), span=span)
            case _:
                return n.Unread("blurred words", dice.choice(("unread", "damaged-sign")), span=span)

    def _window(self, share: float = 0.35) -> n.Window | None:
        dice = self.dice
        if dice.random() > share:
            return None
        unit = dice.choice(("day", "day", "week", "month", "month", "year", "hour"))
        direction = dice.choice(("before",) * 5 + ("after", "until", "from", "around", "at", "during"))
        value = None if direction in ("at", "during") or dice.random() < 0.15 else Decimal(dice.choice(SPANS[unit]))
        far = Decimal(dice.choice(SPANS[unit])) if value is not None and dice.random() < 0.1 else None
        return n.Window(value, unit, dice.random() < 0.7, dice.choice(ANCHORS), direction, far)

    def _duration(self, share: float) -> n.Duration | None:
        if self.dice.random() > share:
            return None
        return n.Duration(*self._ends(Decimal(1), Decimal(self.dice.choice((2, 6, 12)))), self.dice.choice(("week", "month", "year")))

    def _qualifiers(self, share: float = 0.15) -> tuple[n.Qualifier, ...]:
        return (n.Qualifier(*self.dice.choice(QUALIFIERS)),) if self.dice.random() < share else ()

    def _span(self) -> Span:
        start = self.dice.randrange(len(TEXT) - 1)
        return Span(start, self.dice.randrange(start + 1, len(TEXT)))


@cache
def _kind(kind: str) -> list[Concept]:
    return [concept for concept in catalog().concepts.values() if concept.kind == kind]


@cache
def _measures() -> list[Concept]:
    """What is counted in numbers."""
    found = catalog().concepts.values()
    return [one for one in found if one.measure is not None and not one.measure.classes and one.id != "age" and one.kind != "demographic"]


@cache
def _scales() -> list[Concept]:
    found = catalog().concepts.values()
    return [one for one in found if one.measure is not None and one.measure.classes and one.kind != "demographic"]


def _inputs(dice: random.Random) -> list[Concept]:
    """What a formula makes, and what it is made from."""
    name = dice.choice(sorted(RECIPES))
    names = [name, *(one for alternatives, _ in RECIPES[name].inputs for one in alternatives)]
    return [catalog().concepts[each] for each in names if each in catalog()]


def _drugs(dice: random.Random) -> list[Concept]:
    """Three classes of a drug and some drugs, of which several are of those classes."""
    known = catalog()
    names = [name for name in dice.choice(FAMILIES) if name in known]
    above = [one for name in names for one in _above(name) if known.concepts[one].kind == "drug-class"]
    classes = dice.sample(sorted(set(above)), min(3, len(set(above))))
    kinds = [one for name in classes for one in sorted(known.members(name)) if known.concepts[one].kind == "drug"]
    drugs = dice.sample(kinds, min(3, len(kinds))) + dice.sample(names, min(3, len(names)))
    return [known.concepts[each] for each in (*classes, *drugs)]


def _diseases(dice: random.Random) -> list[Concept]:
    """Some diseases with what they are a kind of."""
    found = dice.sample(_kind("condition"), 2)
    return [*found, *(catalog().concepts[name] for one in found for name in _above(one.id))]


def _above(name: str) -> list[str]:
    known = catalog()
    found, waiting = [], [name]
    while waiting:
        for parent in known.parents(waiting.pop()):
            if parent in known and parent not in found:
                found.append(parent)
                waiting.append(parent)
    return found


def made_up(dice: random.Random) -> Protocol:
    """A protocol out of the dice."""
    return MadeUp(dice).protocol()
