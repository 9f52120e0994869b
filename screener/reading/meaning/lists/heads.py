"""What stands at the head of a list or exception: how its examples share its status, and when a person has to decide it."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import Window
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.judged import one_time
from screener.reading.meaning.context import Context
from screener.reading.meaning.phrases.windows import ahead
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Listing


def open_head(node: Node, context: Context) -> Node:
    """The head of an open list; one without a code of its own ("severe concomitant disease") is a person's to decide."""
    if not isinstance(node, Condition):
        return node
    concept = catalog().get(node.concept) if node.concept else None
    if concept is not None and (concept.codes or concept.closed):
        return node
    return replace(judgement(node.span.start, node.span.end, context, []), window=one_time(node))


def like_head(part: Node, head: Node) -> Node:
    """An example stands as its head does: "history of thromboembolism, including embolism" asks for a history of both."""
    if isinstance(part, Treatment) and isinstance(head, Treatment) and part.dose is None:
        narrow = tuple(each for each in head.qualifiers if each.type == "dose" and each not in part.qualifiers)
        narrow += tuple(each for each in head.qualifiers if _behind(each, part) and each not in narrow)
        part = replace(part, qualifiers=(*narrow, *part.qualifiers))
    match part, head:
        case Treatment(window=None), Treatment():
            shared = part.status in {"current", "ever"} and not (head.status == "current" and _done(part, head))
            status = head.status if shared else part.status
            return replace(
                part,
                status=status,
                window=head.window,
                duration=part.duration or head.duration,
                response=part.response or head.response,
                count=part.count or (None if at_most(head) else head.count),
                stable_for=part.stable_for or head.stable_for,
            )
        case Immunization(window=None), Immunization() | Treatment() if head.window is not None:
            return replace(part, window=head.window)
        case Condition(window=None, status="present"), Condition():
            bare = not part.qualifiers and part.label.lower().split(" ")[0] not in _BAD_ENOUGH
            general = head.concept is None and head.label.lower().split(" ")[-1] in _GENERAL
            graded = tuple(each for each in head.qualifiers if _shared_with_examples(each, general)) if bare else ()
            graded += tuple(each for each in head.qualifiers if each not in graded and _behind(each, part))
            return replace(part, status=head.status, window=head.window, qualifiers=(*graded, *part.qualifiers))
        case Condition(window=None, status="ever"), Condition() | Treatment() if _long(head):
            return replace(part, window=head.window)
        case ((AllOf() | AnyOf()), Condition() | Treatment()) if part.parts and _long(head):
            return replace(part, parts=tuple(like_head(one, head) for one in part.parts))
        case Treatment(treatment="drug" | "class"), Result(outcome="positive" | "negative"):
            tested, window = f"{part.label} test", part.window or head.window
            return Result(None, tested, head.outcome, head.status, window, part.qualifiers, False, part.mention, part.span)
        case Treatment(treatment="drug" | "class"), Allergy():
            told = (*head.qualifiers, *(each for each in part.qualifiers if each not in head.qualifiers))
            return Allergy(part.concept, part.label, told, head.window, part.coded, part.mention, part.span)
        case Treatment(), Contraindication():
            return Contraindication(part.concept, part.label, part.qualifiers, part.coded, part.mention, part.span)
        case _:
            return part


def at_most(head: Node) -> bool:
    """Whether no more than so many are counted, which a few of one kind do not tell ("no more than 2 regimens including A")."""
    count = getattr(head, "count", None)
    return count is not None and count.lower is None


def like_heads(parts: tuple[Node, ...] | list[Node], head: Node) -> tuple[Node, ...]:
    """Each example as its head stands, once at each of the times told of a head ("within 28 days or 5 half-lives")."""
    heads = [one for one in head.parts if isinstance(one, Treatment)] if isinstance(head, AnyOf) and head.head is None else []
    alone = len({(one.concept, one.label) for one in heads}) != 1 or len(heads) != len(getattr(head, "parts", ()))
    if alone:
        return tuple(like_head(part, head) for part in parts)
    return tuple(dict.fromkeys(like_head(part, one) for part in parts for one in heads))


def _long(head: Condition | Treatment) -> bool:
    """Whether a heading looks back over a length of time."""
    return head.window is not None and head.window.value is not None and head.window.direction in {"before", "until"}


def _done(part: Treatment, head: Treatment) -> bool:
    """Whether an example was done once, whatever goes on now: a prior one, or an operation among drugs."""
    if part.treatment != "procedure" or part.status != "ever" or not part.coded:
        return False
    return head.treatment in {"drug", "class"} or (part.span.start < part.mention.start and not part.qualifiers)


_GENERAL = frozenset({"condition", "conditions", "disease", "diseases", "illness", "illnesses", "disorder", "disorders"})


def _behind(told: Qualifier, part: Node) -> bool:
    """Whether what narrows a head stands behind its example ("antibiotics (e.g. amoxicillin) during the treatment")."""
    return told.type == "other" and told.span.end > 0 and told.span.start >= part.span.end


def _shared_with_examples(told: Qualifier, general: bool = False) -> bool:
    """Whether a word of a head holds for its examples too: its grade ("grade 3 toxicity such as diarrhea"), "uncontrolled".

    general: the head is only "conditions" or "diseases", of which the word tells all ("unstable or severe conditions").
    """
    if general and told.type == "activity" and told.value.lower().startswith("unstable"):
        return True
    return told.type == "stage" or (told.type == "activity" and told.value.lower() in _OUT_OF_CONTROL)


_BAD_ENOUGH = frozenset({"unstable", "acute", "decompensated", "active", "severe"})
"""How the names of findings begin that say themselves how bad they are."""


def shares(head: Node) -> bool:
    """Whether a head has such a word."""
    return isinstance(head, Condition) and any(map(_shared_with_examples, head.qualifiers))


_OUT_OF_CONTROL = frozenset(
    {"uncontrolled", "poorly controlled", "inadequately controlled", "insufficiently controlled", "not controlled"}
)


def dated(node: Node, tag: Tag) -> Node:
    """The node with a time that stands behind its examples or its exception."""
    if isinstance(node, Not):
        part = dated(node.part, tag) if meaning_of(tag).windows else _free_for(node.part, tag)
        return node if part is node.part else replace(node, part=part)
    told = meaning_of(tag)
    if isinstance(node, AnyOf) and node.open and node.head is not None:
        ago = bool(told.windows) and told.windows[0].value is not None and told.windows[0].direction == "before"
        head = dated(node.head, tag) if ago else node.head
        return node if head is node.head else replace(node, head=head, parts=tuple(dated(part, tag) for part in node.parts))
    if len(told.windows) > 1 or not isinstance(node, _TIMED) or node.window is not None:
        return node
    lasts = isinstance(node, Condition | Treatment) and node.duration is None and not told.since and told.more is None
    if not told.windows and (told.duration is None or not lasts):
        return node
    take(tag)
    window = told.windows[0] if told.windows else None
    if not isinstance(node, Condition | Treatment):
        return replace(node, window=window)
    if node.status == "planned":
        window = ahead(window)
    past = window is not None and node.status in {"present", "current", "active"}
    node = replace(node, window=window, duration=node.duration or told.duration)
    return replace(node, status="ever") if past else node


def _free_for(node: Node, tag: Tag) -> Node:
    """ "No cancer other than skin cancer for at least 5 years": none in the whole of that time."""
    told = meaning_of(tag).duration
    if told is None or told.lower is None or told.upper is not None or not isinstance(node, Condition | Treatment):
        return node
    if node.window is not None:
        return node
    take(tag)
    return replace(node, window=Window(told.lower.value, told.unit, True, span=told.span), status="ever")


_TIMED = (Condition, Treatment, Immunization, State, Result)


def dated_by_examples(head: Node, examples: list[Node], context: Context) -> tuple[Node, list[Node]]:
    """The head and its examples with the time that stands behind the last of them, where none has another.

    A disease may as well stand for itself, whatever the time of its example.
    """
    if (lasting := _lasting(head, examples)) is not None:
        return lasting
    if (twice := _at_each(head, examples)) is not None:
        return twice
    time = window_of(examples[-1])
    shared = time is not None and all(window_of(one) == time and _said_at(one) == time.span for one in examples)
    others = [head] if shared else [head, *examples[:-1]]
    if time is None or time.value is None or time.span.start < examples[-1].span.start or any(map(_timed, others)):
        return head, examples
    if time.anchor == "birth" and {getattr(one, "who", "patient") for one in others} != {getattr(examples[-1], "who", "patient")}:
        return head, examples  # "heart disease, sudden death of a parent before age 40"
    told = "the time behind an example may be that of what it is an example of"
    if isinstance(head, Condition) and context.choose(f"examples-{time.span.start}", ("all", "last"), told) == "last":
        return head, examples
    return within(head, time), [*(within(one, time) for one in examples[:-1]), examples[-1]]


def _at_each(head: Node, examples: list[Node]) -> tuple[Node, list[Node]] | None:
    """A treatment and its examples within either of two times behind the last ("… within 28 days or 5 half-lives")."""
    last = examples[-1]
    windows = [window_of(part) for part in last.parts] if isinstance(last, AnyOf) and last.head is None else []
    times = tuple(window for window in windows if window is not None)
    named = {getattr(part, "mention", None) for part in getattr(last, "parts", ())}
    if len(times) < 2 or len(times) < len(windows) or len(named) > 1 or not isinstance(head, Treatment) or _timed(head):
        return None
    if any(isinstance(one, AnyOf) and {window_of(part) for part in one.parts} != set(times) for one in examples):
        return None
    if any(not isinstance(one, AnyOf) and (not isinstance(one, Treatment) or _timed(one)) for one in examples):
        return None
    told = [one if isinstance(one, AnyOf) else _within_each(one, times) for one in examples]
    return _within_each(head, times), list[Node](told)


def _within_each(node: Node, times: tuple[Window, ...]) -> Node:
    return AnyOf(tuple(within(node, time) for time in times), span=node.span)


def _lasting(head: Node, examples: list[Node]) -> tuple[Node, list[Node]] | None:
    """Treatments that last as long as is said behind the last example ("steroids such as prednisone for at least a week")."""
    last = examples[-1]
    if not isinstance(last, Treatment) or last.duration is None or last.duration.span.start < last.mention.end:
        return None
    others = [head, *(one for one in examples[:-1] if getattr(one, "duration", None) != last.duration)]
    if any(not isinstance(one, Treatment) or _timed(one) or one.stable_for is not None for one in others):
        return None
    others = [head, *examples[:-1]]
    told = {"duration": last.duration, "window": last.window, "status": last.status}
    made = [replace(one, **told) for one in others if isinstance(one, Treatment)]  # type: ignore[arg-type]
    return made[0], [*made[1:], last]


def _said_at(node: Node) -> Span | None:
    """Where the window of a node is said."""
    window = window_of(node)
    return None if window is None else window.span


def _timed(node: Node) -> bool:
    if isinstance(node, Immunization):
        return node.window is not None
    return not isinstance(node, Condition | Treatment) or node.window is not None or node.duration is not None


def window_of(node: Node) -> Window | None:
    """The numbered window of a heading, where its finding or treatment has one (each of them the same)."""
    match node:
        case Condition() | Treatment() | Immunization() if node.window is not None and node.window.value is not None:
            return node.window
        case AnyOf() if node.parts and is_plain(node):
            windows = {window_of(part) for part in node.parts}
            return windows.pop() if len(windows) == 1 else None
        case _:
            return None


def within(node: Node, window: Window) -> Node:
    """The node with the window of its heading on each member that has none of its own."""
    match node:
        case AllOf() | AnyOf() if node.parts:
            return replace(node, parts=tuple(within(part, window) for part in node.parts))
        case Condition(window=None) | Treatment(window=None):
            past = window.value is not None and window.direction in {"before", "until"}
            if past and node.status in {"present", "current"}:
                return replace(node, window=window, status="ever")
            return replace(node, window=window)
        case Comparison(window=None) | Result(window=None) | Immunization(window=None):
            return replace(node, window=window)
        case _:
            return node


def found_within(node: Node, window: Window | None) -> Node:
    """The node with the time in which a fitness was to be found on each value below that has none of its own."""
    if window is None or window.value is None or window.direction != "before":
        return node
    match node:
        case AllOf() | AnyOf() if node.parts:
            return replace(node, parts=tuple(found_within(part, window) for part in node.parts))
        case Comparison(window=None) | Result(window=None) | Member(window=None):
            return replace(node, window=window)
        case _:
            return node


def example_end(listing: Listing) -> tuple[Listing, Listing | None]:
    """The examples of a list up to their own "and", and what goes on behind it."""
    for at, conn in enumerate(listing.conns):
        plain = conn.type in {"AND", "OR"} and not isinstance(conn.value, tuple)
        if (
            plain
            and at + 1 < len(listing.conns)
            and (listing.conns[at + 1].type in {"COMMA", "SEMI"} or isinstance(listing.conns[at + 1].value, tuple))
        ):
            take(listing.conns[at + 1])
            inner = Listing(listing.chunks[: at + 2], listing.conns[: at + 1])
            return inner, Listing(listing.chunks[at + 2 :], listing.conns[at + 2 :])
    return listing, None


def settled(unless: Node, context: Context) -> Node:
    """An exception that the catalogue does not know in full is one question to a person."""
    if all(getattr(node, "coded", True) and not isinstance(node, Unread) for node in walk(unless)):
        return unless
    return replace(judgement(unless.span.start, unless.span.end, context, []), window=one_time(unless))


def is_topic(head: Node | None, context: Context) -> bool:
    """Whether a heading of an inclusion only names a treatment that the rules below speak of ("Chemotherapy:")."""
    return context.category == "inclusion" and isinstance(head, Treatment) and head.span == head.mention
