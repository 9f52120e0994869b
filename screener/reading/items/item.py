"""Takes one list item, gives its node, its readings and the state of each of its characters."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made
from dataclasses import replace

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import walk
from screener.criteria.protocol import Category
from screener.criteria.protocol import Reading
from screener.criteria.protocol import Settled
from screener.reading.items.birthdays import exact_birthday
from screener.reading.items.nested import read_whole
from screener.reading.items.stretch import Stretch
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.let_in import lets_in
from screener.reading.layout.misplaced import asks
from screener.reading.layout.misplaced import denies
from screener.reading.layout.misplaced import waits
from screener.reading.layout.permissions import permits
from screener.reading.layout.trial_parts import asked_in
from screener.reading.meaning.checks.about import left_over
from screener.reading.meaning.checks.about import with_names
from screener.reading.meaning.checks.contrary_limits import age_groups
from screener.reading.meaning.checks.contrary_limits import as_alternatives
from screener.reading.meaning.checks.contrary_limits import contrary
from screener.reading.meaning.checks.contrary_limits import contrary_parts
from screener.reading.meaning.checks.contrary_limits import says_nothing
from screener.reading.meaning.checks.contrary_limits import without
from screener.reading.meaning.checks.counted_spans import with_count_words
from screener.reading.meaning.checks.unsaid import with_numbers
from screener.reading.meaning.context import Context
from screener.reading.meaning.context import Fork
from screener.reading.meaning.draft import put_to_person
from screener.reading.meaning.lists.denials import opposite
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of

MAX_READINGS = 4


@dataclass(slots=True)
class ItemReading:
    """What one item compiled to. `tags` are the raw tags of all its text with their ledger states."""

    node: Node | None
    tags: list[Tag]
    readings: tuple[Reading, ...] = ()
    settled: Settled = "open"
    issues: tuple[Issue, ...] = ()
    count: str = ""
    about: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What all items of a list share; each: its criteria stand in one sentence ("exclusion criteria were A, B, and C")."""

    text: str
    category: Category
    field: str
    topic: tuple[str, ...]
    abbreviations: dict[str, tuple[str, ...]]
    each: bool = False
    let_in: Mapping[Span, Sequence[Span]] = made(default_factory=dict)

    def context(self, forced: dict[str, str]) -> Context:
        """A fresh context for one reading of one item."""
        told = self.text, self.category, self.field, self.topic, self.abbreviations
        return Context(*told, forced, each=self.each, let_in=self.let_in)


_DEFECTS = (AssertionError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)


def read_item(item: ItemText, setting: Setting) -> ItemReading:
    """The reading of an item; a defect of the reader costs this one item, which stays unread and says so, never the text."""
    try:
        let_in = dict(_let_in(item)) if setting.category == "exclusion" else {}
        return _read(item, replace(setting, let_in=let_in) if let_in else setting)
    except _DEFECTS as defect:
        span = Span(item.span.start, max([item.span.end, *(child.span.end for child in item.children)]))
        node = Unread(" ".join(setting.text[span.start : span.end].split()), "unread", span, span)
        told = issue(
            "reading-failed",
            f"this item could not be read ({type(defect).__name__})",
            span,
            field=setting.field,
            hint="write its rule by hand, and report the sentence",
        )
        return ItemReading(node, [Tag("TEXT", span.start, span.end)], issues=(told,))


def _let_in(item: ItemText) -> Iterator[tuple[Span, Sequence[Span]]]:
    """The places of an item and those below it that have sentences elsewhere, with these."""
    if item.let_in:
        yield item.span, item.let_in
    for child in item.children:
        yield from _let_in(child)


def of_group(reading: ItemReading, group: Span, text: str) -> ItemReading:
    """The reading asked of those alone in a group, which a person has to say."""
    if reading.node is None:
        return reading
    others = tuple(replace(one, node=asked_in(group, one.node, text)) for one in reading.readings)
    return replace(reading, node=asked_in(group, reading.node, text), readings=others)


def _read(item: ItemText, setting: Setting) -> ItemReading:
    """The item's chosen node and, where the sentence can be read otherwise, its other readings."""
    known: dict[Span, Stretch] = {}
    context = setting.context({})
    built, tags = read_whole(item, context, known)
    chosen = built.node
    forks = context.forks[:MAX_READINGS]
    readings: list[Reading] = []
    about: tuple[Node, ...] = ()
    settled: Settled = "default" if forks and all(fork.settled == "default" for fork in forks) else "open"
    if chosen is not None:
        for fork, node in _others(item, setting, forks, tags, known):
            if node is not None and node != chosen and all(node != known.node for known in readings):
                readings.append(Reading(node, False, fork.why))
        exact = exact_birthday(chosen)
        if exact is not None:
            settled = "default" if not readings else settled
            readings.append(Reading(exact, False, "a limit in years may mean the exact birthday instead of completed years"))
        settled_tags = _settled_tags(tags, known)
        chosen = with_count_words(with_names(chosen, settled_tags, context), settled_tags, context)
        chosen = with_numbers(chosen, settled_tags, context)
        about = left_over(chosen, settled_tags, context)
    if readings and chosen is not None:
        readings.insert(0, Reading(chosen, True, "the usual meaning of such a sentence"))
    if chosen is not None and setting.category == "inclusion" and (contrary(chosen) or says_nothing(chosen)):
        chosen, readings, settled = _asked_apart(chosen, item, setting, tags), [], "default"
    words = item.whole.text(setting.text)
    if isinstance(chosen, Judgement) and setting.category == "exclusion" and (lets_in(words) or permits(words)):
        chosen = Not(chosen, chosen.span)  # whom a person lets in by it is not kept out
    elif chosen is not None and setting.category == "exclusion":
        chosen, readings, settled = _in_its_place(item, setting, chosen, readings, settled)
    issues = list(context.issues)
    if item.recovered:
        context.note("nesting-recovered", "the layout had lost which items belong under this one", *item.span)
        issues = list(context.issues)
    return ItemReading(chosen, tags, tuple(readings), settled, tuple(issues), about=about)


def _asked_apart(chosen: Node, item: ItemText, setting: Setting, tags: list[Tag]) -> Node:
    """The node with the limits that nobody could meet together put to a person: they are for several groups of people.

    Of a list those items alone; running text is asked as a whole, but for the ages of several groups.
    """
    groups = age_groups(chosen)
    if groups is not None:
        return groups
    if not item.children:
        put_to_person(tags)
        return _words_of(item.span, setting)
    chosen = as_alternatives(chosen, _lists(item))
    while parts := contrary_parts(chosen):
        put_to_person(tag for tag in tags if any(part.span.start <= tag.start < part.span.end for part in parts))
        chosen = without(chosen, parts, lambda part: _words_of(part.span, setting))
    return chosen


def _lists(item: ItemText) -> list[list[Span]]:
    """Where the items of each list below an item stand."""
    below = [found for child in item.children if child.children for found in _lists(child)]
    return [[child.whole for child in item.children], *below]


def _words_of(span: Span, setting: Setting) -> Node:
    return Judgement(" ".join(setting.text[span.start : span.end].split()), "unspecified", None, span, span)


def _in_its_place(
    item: ItemText, setting: Setting, chosen: Node, readings: list[Reading], settled: Settled
) -> tuple[Node, list[Reading], Settled]:
    """An exclusion that says what is asked of candidates excludes those who do not meet it, or may do so."""
    words = setting.text[item.span.start : item.span.end]
    asked = bool(item.children) and asks(words)
    if not asked and not denies(words) and not (waits(words) and _of_treatments(chosen)):
        return chosen, readings, settled
    required, _ = read_whole(item, replace(setting, category="inclusion").context({}), {})
    unmet = opposite(required.node) if required.node is not None else chosen
    if unmet == chosen:
        return chosen, readings, settled
    literal, meant = "the words as they stand", "it says what is asked, so that it excludes those who do not meet it"
    if asked:
        return unmet, [Reading(unmet, True, meant), Reading(chosen, False, literal)], "default"
    first = readings or [Reading(chosen, True, literal)]
    return chosen, [*first, Reading(unmet, False, meant)], "open"


def _of_treatments(node: Node) -> bool:
    """Whether a node asks of nothing but treatments when they were given."""
    parts = [part for part in walk(node) if not isinstance(part, AllOf | AnyOf | Not)]
    return all(isinstance(part, Treatment) for part in parts)


def _settled_tags(tags: list[Tag], known: dict[Span, Stretch]) -> list[Tag]:
    """All tags of an item in their roles; words that no reading has parsed as they were scanned."""
    settled = [part for span in sorted(known) for tag in known[span].settled for part in _both(tag)]
    end = max((span.end for span in known), default=0)
    return settled + [tag for tag in tags if tag.start >= end and tag.type not in _LAYOUT]


def _both(tag: Tag) -> tuple[Tag, ...]:
    """A pair of both sexes names two kinds of people."""
    return parts_of(tag) if tag.type == "POP" else (tag,)


_LAYOUT = frozenset({"FILL", "MARK"})


def _others(
    item: ItemText, setting: Setting, forks: list[Fork], tags: list[Tag], known: dict[Span, Stretch]
) -> list[tuple[Fork, Node | None]]:
    """The node of every other option of the forks; the tags keep the states that the chosen reading gave them."""
    made: list[tuple[Fork, Node | None]] = []
    if not forks:
        return made
    states = [tag.state for tag in tags]
    for fork in forks:
        for option in fork.options[1:MAX_READINGS]:
            built, _ = read_whole(item, setting.context({fork.key: option}), known)
            made.append((fork, built.node))
    for tag, state in zip(tags, states, strict=True):
        tag.state = state
    return made
