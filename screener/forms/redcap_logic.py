"""Rules as REDCap expressions: for each node one that is true when it is true, and one that is true when it is false.

An expression that is blank-safe compares only with quoted values or after the field was found not to be blank, so that
an unanswered field makes neither true. What REDCap cannot tell exactly is neither true nor false.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from screener.catalog.concept import Measure
from screener.catalog.implications import Implication
from screener.catalog.implications import implications
from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.forms.controls import narrows_nothing
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.places import asks_for_more
from screener.forms.places import roots
from screener.forms.redcap_names import AGE
from screener.forms.redcap_names import NO
from screener.forms.redcap_names import SCREENED
from screener.forms.redcap_names import YES
from screener.forms.redcap_names import choice_codes
from screener.forms.redcap_names import fields
from screener.forms.redcap_names import unit_codes
from screener.screening.classes import class_key
from screener.screening.classes import class_number
from screener.screening.evaluate import key_of
from screener.screening.prepared import unread_paths

NEVER = "1 = 0"
ALWAYS = "1 = 1"


class Pair(NamedTuple):
    """When something is true and when it is false."""

    true: str
    false: str


NEITHER = Pair(NEVER, NEVER)


def both(parts: Iterable[str]) -> str:
    """All hold."""
    kept = tuple(part for part in dict.fromkeys(parts) if part != ALWAYS)
    if NEVER in kept:
        return NEVER
    if not kept:
        return ALWAYS
    return kept[0] if len(kept) == 1 else f"({' and '.join(kept)})"


def either(parts: Iterable[str]) -> str:
    """One holds, or more."""
    kept = tuple(part for part in dict.fromkeys(parts) if part != NEVER)
    if not kept:
        return NEVER
    return kept[0] if len(kept) == 1 else f"({' or '.join(kept)})"


class Logic:
    """Writes the expressions of one form."""

    def __init__(self, form: Questionnaire) -> None:
        self.form = form
        self.field = fields(form)

    def criterion(self, criterion: Criterion) -> Pair:
        """When the candidate passes and when the candidate fails; readings that nobody decided between must agree."""
        found = [self.node(root, unread_paths(criterion, root)) for root in roots(criterion)]
        true, false = both(pair.true for pair in found), both(pair.false for pair in found)
        return Pair(true, false) if criterion.category == "inclusion" else Pair(false, true)

    def node(self, node: n.Node, unread: frozenset[tuple[int, ...]], path: tuple[int, ...] = ()) -> Pair:
        """The expressions of a node; one that holds unread text is neither true nor false."""
        if path in unread:
            return NEITHER
        if not isinstance(node, n.Combination):
            return self.atom(node)
        parts = [self.node(child, unread, (*path, number)) for number, child in enumerate(n.children(node))]
        return self._combined(node, parts)

    def _combined(self, node: n.Combination, parts: list[Pair]) -> Pair:
        match node:
            case n.AllOf():
                return Pair(both(part.true for part in parts), either(part.false for part in parts))
            case n.AnyOf():
                if asks_for_more(node):
                    parts = [*parts, self._answered(key_of(node))]
                telling = parts[1:] if node.head is not None and not node.open else parts
                return Pair(either(part.true for part in parts), both(part.false for part in telling))
            case n.AtLeast(count=count):
                return _counted(parts, count)
            case n.AtMost(count=count):
                more = _counted(parts, count + 1)
                return Pair(more.false, more.true)
            case n.Not():
                return Pair(parts[0].false, parts[0].true)
            case n.When():
                given, then = parts
                return Pair(either((given.false, then.true)), both((given.true, then.false)))
            case n.Except():
                base, unless = parts
                return Pair(both((base.true, unless.false)), either((base.false, unless.true)))

    def atom(self, node: n.Node) -> Pair:
        """The expressions of one atom by the field that settles it."""
        item = self.form.by_id.get(self.form.atoms.get(key_of(node), ""))
        if item is None:
            return NEITHER
        match item.type, node:
            case (("yes-no" | "drug"), _):
                return self._answered(item.key, self._implied(node))
            case "birth-date", n.Comparison():
                return self._age(node)
            case "number", n.Comparison():
                return self._number(item, node)
            case "choice", _:
                return self._choice(item, node)
            case _:
                return NEITHER

    def _answered(self, key: str, implied: Pair = NEITHER) -> Pair:
        """By the answer, else by answers from which it follows, else by facts that imply it."""
        link = self.form.link_of.get(key)
        if link is None:
            return NEITHER
        own = self.field[link]
        narrow = [f"[{self.field[self.form.link_of[other]]}] = '{YES}'" for other in self.form.narrower.get(key, ())]
        wide = [f"[{self.field[self.form.link_of[other]]}] = '{NO}'" for other in self.form.entailed.get(key, ())]
        so, not_so = either((*narrow, implied.true)), either((*wide, implied.false))
        true = either((f"[{own}] = '{YES}'", both((f"[{own}] <> '{NO}'", so))))
        return Pair(true, either((f"[{own}] = '{NO}'", both((f"[{own}] <> '{YES}'", not_so)))))

    def _implied(self, node: n.Node) -> Pair:
        """By facts about other things; a state with more words can only be ruled out so."""
        if not isinstance(node, n.State) or node.concept is None or node.window is not None or node.who != "patient":
            return NEITHER
        true: list[str] = []
        false: list[str] = []
        for rule in implications().get(node.concept, ()):
            field, code = self._fact(rule)
            if code is not None:
                others = (other for other in implications().get(rule.concept, ()) if other.implied_truth is not rule.truth)
                against = (fact for fact in map(self._fact, others) if fact[1] is not None)
                agreed = (f"[{other}] <> '{opposite}'" for other, opposite in against)
                (true if rule.implied_truth else false).append(both((f"[{field}] = '{code}'", *agreed)))
        return Pair(either(true) if narrows_nothing(node.qualifiers) else NEVER, either(false))

    def _fact(self, rule: Implication) -> tuple[str, str | None]:
        """The field of the fact that a rule starts from, and its code; None where the form does not ask for it."""
        link = self.form.link_of.get(rule.concept)
        if link is None:
            return "", None
        codes = choice_codes(self.form.by_id[link])
        return self.field[link], codes.get(rule.value) if rule.value is not None else (YES if rule.truth else NO)

    def _choice(self, item: Item, node: n.Node) -> Pair:
        """By the codes of the classes that fit and of those that do not."""
        fit = {option.value: _fits(node, option.value, item) for option in item.options}
        field, codes = self.field[item.link_id], choice_codes(item)
        true = (f"[{field}] = '{codes[value]}'" for value, so in fit.items() if so is True)
        false = (f"[{field}] = '{codes[value]}'" for value, so in fit.items() if so is False)
        return self._dated(item, Pair(either(true), either(false)))

    def _age(self, node: n.Comparison) -> Pair:
        """By completed years; other units, an exact birthday and another day than the screening are not told here."""
        at = node.window is None or node.window.anchor in ("index", "screening")
        whole = all(end is None or end.value == end.value.to_integral_value() for end in (node.lower, node.upper))
        if node.unit != "a" or node.exact or not at or not whole or node.qualifiers:
            return NEITHER
        return _between(AGE, node.lower, node.upper, Fraction(1), guard=f"[{AGE}] <> ''")

    def _number(self, item: Item, node: n.Comparison) -> Pair:
        """In each unit that can be picked, the limits in that unit, exactly."""
        if node.relative_to != "none" or node.also:
            return NEITHER
        measure = catalog()[item.concept or ""].measure
        default = measure.unit if measure is not None else None
        field, codes = self.field[item.link_id], unit_codes(item)
        found = []
        for unit in item.units:
            factor, usual = _factor(unit.code, node.unit, measure), _factor(unit.code, default, measure)
            if factor is None or usual is None:
                return NEITHER
            guard = [f"[{field}] <> ''", *((f"[{field}_unit] = '{codes[unit.code]}'",) if codes else ())]
            low, high = (None if end is None else n.Bound(end, True) for end in (item.low, item.high))
            guard.append(_between(field, low, high, usual, guard=ALWAYS).true)
            found.append(_between(field, node.lower, node.upper, factor, guard=both(guard)))
        return self._dated(item, Pair(either(pair.true for pair in found), either(pair.false for pair in found)))

    def _dated(self, item: Item, pair: Pair) -> Pair:
        """A value of another day than the screening lies to a window as only the program can tell."""
        if not item.dated:
            return pair
        day = f"{self.field[item.link_id]}_date"
        today = f'([{day}] = \'\' or datediff([{day}], [{SCREENED}], "d", "ymd", true) = 0)'
        return Pair(both((today, pair.true)), both((today, pair.false)))


def _factor(source: str, target: str | None, measure: Measure | None) -> Fraction | None:
    """By what a value is multiplied to be in the other unit; None where that is not all."""
    zero, one = (convert(Fraction(number), source, target, measure).value for number in (0, 1))
    return one if zero == 0 else None


def _between(field: str, lower: n.Bound | None, upper: n.Bound | None, factor: Fraction, *, guard: str) -> Pair:
    """Whether the field, times the factor, keeps the limits."""
    left = f"[{field}]" if factor.numerator == 1 else f"[{field}] * {factor.numerator}"
    inside, outside = [guard], []
    for end, sign, other in ((lower, ">", "<"), (upper, "<", ">")):
        if end is not None:
            limit = _decimal(end.value * factor.denominator)
            inside.append(f"{left} {sign}{'=' if end.inclusive else ''} {limit}")
            outside.append(f"{left} {other}{'' if end.inclusive else '='} {limit}")
    return Pair(both(inside), both((guard, either(outside))))


def _decimal(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _fits(node: n.Node, value: str, item: Item) -> bool | None:
    """Whether a class is one of those asked for; None where a person has to judge."""
    if item.concept == "sex" and value == "other":
        return None
    match node:
        case n.Demographic(values=values) | n.Member(values=values):
            return class_key(value) in {class_key(one) for one in values}
        case n.Comparison(lower=lower, upper=upper):
            number = class_number(value, tuple(option.value for option in item.options))
            if number is None:
                return None
            high_enough = lower is None or number > lower.value or (lower.inclusive and number == lower.value)
            return high_enough and (upper is None or number < upper.value or (upper.inclusive and number == upper.value))
        case _:
            return None


def _counted(parts: list[Pair], count: int) -> Pair:
    """At least so many parts are true; it is false once so many are false that this cannot be."""
    return Pair(_so_many([part.true for part in parts], count), _so_many([part.false for part in parts], len(parts) - count + 1))


def _so_many(parts: list[str], count: int) -> str:
    """At least so many of the expressions hold."""
    if count <= 0:
        return ALWAYS
    return f"({' + '.join(f'if({part}, 1, 0)' for part in parts)}) >= {count}" if parts else NEVER
