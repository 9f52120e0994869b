"""An exception for who has been free of a disease for some time: "malignancy, unless disease-free for at least 5 years"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Window
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.denials import affirmed
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.tails.exceptions import exception
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Tail

_FREE = re.compile(
    r"\b(?:(?:disease|cancer|recurrence|relapse|tumou?r)[ -]free"
    r"|free (?:of|from) (?:the |any )?(?:disease|cancer|malignancy|recurrence)"
    r"|(?:no|without) (?:any )?(?:known )?(?:evidence|signs?) of (?:active |recurrent |the )?"
    r"(?:disease|malignancy|cancer|recurrence)"
    r"|(?:in )?(?:complete |full |continuous )*remission|(?:no|without) (?:known )?(?:active disease|recurrence))\b",
    re.IGNORECASE,
)
_PLAIN = frozenset({
    "other", "another", "any", "all", "prior", "previous", "cancer", "cancers", "malignancy", "malignancies", "tumor", "tumors",
    "tumour", "tumours", "neoplasm", "neoplasms", "from", "which", "whom", "that", "with", "those", "more", "than", "if",
    "the", "a", "an", "patient", "patients", "subject", "subjects", "participant", "participants", "who", "has", "have", "had",
    "been", "is", "are", "was", "were", "they", "he", "she", "in", "and", "for", "of", "period", "least",
})  # fmt: skip


def in_remission(base: Node, unless: Node, tail: Tail) -> Node | None:
    """What the exception says in full: no such disease in that time, and for a person whatever else its words say."""
    disease = next((node for node in walk(base) if isinstance(node, Condition) and node.concept is not None), None)
    if disease is None or not isinstance(unless, Judgement) or disease.count is not None:
        return None
    if any(conn.type == "OR" for conn in tail.listing.conns):
        return None  # "except A, or other cancer with no evidence of disease for 5 years": A is let off without it
    tags = _own_tags(tail.listing)
    times = [tag for tag in tags if tag.type == "WINDOW"]
    told = _FREE.search(unless.label)
    clear = _clear(times[0]) if len(times) == 1 and told is not None else None
    if clear is None or told is None:
        return None
    recent: Node = replace(disease, status="ever", window=clear, duration=None, span=unless.span)
    if isinstance(base, Except) and base.base is disease:
        recent = Except(recent, base.unless, unless.span)  # what does not count before does not count lately either
    free = Not(recent, unless.span)
    return AllOf((free, unless), unless.span) if _others(unless.label, times[0]) else free


def _others(words: str, time: Tag) -> set[str]:
    """What words say besides that somebody has been free of a disease for a time."""
    return set(_FREE.sub(" ", words).lower().replace(",", " ").split()) - set(time.text.lower().split()) - _PLAIN


def parted_remission(base: Node, listing: Listing, context: Context) -> tuple[Listing | None, Listing] | None:
    """The exceptions of a list, and the last of them that is of the disease itself, whichever it was, after a time free of it.

    "Except A, B, or other cancer from which the patient has been disease-free for 5 years". None where the last is no such one.
    """
    disease = _disease(base)
    if disease is None:
        return None
    at = next((at for at in range(len(listing.conns) - 1, -1, -1) if _begins_other(listing, at, context)), -1)
    last = Listing(listing.chunks[at + 1 :], listing.conns[at + 1 :])
    before = Listing(listing.chunks[: at + 1], listing.conns[:at]) if at >= 0 else None
    tags = _own_tags(last)
    if not tags or any(conn.type == "OR" for conn in last.conns) or any(isinstance(one, Paren) for one in chain(*last.chunks)):
        return None
    times = [tag for tag in tags if tag.type == "WINDOW"]
    words = context.words(tags[0].start, tags[-1].end)
    told = _FREE.search(words)
    named = [tag.value for tag in tags if tag.type == "COND" and isinstance(tag.value, tuple)]
    itself = all(_wider(str(disease.concept), value) for value in named)
    if not named:
        itself = before is None and len(times) == 1 and not _others(words, times[0])  # "except those disease-free for 5 years"
    if told is None or len(times) != 1 or _clear(times[0]) is None or not itself:
        return None
    return before, last


def except_free(base: Node, last: Listing, context: Context, word: str) -> Node:
    """The base without those who have been free of it for that time; whatever else is said of them is a person's to decide."""
    disease = _disease(base)
    assert disease is not None  # `parted_remission` looked
    tags = _own_tags(last)
    time = next(tag for tag in tags if tag.type == "WINDOW")
    span, clear = Span(tags[0].start, tags[-1].end), _clear(time)
    take([*tags, *last.conns])
    recent: Node = replace(disease, status="ever", window=clear, duration=None, span=span)
    spared = affirmed(base) or base
    while isinstance(spared, Except):
        recent, spared = Except(recent, spared.unless, span), spared.base
    if _others(context.words(*span), time):
        for tag in tags:
            tag.state = "unread"
        asked = replace(judgement(*span, context, tags), window=clear)
        return exception(base, AllOf((Not(recent, span), asked), span), context, word)
    if isinstance(recent, Except) and disease.status == "ever" and disease.window is None:
        whole = replace(recent, span=base.span.join(span))  # a cancer within 5 years is one at any time
        return Not(whole, whole.span) if isinstance(base, Not) else whole
    return exception(base, Not(recent, span), context, word)


def free_of_disease(listing: Listing, context: Context) -> bool:
    """Whether words say for how long somebody has been free of a disease."""
    tags = _own_tags(listing)
    timed = any(tag.type == "WINDOW" for tag in tags)
    return timed and _FREE.search(context.words(tags[0].start, tags[-1].end)) is not None


def _own_tags(listing: Listing) -> list[Tag]:
    """The tags of a list without those in its brackets."""
    return [tag for chunk in listing.chunks for tag in chunk if isinstance(tag, Tag)]


def _disease(base: Node) -> Condition | None:
    """The one disease that an exception is made from, be it now or at any time ("prior or concurrent malignancy")."""
    node = affirmed(base) or base
    while isinstance(node, Except):
        node = node.base
    if isinstance(node, AllOf) and all(isinstance(part, Not) for part in node.parts):
        node = AnyOf(tuple(affirmed(part) or part for part in node.parts), span=node.span)  # neither before nor now
    if is_plain(node):
        same = {part.concept for part in node.parts if isinstance(part, Condition)}
        node = node.parts[0] if len(same) == 1 and all(isinstance(part, Condition) for part in node.parts) else node
    return node if isinstance(node, Condition) and node.concept is not None and node.count is None else None


def _begins_other(listing: Listing, at: int, context: Context) -> bool:
    """Whether "or any other" stands before a member of a list of exceptions, or "or" and nothing that parts it further."""
    conn, behind = listing.conns[at], listing.chunks[at + 1]
    if conn.type not in {"OR", "AND"} or not behind:
        return False
    return conn.type == "OR" or _OTHER.match(context.text[conn.start : behind[0].start + 1]) is not None


_OTHER = re.compile(r"[,;]?\s*and\s+(?:any|all)?\s*other\b", re.IGNORECASE)


def _wider(concept: str, names: tuple[str, ...]) -> bool:
    """Whether a name is that of the disease, or of all that it is a kind of; a cancer is as good as any growth."""
    return any(catalog().is_a(concept, name) or (name, concept) == _GROWTH for name in names if name in catalog())


_GROWTH = ("malignancy", "neoplasm")


def _clear(tag: Tag) -> Window | None:
    """The time that has to be free of it."""
    meaning = meaning_of(tag)
    length = meaning.duration
    if length is not None and length.lower is not None and length.upper is None:
        anchor = meaning.windows[0].anchor if meaning.windows else "index"
        return Window(length.lower.value, length.unit, True, anchor, "before", span=length.span)
    only = meaning.windows[0] if len(meaning.windows) == 1 else None
    if only is not None and only.direction == "until" and only.value is not None:
        return replace(only, direction="before", inclusive=True)
    return None
