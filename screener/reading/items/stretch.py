"""Takes one stretch of text, gives its node: scanned, parsed and built, with every part that stayed unread said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Unread
from screener.criteria.nodes import children
from screener.reading.contraception.words import concerns
from screener.reading.items.by_roles import PERMITS
from screener.reading.items.by_roles import build_by_roles
from screener.reading.layout.labels import is_label
from screener.reading.layout.limits_by_group import limits_apart
from screener.reading.layout.list_headings import timed_headings
from screener.reading.layout.permissions import permits_list
from screener.reading.left.judgements_left import with_judgements_left
from screener.reading.left.leftovers import with_leftovers
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.bracket_tags import everything
from screener.reading.meaning.built import Built
from screener.reading.meaning.checks.abused import abused
from screener.reading.meaning.checks.agreed_to import agreed_to
from screener.reading.meaning.checks.denied_or import denied_or
from screener.reading.meaning.checks.of_diseases import of_diseases
from screener.reading.meaning.checks.recent_times import recent_by_time
from screener.reading.meaning.checks.set_off import set_off
from screener.reading.meaning.checks.shown_by import shown_by
from screener.reading.meaning.chunks.judged import only_window
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.draft import put_to_person
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.sentences.resolved import with_resolved
from screener.reading.meaning.tails.eligible import asked_of_eligible
from screener.reading.meaning.tails.eligible import lets_in_others
from screener.reading.meaning.tails.looser import looser_for_some
from screener.reading.meaning.tails.permits import up_to_a_dose
from screener.reading.passes.amounts import amounts
from screener.reading.passes.collapse import collapse
from screener.reading.passes.fuse import fuse
from screener.reading.passes.names.acting_on import ACTIONS
from screener.reading.passes.names.acting_on import STRENGTHS
from screener.reading.passes.names.acting_on import acting_on
from screener.reading.passes.names.coordinate import abbreviated
from screener.reading.passes.names.coordinate import coordinate
from screener.reading.passes.names.divide import divide
from screener.reading.passes.names.fitness import fitted
from screener.reading.passes.names.inner_abbreviations import joined_over
from screener.reading.passes.names.told_by_effect import BESIDE
from screener.reading.passes.names.told_by_effect import told_by_effect
from screener.reading.passes.scales.toxicities import RESOLVING
from screener.reading.passes.table import Passes
from screener.reading.scanning.scan import scan
from screener.reading.scanning.tags import State
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.clauses import clauses
from screener.reading.syntax.clauses import phrases
from screener.reading.syntax.sentence_roles import Role
from screener.reading.syntax.sentence_roles import role_of
from screener.reading.syntax.sentences import sentences_of
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence

MAX_ITEM = 20_000
"""An item longer than this is not one criterion; what lies beyond is unread."""
MAX_DEPTH = 96
"""How deep the node of an item may nest; one that nests deeper is unread."""


@dataclass(slots=True)
class Stretch:
    """A stretch of text with what all readings of it share: its tags and sentences, and what the first reading made of it.

    settled: the tags in their roles, numbers folded. roles: the part of each sentence that is no plain condition, by where
    it begins. fresh: every tag, states: theirs before the build. asked: the forks that the build met.
    """

    tags: list[Tag]
    settled: list[Tag]
    sentences: list[Sentence]
    roles: dict[int, Role]
    fresh: list[Tag]
    states: list[State]
    built: Built | None = None
    inherited: Lead | None = None
    asked: frozenset[str] = frozenset()

    def unread_again(self) -> None:
        """Puts the tags back to how they were before any build."""
        for tag, state in zip(self.fresh, self.states, strict=True):
            tag.state = state


def read_stretch(span: Span, context: Context, inherited: Lead | None, known: dict[Span, Stretch]) -> tuple[Built, list[Tag]]:
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


_NAMES = Passes(
    (abbreviated, frozenset({"LP", "RP"})),
    (acting_on, frozenset({"TREATN", ACTIONS}), frozenset({STRENGTHS, "DRUG"})),
    (told_by_effect, frozenset({"WHICH"}), frozenset({"KNOWN"}), frozenset({"TREATN", BESIDE})),
    (divide, frozenset({"NEG"}), frozenset({"ACTIVE"}), frozenset({"SEV"})),
    (coordinate, frozenset({"AND"}), frozenset({"OR"}), frozenset({"COMMA"}), frozenset({"SLASH"}), frozenset({"SEV"})),
)
"""What gives names that are written in parts their whole, each with what it needs."""


def _prepared(span: Span, context: Context) -> Stretch:
    """The stretch scanned and parsed."""
    end = min(span.end, span.start + MAX_ITEM)
    tags = scan(context.text, span.start, end)
    if span.end > end:
        context.note("too-long", "this item is too long to be one criterion", end, span.end, "split it into separate lines")
    else:
        tags += _let_in(context, span, tags)
    about, roles = _about_candidates(tags, context, span)
    settled = timed_headings(phrases(_NAMES.run(fuse(amounts(fitted(joined_over(_ended(about))))))))
    prepared = collapse(settled)
    sentences = clauses(prepared)
    if span.end > end:
        tags.append(Tag("TEXT", end, span.end, "", ""))
    fresh = [*tags, *prepared]
    return Stretch(tags, settled, sentences, roles, fresh, [tag.state for tag in fresh])


def _let_in(context: Context, span: Span, own: list[Tag]) -> list[Tag]:
    """The tags of the sentences elsewhere that let in whom a stretch keeps out, each behind a full stop."""
    made: list[Tag] = []
    for place in context.let_in.get(span, ()):
        last = made[-1] if made else own[-1] if own else None
        if last is not None and last.type in {"COMMA", "SEMI"}:
            last.become("STOP")
        elif last is not None and last.type != "STOP":
            made.append(Tag("STOP", place.start, place.start, ".", state="compiled"))
        made += scan(context.text, *place)
    return made


def _built(stretch: Stretch, span: Span, context: Context, inherited: Lead | None) -> Built:
    """One reading of a stretch."""
    cut = span.end > span.start + MAX_ITEM
    tags = stretch.tags[:-1] if cut else stretch.tags
    about = tags if concerns(context.text, span.start, span.end) else None
    built = build_by_roles(stretch.sentences, stretch.roles, context, inherited, contraception=about)
    if built.node is not None and len(tags) > MAX_DEPTH and _deep(built.node):
        built = _unread_whole(tags, context)
    if built.node is not None and permits_list(context.text[span.start : span.end]):
        content = _content(tags)
        built.node = judgement(content[0].start, content[-1].end, context, tags)
    elif built.allowed and built.node is not None and not built.count and (none := _none_allowed(built.node, context, span)):
        built.node = none
    elif built.turned and not heads(context.text, span):
        content = _content(tags)
        built.node = judgement(content[0].start, content[-1].end, context, tags)
    elif built.allowed and built.node is not None and not built.count and _only_allows(context, span, stretch.sentences):
        content = _content(tags)
        limited = up_to_a_dose(built.node, context)
        built.node = limited or judgement(content[0].start, content[-1].end, context, tags)
    elif built.allowed and not built.count and (asked := asked_of_eligible(built.node, context)):
        built.node = asked
    elif built.allowed and not built.count and lets_in_others(built.node, context):
        content = _content(tags)
        built.node = judgement(content[0].start, content[-1].end, context, tags)
    if built.rest is not None and (heads(context.text, span) or built.count):
        take(list(built.rest.scope.values()))
    judged = [tag for tag in stretch.settled if tag.value == RESOLVING]
    if judged and built.node is not None:
        built.node = with_resolved(built.node, judged, tags, context)
    if built.node is not None and limits_apart(built.node, context.text[span.start : span.end]):
        content = _content(tags)
        built.node = judgement(content[0].start, content[-1].end, context, tags)
    if isinstance(built.node, AllOf | AnyOf):
        built.node = looser_for_some(built.node, context.category)
    if built.node is not None:
        checked = agreed_to(shown_by(abused(built.node, context), context), context)
        checked = denied_or(of_diseases(checked, context), context)
        checked = recent_by_time(set_off(checked, context))
        built.node = with_leftovers(checked, tags, context)
        if not heads(context.text, span):
            built.node = with_judgements_left(built.node, _asked_by_build(stretch), context)
    elif _content(tags) and not built.count and not heads(context.text, span):
        content = _content(tags)
        first, last = content[0].start, content[-1].end
        told = only_window(stretch.sentences)
        built.node = Judgement(context.words(first, last), "unspecified", told, Span(first, last), Span(first, last))
        put_to_person(tags)
    elif len(tags) == 1 and _abbreviation(tags[0]):
        tags[0].state = "unread"  # "AS", alone in its item, is an abbreviation and no conjunction
        built.node = Unread(tags[0].text, "unread", _place(tags), _place(tags))
    else:
        for tag in tags:
            tag.state = "compiled" if tag.state == "unread" else tag.state
    if cut:
        rest = Span(span.start + MAX_ITEM, span.end)
        built.node = all_of([part for part in (built.node, Unread("…", "unread", rest, rest)) if part])
    return built


def _asked_by_build(stretch: Stretch) -> list[Tag]:
    """The tags that are read as conditions; the sentences that only remark were a person's before."""
    return [tag for tag, state in zip(stretch.tags, stretch.states, strict=False) if state != "judgement"]


def _abbreviation(tag: Tag) -> bool:
    """Whether a small word of the language stands in capitals, as an abbreviation does."""
    return tag.type in {"FILL", "PREP"} and tag.text.isupper() and len(tag.text) > 1


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


def _ended(tags: list[Tag]) -> list[Tag]:
    """The tags without a comma or semicolon at their end: it parts the item from the next one, and nothing in it."""
    while tags and tags[-1].type in {"COMMA", "SEMI"}:
        tags[-1].state = "filler"
        tags = tags[:-1]
    return tags


def _about_candidates(tags: list[Tag], context: Context, span: Span) -> tuple[list[Tag], dict[int, Role]]:
    """The tags without the sentences that only remark, which are told to the person; and what part the others play."""
    kept: list[Tag] = []
    roles: dict[int, Role] = {}
    for sentence in sentences_of(tags, context.text):
        start, end = sentence[0].start, sentence[-1].end
        role = role_of(context.text[start:end], context.category, first=not kept)
        if role == "remark":
            told = "this sentence tells what is known or how the study is run; it was not read as a condition on the candidate"
            context.note("study-conduct", told, start, end)
            take(sentence, "judgement")
        else:
            at = _why(sentence)
            if at and not any(tag.type in {"EXCLV", "MUST", "SEMI", "STATE", "ALLOWV"} for tag in sentence[at:]):
                reason = "these words tell why; they were not read as a condition on the candidate"
                context.note("study-conduct", reason, sentence[at].start, end)
                take(sentence[at:], "judgement")
                sentence = [*sentence[:at], *(tag for tag in sentence[-1:] if tag.type == "STOP")]
            kept += sentence
            roles[start] = role
    plain = heads(context.text, span) or all(role == "condition" for role in roles.values())
    return kept, {} if plain else roles


_BETWEEN = frozenset({"FILL", "PREP", "ANCHOR", "STUDYREF", "AT", "AFTER", "BETW", "COMMA"})


def _why(sentence: list[Tag]) -> int:
    """Where the reason begins for which a sentence excludes somebody ("excluded because the drug is …"); 0 for none."""
    excluded = False
    for at, tag in enumerate(sentence):
        if tag.type == "EXCLV":
            excluded = True
        elif excluded:
            if tag.text.lower() in {"because", "because of"}:
                return at
            excluded = tag.type in _BETWEEN
    return 0


_PERMISSION = re.compile(r"\bnot (?:be )?(?:consider\w* )?(?:an )?exclu\w+", re.IGNORECASE)
_FORBIDS = re.compile(r"\b(?:not|no|never)\b", re.IGNORECASE)


_TURNS = re.compile(
    r"^\W*(?:no|neither|none)\b|\b(?:cannot|can not|may not|must|should|but|however|except\w*|exclud\w+|ineligible)\b"
    r"|\b(?:not|never|no longer)\s+(?:be\s+)?(?:considered\s+)?(?:eligible|allow|permit|accept|enrol|includ|particip)",
    re.IGNORECASE,
)
"""What makes a sentence among the exclusions more than a permission; what it denies of those whom it lets in does not."""
_NONE = re.compile(r"\W*(?:no|neither)\b[^.;]*\b(?:allowed|permitted|acceptable|accepted|permissible)\W*", re.IGNORECASE)


def _none_allowed(node: Node, context: Context, span: Span) -> Node | None:
    """What "no statins are allowed" says among the exclusions: that they exclude; None for any other sentence."""
    if context.category != "exclusion" or _NONE.fullmatch(context.text, span.start, span.end) is None:
        return None
    parts = node.parts if isinstance(node, AllOf) else (node,)
    denied = [part.part for part in parts if isinstance(part, Not)]
    return any_of(denied) if len(denied) == len(parts) else None


def _only_allows(context: Context, span: Span, sentences: list[Sentence]) -> bool:
    """Whether an item only permits something, which neither includes nor excludes anybody."""
    words = context.text[span.start : span.end]
    tags = everything(Paren(0, 0, sentences))
    if len(sentences) > 1 and tags:  # what only remarks is none of them any more
        words = context.text[min(tag.start for tag in tags) : max(tag.end for tag in tags)]
    if heads(context.text, span):
        return False
    permitted = _PERMISSION.sub("", words)
    alone = sum(any(clause.listing.chunks) for one in sentences for clause in one.clauses) == 1
    if context.category == "exclusion" and alone and not _TURNS.search(permitted):
        return True
    if _FORBIDS.search(permitted):
        return False
    return context.category == "exclusion" or bool(PERMITS.search(words))


def _content(tags: list[Tag]) -> list[Tag]:
    """The tags that say something: not layout, filler or connectives."""
    plain = {"COMMA", "SEMI", "STOP", "COLON", "AND", "OR", "LP", "RP", "SLASH", "DASH", "MARK", "FILL", "DROP", "PREP"}
    return [tag for tag in tags if tag.type not in plain]


@lru_cache(maxsize=64)  # asked of each item several times while it is read
def heads(text: str, span: Span) -> bool:
    """Whether words end in a colon, as those do that head a list, or are a known label above one."""
    words = text[span.start : span.end].rstrip(" .\r\n\t")
    return words.endswith((":", "：")) or is_label(words, text, span)


def _place(run: list[Tag]) -> Span:
    return Span(run[0].start, run[-1].end)
