"""Names in words that no node of the rule tests: what a judgement or an unread part speaks of, whom a criterion speaks to.

Each is a node of its own that decides nothing, so that whoever looks for a disease or a drug finds where it is spoken of.
"""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import CONFIRMATIONS
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.checks.judged_times import with_past_time
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.heads import found_within
from screener.reading.meaning.nodes.treatments import KIND_OF_TREATMENT
from screener.reading.meaning.phrases.spoken_amounts import AMOUNTS
from screener.reading.meaning.phrases.spoken_amounts import amounts_among
from screener.reading.meaning.phrases.spoken_amounts import judged
from screener.reading.passes.names.fitness import says_fitness
from screener.reading.scanning.kinds import kind_of_ending
from screener.reading.scanning.kinds import treatment_kind
from screener.reading.scanning.tags import Tag

_KNOWN = frozenset({"COND", "DRUG", "PROC", "VACC", "STATE", "DEMO", "MEAS", "SEX"})
_NOUNS = {"CONDN": "condition", "TREATN": "treatment", "PROCN": "treatment", "MEASN": "measure"}
_ALLERGIES = frozenset({"ALLERGY", "ALLERGYW"})
_HEADS = _KNOWN | frozenset(_NOUNS) | _ALLERGIES | {"POP", "FORSEX"}
_AGES = frozenset({
    "adult", "adults", "child", "children", "adolescent", "adolescents", "infant", "infants", "neonate", "neonates",
    "newborn", "newborns", "elderly", "toddler", "toddlers", "teenagers", "youth", "youths", "kids", "pediatric",
})  # fmt: skip
_PREVENTS = ("preclu", "prevent", "unable", "inability", "incapable", "prohibit")
_PEOPLE = frozenset({"POP", "FORSEX"})
_JOINS = frozenset({"OR", "COMMA", "SLASH"})
_ENDS = frozenset({"STOP", "SEMI", "COLON", "EXC", "IF", "MUST", "WHICH"})


def with_names(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node, its judgements and unread parts each with the names that its own words hold."""
    if not any(isinstance(part, Judgement | Unread) for part in walk(node)):
        return node
    match node:
        case Judgement() | Unread():
            start, end = node.span
            own = [tag for tag in tags if tag.start >= start and tag.end <= end]
            found = names_in(own, context)
            node = with_past_time(node, own) if isinstance(node, Judgement) else node
            return replace(node, about=found) if found else node
        case AllOf():
            return AllOf(_with_names(node.parts, tags, context), node.span)
        case AtLeast() | AtMost():
            return replace(node, parts=_with_names(node.parts, tags, context))
        case AnyOf():
            head = None if node.head is None else with_names(node.head, tags, context)
            parts = _with_names(node.parts, tags, context)
            if isinstance(head, Judgement) and not node.open and says_fitness(head.label):
                parts = tuple(found_within(part, head.window) for part in parts)  # "adequate function within 2 weeks (ALT < 60)"
            return AnyOf(parts, node.open, head, node.span)
        case Not():
            return Not(with_names(node.part, tags, context), node.span)
        case When():
            return When(with_names(node.condition, tags, context), with_names(node.then, tags, context), node.span)
        case Except():
            return replace(node, base=with_names(node.base, tags, context), unless=with_names(node.unless, tags, context))
        case _:
            return node


def _with_names(parts: tuple[Node, ...], tags: list[Tag], context: Context) -> tuple[Node, ...]:
    return tuple([with_names(part, tags, context) for part in parts])


def left_over(node: Node, tags: list[Tag], context: Context) -> tuple[Node, ...]:
    """The names that stand in no node of the rule, neither as what it tests nor as what its open parts speak of."""
    heads = [tag for tag in tags if tag.type in _HEADS and _tells(tag)]
    amounts = [tag for tag in tags if tag.type in AMOUNTS]
    if not heads and not amounts:
        return ()
    named, coded, open_parts = _places(node)
    known = {span for span in coded if span.end > span.start}  # most names are the very words of a node
    heads = [tag for tag in heads if (tag.start, tag.end) not in known]
    free = {id(tag) for tag in heads if not _lies_in(tag, coded if tag.type in _KNOWN else named, open_parts)}
    told = _confirmed(node) if amounts else []
    free |= {id(tag) for tag in amounts if (_lies_in(tag, told, []) or judged(tag)) and not _lies_in(tag, [], open_parts)}
    if not free:
        return ()
    covered = [tag for tag in tags if id(tag) in free or not _lies_in(tag, named, open_parts)]
    return names_in(covered, context, told)


def _confirmed(node: Node) -> list[Span]:
    """Where the words stand that a person confirms as they are."""
    qualifiers = [each for one in walk(node) for each in getattr(one, "qualifiers", ())]
    return [each.span for each in qualifiers if each.type in CONFIRMATIONS and each.span.end]


def _places(node: Node) -> tuple[list[Span], list[Span], list[Span]]:
    """Where the rule names something, where something coded, and where its open parts lie."""
    named: list[Span] = []
    coded: list[Span] = []
    open_parts: list[Span] = []
    for one in walk(node):
        if isinstance(one, Judgement | Unread):
            open_parts.append(one.span)
            continue
        mention = getattr(one, "mention", None)
        if mention is not None:
            named.append(mention if mention.end else one.span)
            if getattr(one, "coded", True):
                coded.append(named[-1])
        if isinstance(one, Allergy | Contraindication):
            named.append(one.span)
    return named, coded, open_parts


def _lies_in(tag: Tag, named: list[Span], open_parts: list[Span]) -> bool:
    first, last = tag.start, tag.end
    for start, end in named:
        if start < last and first < end:
            return True
    for start, end in open_parts:  # noqa: SIM110 - asked of every tag
        if start <= first and last <= end:
            return True
    return False


def _tells(tag: Tag) -> bool:
    """Whether a word can name something: of the words for people only those that tell an age."""
    return tag.type != "POP" or _aged(tag) != ""


def _aged(tag: Tag) -> str:
    words = tag.text.lower().split()
    return next((word for word in words if word in _AGES), "")


def names_in(tags: list[Tag], context: Context, amounts_in: list[Span] | None = None) -> tuple[Node, ...]:
    """The names among some tags in text order, those that "or" joins as alternatives, denied ones denied.

    Amounts that are left to a person go with them, as do those within certain words.
    """
    return _Names(context, amounts_in or []).read(tags)


class _Names:
    """Left to right over tags: unknown words wait for the noun that says what they are."""

    def __init__(self, context: Context, amounts_in: list[Span]) -> None:
        self.context = context
        self.amounts_in = amounts_in
        self.found: list[Node] = []
        self.chain: list[Node] = []
        self.alternatives = False
        self.denied: Tag | None = None
        self.outer: Tag | None = None
        self.words: list[Tag] = []
        self.joined = False

    def read(self, tags: list[Tag]) -> tuple[Node, ...]:
        """All names."""
        for at, tag in enumerate(tags):
            if tag.type in AMOUNTS and (judged(tag) or _lies_in(tag, self.amounts_in, [])):
                self._amount(tags, at)
            else:
                self._step(tag)
        self._unknown()
        self._close()
        return tuple(self.found)

    def _step(self, tag: Tag) -> None:
        kind = tag.type
        if kind in _KNOWN or kind in _ALLERGIES or kind in _PEOPLE:
            self.words = []
            if kind != "POP" or _aged(tag):
                self._add(_known(tag))
        elif kind == "TEXT" or kind in _NOUNS or kind == "SEV":
            self.words.append(tag)
        else:
            self._unknown()
            if kind in _JOINS:
                self.joined = True
                self.alternatives = self.alternatives or kind == "OR"
            elif kind in _ENDS:
                self._close()
                self.denied = tag if kind == "EXC" else None
            elif kind in {"LP", "RP"}:
                if self.context.category != "exclusion":
                    self._close()
                self.joined = True
                self.denied, self.outer = (None, self.denied) if kind == "LP" else (self.outer, None)
            elif kind == "AND":
                if self.chain and all(isinstance(one, Demographic) for one in self.chain):
                    self.joined = self.alternatives = True  # "men and women": nobody is both
                elif self.context.category == "exclusion" and isinstance(tag.value, tuple):
                    self.joined = True  # the end of a list with commas
                else:
                    self._close()
            elif kind == "NEG" or (kind == "JUDGED" and tag.text.lower().startswith(_PREVENTS)):
                self.denied = tag
            elif kind == "ALLOWV" and self.context.category == "exclusion":
                self._let_off()

    def _amount(self, tags: list[Tag], at: int) -> None:
        """An amount belongs to the name straight before it, else it stands for itself."""
        self._unknown()
        last = self.chain[-1] if self.chain else None
        bare = last.part if isinstance(last, Not) else last
        own, alone = amounts_among(tags, at, bare, self.context)
        if own is not None:
            self.chain[-1] = Not(own, own.span) if isinstance(last, Not) else own
        self.found += alone

    def _let_off(self) -> None:
        """What stands before "is allowed" in a list of exclusions is denied there."""
        self.chain = [part if isinstance(part, Not) else Not(part, part.span) for part in self.chain]

    def _unknown(self) -> None:
        """Makes the pending words a name where their noun or the ending of their last word tells what they are."""
        words, self.words = self.words, []
        while words and words[0].type == "SEV":
            del words[0]
        while words and words[-1].type == "SEV":
            del words[-1]
        slot = _slot(words)
        if not slot:
            return
        mention = Span(words[0].start, words[-1].end)
        label = self.context.name(*mention)
        if slot == "condition":
            self._add(Condition(None, label, coded=False, mention=mention, span=mention))
        elif slot == "measure":
            self._add(Comparison(None, label, None, None, coded=False, mention=mention, span=mention))
        else:
            kind = treatment_kind(words)
            self._add(Treatment(None, label, kind, coded=False, mention=mention, span=mention))

    def _add(self, node: Node) -> None:
        if self.chain and not self.joined:
            self._close()
        self.joined = False
        self.chain.append(Not(node, node.span) if self.denied is not None else node)

    def _close(self) -> None:
        """Ends a list: its members are alternatives where "or" joins them, or where each of a list excludes."""
        chain, self.chain = self.chain, []
        either, self.alternatives = self.alternatives or self.context.category == "exclusion", False
        self.joined = False
        if len(chain) > 1 and either:
            self.found.append(AnyOf(tuple(chain), span=chain[0].span.join(chain[-1].span)))
        else:
            self.found += chain


def _slot(words: list[Tag]) -> str:
    if not words:
        return ""
    if words[-1].type in _NOUNS and (len(words) > 1 or words[-1].type != "MEASN"):
        return _NOUNS[words[-1].type]
    if words[-1].type == "TEXT":
        kind = kind_of_ending(str(words[-1].value))
        return "" if not kind else "condition" if kind == "condition" else "treatment"
    return ""


def _known(tag: Tag) -> Node:
    """The node of a name of the catalogue."""
    mention = Span(tag.start, tag.end)
    if tag.type == "POP":
        return Demographic("age", catalog()["age"].label, (_aged(tag),), True, mention, mention)
    if tag.type in _ALLERGIES:
        return Condition(None, tag.text.lower().removesuffix(" to"), coded=False, mention=mention, span=mention)
    if tag.type in {"SEX", "FORSEX"}:
        return Demographic("sex", "sex", (str(tag.value),), True, mention, mention)
    ids = tag.value if isinstance(tag.value, tuple) else ()
    ident = ids[0] if len(ids) == 1 else None
    label = catalog()[ident].label if ident else tag.text
    coded = ident is not None
    match tag.type:
        case "COND":
            return Condition(ident, label, coded=coded, mention=mention, span=mention)
        case "DRUG" | "PROC":
            kind = KIND_OF_TREATMENT.get(catalog()[ids[0]].kind if ids else "", "drug" if tag.type == "DRUG" else "procedure")
            return Treatment(ident, label, kind, coded=coded, mention=mention, span=mention)
        case "VACC":
            return Immunization(ident, label, coded=coded, mention=mention, span=mention)
        case "MEAS":
            return Comparison(ident, label, None, None, coded=coded, mention=mention, span=mention)
        case "DEMO":
            return Demographic(ident, label, (tag.text.lower(),), coded, mention, mention)
        case _:
            return State(ident, label, coded=coded, mention=mention, span=mention)


