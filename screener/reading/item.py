"""Takes one list item, gives its node, its readings and the state of each of its characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.criteria.protocol import Category
from screener.criteria.protocol import Reading
from screener.criteria.protocol import Settled
from screener.reading.amounts import amounts
from screener.reading.build.about import left_over
from screener.reading.build.about import with_names
from screener.reading.build.clauses import Built
from screener.reading.build.clauses import build_sentences
from screener.reading.build.combine import all_of
from screener.reading.build.combine import any_of
from screener.reading.build.combine import counted
from screener.reading.build.combine import span_of
from screener.reading.build.context import Context
from screener.reading.build.context import Fork
from screener.reading.build.denials import affirmed
from screener.reading.build.denials import denied_list
from screener.reading.build.draft import Lead
from screener.reading.build.draft import take
from screener.reading.build.exceptions import exception
from screener.reading.build.finish import judgement
from screener.reading.build.heads import is_topic
from screener.reading.build.heads import like_head
from screener.reading.build.heads import settled
from screener.reading.build.judged import defines
from screener.reading.build.judged import only_window
from screener.reading.collapse import collapse
from screener.reading.coordinate import abbreviated
from screener.reading.coordinate import coordinate
from screener.reading.divide import divide
from screener.reading.document import ItemText
from screener.reading.fitness import fitted
from screener.reading.fitness import says_fitness
from screener.reading.fuse import fuse
from screener.reading.misplaced import asks
from screener.reading.misplaced import denies
from screener.reading.misplaced import opposite
from screener.reading.prose import narrates
from screener.reading.scan import scan
from screener.reading.syntax import clauses
from screener.reading.syntax import phrases
from screener.reading.tags import State
from screener.reading.tags import Tag
from screener.reading.trees import Sentence

MAX_ITEM = 20_000
"""An item longer than this is not one criterion; what lies beyond is unread."""
MAX_DEPTH = 96
"""How deep the node of an item may nest; one that nests deeper is unread."""
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
    """What all items of a list share."""

    text: str
    category: Category
    field: str
    topic: tuple[str, ...]
    abbreviations: dict[str, tuple[str, ...]]

    def context(self, forced: dict[str, str]) -> Context:
        """A fresh context for one reading of one item."""
        return Context(self.text, self.category, self.field, self.topic, self.abbreviations, forced)


@dataclass(slots=True)
class _Stretch:
    """A stretch of text with what all readings of it share: its tags and sentences, and what the first reading made of it.

    settled: the tags in their roles, numbers folded. fresh: every tag with its state before the build. asked: the forks that
    the build met.
    """

    tags: list[Tag]
    settled: list[Tag]
    sentences: list[Sentence]
    fresh: list[tuple[Tag, State]]
    built: Built | None = None
    inherited: Lead | None = None
    asked: frozenset[str] = frozenset()

    def unread_again(self) -> None:
        """Puts the tags back to how they were before any build."""
        for tag, state in self.fresh:
            tag.state = state


_DEFECTS = (AssertionError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)


def read_item(item: ItemText, setting: Setting) -> ItemReading:
    """The reading of an item; a defect of the reader costs this one item, which stays unread and says so, never the text."""
    try:
        return _read(item, setting)
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


def _read(item: ItemText, setting: Setting) -> ItemReading:
    """The item's chosen node and, where the sentence can be read otherwise, its other readings."""
    known: dict[Span, _Stretch] = {}
    context = setting.context({})
    built, tags = _tree(item, context, None, known)
    chosen = built.node
    forks = context.forks[:MAX_READINGS]
    readings: list[Reading] = []
    about: tuple[Node, ...] = ()
    settled: Settled = "default" if forks and all(fork.settled == "default" for fork in forks) else "open"
    if chosen is not None:
        for fork, node in _others(item, setting, forks, tags, known):
            if node is not None and node != chosen and all(node != known.node for known in readings):
                readings.append(Reading(node, False, fork.why))
        exact = _exact_birthday(chosen)
        if exact is not None:
            settled = "default" if not readings else settled
            readings.append(Reading(exact, False, "a limit in years may mean the exact birthday instead of completed years"))
        settled_tags = _settled_tags(tags, known)
        chosen = with_names(chosen, settled_tags, context)
        about = left_over(chosen, settled_tags, context)
    if readings and chosen is not None:
        readings.insert(0, Reading(chosen, True, "the usual meaning of such a sentence"))
    if chosen is not None and setting.category == "exclusion":
        chosen, readings, settled = _in_its_place(item, setting, chosen, readings, settled)
    issues = list(context.issues)
    if item.recovered:
        context.note("nesting-recovered", "the layout had lost which items belong under this one", *item.span)
        issues = list(context.issues)
    return ItemReading(chosen, tags, tuple(readings), settled, tuple(issues), about=about)


def _in_its_place(
    item: ItemText, setting: Setting, chosen: Node, readings: list[Reading], settled: Settled
) -> tuple[Node, list[Reading], Settled]:
    """An exclusion that says what is asked of candidates excludes those who do not meet it, or may do so."""
    words = setting.text[item.span.start : item.span.end]
    asked = asks(words)
    if not asked and not denies(words):
        return chosen, readings, settled
    required, _ = _tree(item, replace(setting, category="inclusion").context({}), None, {})
    unmet = opposite(required.node) if required.node is not None else chosen
    if unmet == chosen:
        return chosen, readings, settled
    literal, meant = "the words as they stand", "it says what is asked, so that it excludes those who do not meet it"
    if asked:
        return unmet, [Reading(unmet, True, meant), Reading(chosen, False, literal)], "default"
    first = readings or [Reading(chosen, True, literal)]
    return chosen, [*first, Reading(unmet, False, meant)], "open"


def _settled_tags(tags: list[Tag], known: dict[Span, _Stretch]) -> list[Tag]:
    """All tags of an item in their roles; words that no reading has parsed as they were scanned."""
    settled = [tag for span in sorted(known) for tag in known[span].settled]
    end = max((span.end for span in known), default=0)
    return settled + [tag for tag in tags if tag.start >= end and tag.type not in _LAYOUT]


_LAYOUT = frozenset({"FILL", "MARK"})


def _others(
    item: ItemText, setting: Setting, forks: list[Fork], tags: list[Tag], known: dict[Span, _Stretch]
) -> list[tuple[Fork, Node | None]]:
    """The node of every other option of the forks; the tags keep the states that the chosen reading gave them."""
    made: list[tuple[Fork, Node | None]] = []
    if not forks:
        return made
    states = [tag.state for tag in tags]
    for fork in forks:
        for option in fork.options[1:MAX_READINGS]:
            built, _ = _tree(item, setting.context({fork.key: option}), None, known)
            made.append((fork, built.node))
    for tag, state in zip(tags, states, strict=True):
        tag.state = state
    return made


def _tree(item: ItemText, context: Context, inherited: Lead | None, known: dict[Span, _Stretch]) -> tuple[Built, list[Tag]]:
    """The item with its nested items worked in."""
    built, tags = read_stretch(item.span, context, inherited, known)
    if _heads(context.text, item.span) and is_topic(built.node, context):
        built.node = None
    if not item.children:
        return built, tags
    judged = _last(built.node)
    if isinstance(judged, Judgement) and not says_fitness(judged.label) and _heads(context.text, item.span):
        if any(tag.type in {"JUDGE", "JUDGED"} for tag in tags):
            return _judged_children(item, built, context, tags)
        if isinstance(built.node, Judgement):
            built.node = None  # a label of its own ("Hematopoietic:")
            take(tags)
    heading = len(tags)
    nodes, measured = _below(item, built, tags, context, known)
    if measured and isinstance(built.node, Unread):
        built.node = None
        take(tags)
    if not nodes:
        return built, tags
    negation = built.rest.negation if built.rest is not None and built.node is None else None
    if negation is not None and not built.count:
        take(negation)
        whole = any_of(nodes)
        return Built(Not(whole, Span(min(negation.start, whole.span.start), whole.span.end))), tags
    word = _excepting(tags[:heading])
    if built.node is not None and word:
        return Built(exception(built.node, settled(any_of(nodes), context), context, word)), tags
    if built.node is not None:
        refused = denied_list(built.node, nodes, context, counted=bool(built.count))
        if refused is not None:
            return Built(refused), tags
    joined = _join(nodes, built, context, item)
    if built.node is None:
        return Built(joined), tags
    return _under(built, built.node, nodes, joined, context, tags), tags


def _below(
    item: ItemText, built: Built, tags: list[Tag], context: Context, known: dict[Span, _Stretch]
) -> tuple[list[Node], tuple[str, ...]]:
    """The nodes of the nested items, what the heading says passed down to them, and the measure that it names."""
    rest = built.rest
    passed = rest.copy() if rest is not None and (rest.scope or rest.responses or rest.windows) else None
    if passed is not None:
        passed.negation = None
    nodes: list[Node] = []
    measured = _heading_measure(tags) if _heads(context.text, item.span) else ()
    outer, context.heading = context.heading, measured
    for child in item.children:
        nested, more = _tree(child, context, passed, known)
        tags += more
        if nested.node is not None:
            nodes.append(nested.node)
    context.heading = outer
    return nodes, measured


def _under(built: Built, head: Node, nodes: list[Node], joined: Node, context: Context, tags: list[Tag]) -> Built:
    """The heading's own node together with what stands below it."""
    span = Span(head.span.start, max(node.span.end for node in nodes))
    plain = isinstance(head, AnyOf) and not head.open and head.head is None
    if isinstance(head, AnyOf) and head.open and not head.parts:
        return Built(AnyOf(tuple(nodes), True, head.head, span))
    if defines(head, joined):
        return Built(AnyOf((joined,), False, head, span))
    if context.category == "exclusion" and not built.count and isinstance(head, Condition | Treatment | Unread):
        take([tag for tag in tags if tag.state == "unread"])
        if not isinstance(head, Unread) and head.window is not None:
            joined = any_of([like_head(node, head) for node in nodes])  # "cardiac surgery within 3 months: bypass …"
        return Built(joined)
    if built.ends_open:
        before = head.parts if isinstance(head, AnyOf) and plain else (head,)
        return Built(AnyOf((*before, joined), span=span))
    return Built(AllOf((head, joined), span))


def _heading_measure(tags: list[Tag]) -> tuple[str, ...]:
    """The measure that a heading names, where it names one alone ("Age:", "Life expectancy:")."""
    named = [tag for tag in tags if tag.type == "MEAS" and isinstance(tag.value, tuple)]
    others = {tag.type for tag in tags} - {"MEAS", "MEASN", "COLON", "STOP", "FILL", "MARK", "STAGEW"}
    return named[0].value if len(named) == 1 and not others and isinstance(named[0].value, tuple) else ()


_AFTER_EXCEPT = frozenset({"NOF", "COLON", "STOP", "FILL", "COMMA", "DASH", "MARK", "COND", "POP"})


def _excepting(tags: list[Tag]) -> str:
    """The word with which a heading ends that lets off what stands below it ("… except for the following:")."""
    for tag in reversed(tags):
        if tag.type == "EXC":
            return tag.text
        if tag.type not in _AFTER_EXCEPT:
            return ""
    return ""


def _last(node: Node | None) -> Node | None:
    return node.parts[-1] if isinstance(node, AllOf) and node.parts else node


def _judged_children(item: ItemText, built: Built, context: Context, tags: list[Tag]) -> tuple[Built, list[Tag]]:
    """Items below a heading that only a person can decide are a person's too ("likely to interfere with: …")."""
    nodes: list[Node] = []
    for child in item.children:
        whole = Span(child.span.start, max([child.span.end, *(below.span.end for below in child.children)]))
        more = scan(context.text, *whole)
        for tag in more:
            tag.state = "judgement" if tag.state == "unread" else tag.state
        tags += more
        label = f"{context.words(*item.span)} {context.words(*whole)}"
        nodes.append(Judgement(label, "unspecified", None, whole, whole))
    for tag in tags:
        tag.state = "judgement" if tag.state in {"unread", "compiled"} else tag.state
    joined = any_of(nodes) if context.category == "exclusion" or built.count == "1" else all_of(nodes)
    return Built(joined), tags


def _join(nodes: list[Node], built: Built, context: Context, item: ItemText) -> Node:
    """Nested items together: as many as the heading says; without a word of it alternatives, or all for limits to include."""
    if built.count:
        return counted(nodes, built.count)
    if len(nodes) == 1:
        return nodes[0]
    if context.category == "exclusion":
        return any_of(nodes)
    if all(affirmed(node) is not None for node in nodes):
        return all_of(nodes)
    kinds = {node.kind for node in nodes}
    if kinds <= {"condition"} or kinds <= {"treatment"} or (built.rest is not None and built.rest.scope):
        return any_of(nodes)
    taken = context.choose(
        f"nested-{item.span.start}", ("all", "any"), "the items below may hold together or as alternatives", "default"
    )
    return all_of(nodes) if taken == "all" else any_of(nodes)


def read_stretch(span: Span, context: Context, inherited: Lead | None, known: dict[Span, _Stretch]) -> tuple[Built, list[Tag]]:
    """The node of one stretch of text without its nested items, with every part of it that stayed unread said.

    A further reading that changes nothing in this stretch gives what the first gave.
    """
    stretch = known.get(span)
    if stretch is None:
        stretch = known[span] = _prepared(span, context)
    elif stretch.built is not None and stretch.inherited is inherited and not context.forced.keys() & stretch.asked:
        return stretch.built, list(stretch.tags)
    else:
        stretch.unread_again()
    context.asked.clear()
    built = _built(stretch, span, context, inherited)
    if stretch.built is None:
        stretch.built, stretch.inherited, stretch.asked = built, inherited, frozenset(context.asked)
    return built, list(stretch.tags)


def _prepared(span: Span, context: Context) -> _Stretch:
    """The stretch scanned and parsed."""
    end = min(span.end, span.start + MAX_ITEM)
    tags = scan(context.text, span.start, end)
    if span.end > end:
        context.note("too-long", "this item is too long to be one criterion", end, span.end, "split it into separate lines")
    settled = phrases(coordinate(divide(abbreviated(fuse(amounts(fitted(_about_candidates(tags, context))))))))
    prepared = collapse(settled)
    sentences = clauses(prepared)
    if span.end > end:
        tags.append(Tag("TEXT", end, span.end, "", ""))
    return _Stretch(tags, settled, sentences, [(tag, tag.state) for tag in (*tags, *prepared)])


def _built(stretch: _Stretch, span: Span, context: Context, inherited: Lead | None) -> Built:
    """One reading of a stretch."""
    cut = span.end > span.start + MAX_ITEM
    tags = stretch.tags[:-1] if cut else stretch.tags
    built = build_sentences(stretch.sentences, context, inherited)
    if built.node is not None and len(tags) > MAX_DEPTH and _deep(built.node):
        built = _unread_whole(tags, context)
    if built.allowed and built.node is not None and not built.count and _only_allows(context, span):
        content = _content(tags)
        built.node = judgement(content[0].start, content[-1].end, context, tags)
    unread = _runs([tag for tag in tags if tag.state == "unread"], context.text)
    if built.node is not None and unread:
        parts = tuple(Unread(context.words(run[0].start, run[-1].end), "unread", *(_place(run), _place(run))) for run in unread)
        built.node = AllOf((built.node, *parts), span_of([built.node, *parts]))
    elif built.node is None and _content(tags) and not built.count and not _heads(context.text, span):
        content = _content(tags)
        first, last = content[0].start, content[-1].end
        told = only_window(stretch.sentences)
        built.node = Judgement(context.words(first, last), "unspecified", told, Span(first, last), Span(first, last))
        for tag in tags:
            tag.state = "judgement" if tag.state in {"unread", "compiled"} else tag.state
    elif built.node is None:
        for tag in tags:
            tag.state = "compiled" if tag.state == "unread" else tag.state
    if cut:
        rest = Span(span.start + MAX_ITEM, span.end)
        built.node = all_of([part for part in (built.node, Unread("…", "unread", rest, rest)) if part])
    return built


def _deep(node: Node) -> bool:
    """Whether a node nests deeper than an item may."""
    level: list[Node] = [node]
    for _ in range(MAX_DEPTH):
        level = [child for one in level for child in children(one)]
        if not level:
            return False
    return True


def _unread_whole(tags: list[Tag], context: Context) -> Built:
    """All words of an item that nests too deep, put to a person."""
    start, end = tags[0].start, tags[-1].end
    context.note("too-deep", "this item nests too deep to be one criterion", start, end, "split it into separate lines")
    for tag in tags:
        tag.state = "judgement"
    return Built(Unread(context.words(start, end), "unread", Span(start, end), Span(start, end)))


def _about_candidates(tags: list[Tag], context: Context) -> list[Tag]:
    """The tags without the sentences that tell what is known; those are put to a person."""
    kept: list[Tag] = []
    sentence: list[Tag] = []
    for tag in [*tags, None]:
        if tag is not None:
            sentence.append(tag)
        if sentence and (tag is None or tag.type == "STOP"):
            start, end = sentence[0].start, sentence[-1].end
            if narrates(context.text[start:end]):
                context.note(
                    "study-conduct",
                    "this sentence tells what is known; it was not read as a condition on the candidate",
                    start,
                    end,
                )
                take(sentence, "judgement")
            else:
                kept += sentence
            sentence = []
    return kept


_PERMITS = re.compile(r"\b(?:may|can|allowed|permitted|acceptable|not (?:be )?exclu\w+)\b", re.IGNORECASE)
_PERMISSION = re.compile(r"\bnot (?:be )?(?:consider\w* )?(?:an )?exclu\w+", re.IGNORECASE)
_FORBIDS = re.compile(r"\b(?:not|no|never)\b", re.IGNORECASE)


def _only_allows(context: Context, span: Span) -> bool:
    """Whether an item only permits something, which neither includes nor excludes anybody."""
    words = context.text[span.start : span.end]
    if _heads(context.text, span) or _FORBIDS.search(_PERMISSION.sub("", words)):
        return False
    return context.category == "exclusion" or bool(_PERMITS.search(words))


def _content(tags: list[Tag]) -> list[Tag]:
    """The tags that say something: not layout, filler or connectives."""
    plain = {"COMMA", "SEMI", "STOP", "COLON", "AND", "OR", "LP", "RP", "SLASH", "DASH", "MARK", "FILL", "DROP", "PREP"}
    return [tag for tag in tags if tag.type not in plain]


def _heads(text: str, span: Span) -> bool:
    return text[span.start : span.end].rstrip(" .\r\n\t").endswith((":", "："))


def _place(run: list[Tag]) -> Span:
    return Span(run[0].start, run[-1].end)


def _runs(tags: list[Tag], text: str) -> list[list[Tag]]:
    """Unread tags that stand together."""
    runs: list[list[Tag]] = []
    for tag in tags:
        if runs and not text[runs[-1][-1].end : tag.start].strip(" \t\r\n,;.()"):
            runs[-1].append(tag)
        else:
            runs.append([tag])
    return runs


def _exact_birthday(node: Node) -> Node | None:
    """The node with its "older than" and "at most" ages counted to the exact birthday; None where it has none."""
    ages = [one for one in walk(node) if isinstance(one, Comparison) and _birthday_matters(one)]
    return _with_exact(node) if ages else None


def _birthday_matters(one: Comparison) -> bool:
    if one.concept != "age" or one.unit != "a" or one.exact:
        return False
    older = one.lower is not None and not one.lower.inclusive
    return older or (one.upper is not None and one.upper.inclusive and one.lower is None)


def _with_exact(node: Node) -> Node:
    match node:
        case Comparison(concept="age", unit="a"):
            single = node.lower is None or node.upper is None
            open_side = (node.lower is not None and not node.lower.inclusive) or (node.upper is not None and node.upper.inclusive)
            return replace(node, exact=True) if single and open_side else node
        case AllOf() | AnyOf():
            return replace(node, parts=tuple(_with_exact(part) for part in node.parts))
        case Not():
            return replace(node, part=_with_exact(node.part))
        case _:
            return node
