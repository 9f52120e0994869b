"""A bracket that holds amounts and words about them: doses of the treatment before it, or the extent of the finding."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Treatment
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.doses import dose_of
from screener.reading.meaning.nodes.doses import given_in
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren

_BESIDE = frozenset({"DOSE", "ROUTE", "EQUIV", "MEASN", "SEV", "TEXT", "PREP", "TREATN"})
_MOST_WORDS = 3


@dataclass(slots=True)
class _Amount:
    """One amount of a bracket with the words beside it."""

    limit: Tag
    one: Limits
    words: list[Tag]

    def of_type(self, kind: str) -> list[Tag]:
        """The words of one role."""
        return [word for word in self.words if word.type == kind]


def amounts_in(node: Node, draft: Draft, paren: Paren, context: Context) -> Node | None:
    """The node with the amounts of its bracket, one of which is enough; None where the bracket says something else."""
    if not isinstance(node, Treatment | Condition) or not draft.heads:
        return None
    found = _amounts(paren)
    if not found:
        return None
    if isinstance(node, Treatment):
        if node.dose is not None or not all(one.one.unit is not None and given_in(one.one.unit) for one in found):
            return None
    elif not all(one.one.unit is not None or one.of_type("MEASN") for one in found):
        return None
    for one in found:
        take([one.limit, *one.words])
    take(_joins(paren))
    whole = Span(node.span.start, paren.end)
    if isinstance(node, Treatment):
        doses = tuple(_given(node, one, draft, context) for one in found)
        return doses[0] if len(doses) == 1 else AnyOf(doses, span=whole)
    extents = tuple(_extent(draft, one, context) for one in found)
    return AllOf((node, extents[0] if len(extents) == 1 else AnyOf(extents, span=whole)), whole)


def _amounts(paren: Paren) -> list[_Amount]:
    """The amounts of a bracket parted by "or"; none where anything else stands in it."""
    if len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1:
        return []
    clause = paren.sentences[0].clauses[0]
    if clause.tails or any(conn.type not in {"OR", "SEMI"} for conn in clause.listing.conns):
        return []
    made: list[_Amount] = []
    for chunk in clause.listing.chunks:
        words = [tag for element in chunk for tag in (_inside(element) if isinstance(element, Paren) else [element])]
        if any(isinstance(element, Tag) and element.type == "TEXT" and not _whole_dose(element) for element in chunk):
            return []  # a name of its own
        limits = [tag for tag in words if tag.type == "LIMIT"]
        others = [tag for tag in words if tag.type != "LIMIT"]
        if len(limits) != 1 or len(others) > _MOST_WORDS or any(tag.type not in _BESIDE for tag in others):
            return []
        ones = limits_of(limits[0].value)  # type: ignore[arg-type]
        if len(ones) != 1 or ones[0].bare or ones[0].damaged or ones[0].time is not None or ones[0].relative != "none":
            return []
        made.append(_Amount(limits[0], ones[0], others))
    return made


def _whole_dose(word: Tag) -> bool:
    """Whether a word only says that a dose is the whole or the most of it."""
    return word.text.lower() in {"total", "cumulative", "maximum", "maximal", "average", "mean", "median"}


def _inside(paren: Paren) -> list[Tag]:
    """The words of a bracket within the bracket; a mark of its own where it holds more than words."""
    clauses = [clause for sentence in paren.sentences for clause in sentence.clauses]
    plain = len(clauses) == 1 and not clauses[0].tails and len(clauses[0].listing.chunks) == 1
    elements = clauses[0].listing.chunks[0] if plain else []
    tags = [element for element in elements if isinstance(element, Tag)]
    return tags if plain and len(tags) == len(elements) else [Tag("PAREN", paren.start, paren.end)]


def _joins(paren: Paren) -> list[Tag]:
    return list(paren.sentences[0].clauses[0].listing.conns)


def _given(node: Treatment, amount: _Amount, draft: Draft, context: Context) -> Treatment:
    """The treatment at one dose."""
    route = next((str(word.value) for word in amount.of_type("ROUTE")), node.route)
    dose = dose_of(amount.one, amount.limit, replace(draft, doses=[*amount.of_type("DOSE"), *amount.of_type("EQUIV")]))
    told = tuple(_qualifier(word, context) for word in amount.words if word.type in {"TEXT", "SEV", "MEASN"})
    span = Span(node.span.start, amount.limit.end)
    return replace(node, dose=dose, route=route, qualifiers=(*node.qualifiers, *told), span=span)


def _extent(draft: Draft, amount: _Amount, context: Context) -> Comparison:
    """What is measured of the finding: the bracket's own noun for it ("diameter"), else the finding itself."""
    nouns = amount.of_type("MEASN")
    mention = Span(draft.heads[0].start, draft.heads[-1].end)
    label = " ".join([context.name(*mention), *(context.words(noun.start, noun.end).lower() for noun in nouns)])
    told = tuple(_qualifier(word, context) for word in amount.words if word.type in {"TEXT", "SEV"})
    one = amount.one
    place = Span(nouns[0].start, nouns[-1].end) if nouns else mention
    start = min([amount.limit.start, *(word.start for word in amount.words)])
    end = max([amount.limit.end, *(word.end for word in amount.words)])
    return Comparison(
        None, label, one.lower, one.upper, one.unit, qualifiers=told, coded=False, mention=place, span=Span(start, end)
    )


def _qualifier(word: Tag, context: Context) -> Qualifier:
    span = Span(word.start, word.end)
    return Qualifier("other", context.words(*span), span)
