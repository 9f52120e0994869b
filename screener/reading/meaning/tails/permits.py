"""What is allowed on a condition: "statins are allowed if the dose was stable for 4 weeks" asks it of those who take them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import Window
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.lists.list_items import flat_tags
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.tails.steady import each_steady
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Tail
from screener.reading.syntax.trees import WindowPhrase

Builder = Callable[[Clause, Context], Node | None]

_LETS = ("allow", "permi", "accept", "exclu")
_SAME = frozenset({"TREATN", "TREAT", "PREP", "POP", "DOSE", "STABLE", "WINDOW", "LIMIT"})
_SAME_WORDS = frozenset(
    {
        "it", "this", "its use", "last dose", "the last dose", "last dosing", "last", "course", "last course", "last treatment",
        "the last treatment", "treatment", "the treatment", "maintained", "last administration", "the last administration",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Permission:
    """alone: what it asks for where it stands for itself. let_off: whom it lets off what an earlier sentence says."""

    alone: Node
    let_off: Node


def permission(
    listing: Listing, tail: Tail, given: Node, asked: Node | None, context: Context, build: Builder
) -> Permission | None:
    """What a permission asks of those whom it concerns: that its condition holds. None where that is not plain.

    `asked` is what the words of the condition say on their own.
    """
    tags = [tag for chunk in listing.chunks for tag in chunk if isinstance(tag, Tag)]
    words = " ".join(tag.text.lower() for tag in tags if tag.type == "ALLOWV")
    if not _plain(given):
        return None
    same = _of_the_same(tail.listing)
    if same is not None:
        found = _asked_of_it(listing, same, given, context, build)
        return found if len(tail.listing.chunks) < 2 else _and_more(found, same, tail.listing, given, context)
    in_words = isinstance(asked, Judgement)  # "eligible if treated and stable"
    if asked is None or (not in_words and any(isinstance(node, Unread | Judgement) for node in walk(asked))):
        return None
    if not in_words and not any(isinstance(node, Comparison | Result) for node in walk(asked)):
        return None
    found = _only_if(given, asked, context)
    if context.category == "exclusion" or any(word in words for word in _LETS):
        return found
    told = "“eligible if” may ask for something only of those named, or name whom the trial is for"
    taken = context.choose(f"eligible-{tail.word.start}", ("of-those", "both"), told)
    return replace(found, alone=found.let_off) if taken == "both" else found


def up_to_a_dose(node: Node, context: Context) -> Node | None:
    """What "aspirin ≤ 81 mg/day is allowed" asks of those who take it; None where no dose bounds what is allowed."""
    parts = node.parts if isinstance(node, AllOf | AnyOf) else (node,)
    if len(parts) == 1 and isinstance(parts[0], Treatment) and _numbered(parts[0]) and context.category == "inclusion":
        told = "what is allowed up to a number may be forbidden above it, or be left to a person"
        taken = context.choose(f"number-{node.span.start}", ("limit", "words"), told, "open")
        return parts[0] if taken == "limit" else judgement(node.span.start, node.span.end, context, [])
    given = [part for part in parts if isinstance(part, Treatment) and part.coded and _bounded(part)]
    if len(given) != len(parts):
        return None
    told = "what is allowed up to a dose may be forbidden above it, or be left to a person"
    taken = context.choose(f"dose-{node.span.start}", ("limit", "words"), told, "open")
    asked: list[Node] = []
    for part in given:
        taking = replace(part, dose=None, status="current")
        more = AllOf((taking, Not(part, part.span)), part.span)
        words = judgement(part.span.start, part.span.end, context, []) if taken == "words" else None
        if context.category == "exclusion":
            asked.append(more if words is None else AllOf((*more.parts, words), part.span))
        else:
            asked.append(When(taking, part, part.span) if words is None else When(more, words, part.span))
    if len(asked) == 1:
        return asked[0]
    return any_of(asked) if context.category == "exclusion" else AllOf(tuple(asked), node.span)


def _bounded(given: Treatment) -> bool:
    """Whether a treatment is said up to a dose, and nothing else is said of it."""
    plain = given.window is None and given.duration is None and given.stable_for is None and given.status in {"current", "ever"}
    return plain and given.dose is not None and given.dose.upper is not None and given.dose.lower is None


def _numbered(given: Treatment) -> bool:
    """Whether a treatment is said up to a number of times ("up to 2 prior lines of chemotherapy")."""
    plain = given.window is None and given.duration is None and given.stable_for is None and given.dose is None
    count = given.count
    return plain and count is not None and count.upper is not None and count.lower is None


def _plain(node: Node) -> bool:
    """Whether what is allowed is named, and nothing in it is denied or left to a person."""
    if isinstance(node, AllOf | AnyOf) and not getattr(node, "open", False):
        return all(_plain(part) for part in node.parts)
    return isinstance(node, Treatment | Condition)


def _of_the_same(listing: Listing) -> list[Tag] | None:
    """The words of a condition that names nothing of its own ("provided the dose has been stable for 4 weeks")."""
    filled = [chunk for chunk in listing.chunks if chunk]
    if not filled or (len(filled) > 1 and (filled[0] is not listing.chunks[0] or listing.conns[0].type != "AND")):
        return None
    tags = [tag for tag in filled[0] if isinstance(tag, Tag)]
    if len(tags) < len(filled[0]) or sum(tag.type in {"WINDOW", "LIMIT"} for tag in tags) != 1:
        return None
    plain = all(tag.type in _SAME or (tag.type == "TEXT" and tag.text.lower() in _SAME_WORDS) for tag in tags)
    return tags if plain else None


def _and_more(found: Permission | None, same: list[Tag], listing: Listing, given: Node, context: Context) -> Permission | None:
    """ "If completed at least 4 weeks before and the patient has recovered": the further words are put to a person."""
    tags = [tag for chunk in listing.chunks[1:] for element in chunk for tag in flat_tags(element)]
    window = next((tag for tag in same if tag.type == "WINDOW"), None)
    clear = _clear(same, window, given) if window is not None else None
    recent = _within(given, clear) if clear is not None else None
    if found is None or recent is None or not tags:
        return None
    rest = judgement(min(tag.start for tag in tags), max(tag.end for tag in tags), context, tags)
    take(listing.conns)
    span = span_of([given, rest])
    both = AllOf((Not(recent, span_of([given, recent])), rest), span)
    ever = _ever(given)
    if context.category == "exclusion":
        return Permission(AllOf((ever, Not(both, span)), span), AllOf((ever, both), span))
    return Permission(When(ever, both, span), AllOf((ever, both), span))


def _asked_of_it(listing: Listing, same: list[Tag], given: Node, context: Context, build: Builder) -> Permission | None:
    window = next((tag for tag in same if tag.type == "WINDOW"), None)
    clear = _clear(same, window, given) if window is not None else None
    if clear is not None:
        recent = _within(given, clear)
        if recent is None:
            return None
        take(same)
        free = Not(recent, span_of([given, recent]))
        return Permission(recent if context.category == "exclusion" else free, AllOf((_ever(given), free), free.span))
    told = {tag.type for tag in same}
    steady = "STABLE" in told or any("stable" in tag.text.lower() or "unchanged" in tag.text.lower() for tag in same)
    if not (steady or {"DOSE", "LIMIT"} <= told):
        return None
    own = [tag for tag in same if tag.type in {"DOSE", "STABLE", "WINDOW", "LIMIT"}]
    chunks = [[tag for tag in chunk if not (isinstance(tag, Tag) and tag.type == "ALLOWV")] for chunk in listing.chunks]
    filled = [at for at, chunk in enumerate(chunks) if chunk]
    last = filled[-1] + 1
    chunks = [*chunks[: last - 1], [*chunks[last - 1], *own]]
    states = [(part, part.state) for tag in same for part in (tag, *parts_of(tag))]
    asked = build(Clause(Listing(chunks, listing.conns[: last - 1])), context)
    if asked is None or not all(_told(node) for node in walk(asked)):
        for part, state in states:
            part.state = state
        return None
    take(same)
    return _only_if(given, each_steady(asked), context)


def _told(node: Node) -> bool:
    """Whether the condition has come to stand in a node."""
    match node:
        case Treatment():
            return bool(node.stable_for or node.dose)
        case Condition():
            return node.duration is not None
        case Unread() | Judgement():
            return False
        case _:
            return True


def _clear(same: list[Tag], window: Tag, given: Node) -> Window | None:
    """How long before its anchor the thing has to be over, None where the time says something else."""
    meaning = meaning_of(window)
    ended = any((tag.type == "TREAT" and tag.value == "stopped") or tag.text.lower() == "completed" for tag in same)
    if len(meaning.windows) == 1 and meaning.duration is None and not meaning.limits:
        only = meaning.windows[0]
        if only.direction in {"from", "after"} and only.value is not None and _its_last(only.anchor, given):
            least = _least(window)
            return Window(only.value, only.unit, not least, "index", "before", span=only.span) if least is not None else None
        if only.direction == "until" and only.value is not None:
            return replace(only, direction="before", inclusive=not only.inclusive)
        return None
    length = meaning.duration
    if length is None or length.lower is None or length.upper is not None or not (ended or meaning.since):
        return None
    anchor = meaning.windows[0].anchor if meaning.windows else "index"
    return Window(length.lower.value, length.unit, not length.lower.inclusive, anchor, "before", span=length.span)


def _least(window: Tag) -> bool | None:
    """Whether the length of a time is the least ("at least 28 days"), or has to be passed (False); None where it is the most."""
    phrase = window.value
    limits = limits_of(phrase.limit) if isinstance(phrase, WindowPhrase) and phrase.limit is not None else ()
    lower = limits[0].lower if len(limits) == 1 and limits[0].upper is None else None
    return lower.inclusive if lower is not None else None


def _its_last(anchor: str, given: Node) -> bool:
    """Whether an anchor is the last time that what is allowed was given ("since the last dose", "since any major surgery")."""
    label = getattr(given, "label", "")
    return anchor == "last-dose" or (bool(label) and label.lower().split()[-1] == anchor.split()[-1])


def _within(given: Node, clear: Window) -> Node | None:
    """The treatments that are allowed, given in the time that has to be free of them."""
    if isinstance(given, AllOf | AnyOf):
        parts = [_within(part, clear) for part in given.parts]
        known = [part for part in parts if part is not None]
        return any_of(known) if len(known) == len(parts) else None
    if not isinstance(given, Treatment) or given.window is not None:
        return None
    return replace(given, status="ever", window=clear, duration=None, stable_for=None)


def _ever(given: Node) -> Node:
    """The treatments that are allowed once over, which nobody has to be having now."""
    if isinstance(given, AllOf | AnyOf):
        return any_of([_ever(part) for part in given.parts])
    return replace(given, status="ever") if isinstance(given, Treatment) and given.status == "current" else given


def _only_if(given: Node, asked: Node, context: Context) -> Permission:
    """In an inclusion what is asked of those whom it concerns; in an exclusion those of them who do not meet it."""
    span = span_of([given, asked])
    if isinstance(given, AllOf) and all(isinstance(part, Treatment) for part in given.parts):
        given = AnyOf(given.parts, span=given.span)  # "statins and fibrates are allowed": each of them
    let_off = AllOf((given, asked), span)
    if context.category == "exclusion":
        return Permission(AllOf((given, Not(asked, asked.span)), span), let_off)
    return Permission(When(given, asked, span), let_off)
