"""What limits stand beside a judgement: those that say what it means decide it, the others stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window
from screener.criteria.nodes import is_examples
from screener.criteria.nodes import walk
from screener.criteria.protocol import Category
from screener.reading.meaning.built import Builder
from screener.reading.meaning.chunks.chunk_signs import most_count
from screener.reading.meaning.context import Context
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.passes.names.fitness import says_fitness
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence

Elements = list[Tag | Paren]
JUDGES = frozenset({"JUDGE", "JUDGED"})
"""The tags of what a person has to judge."""


def defines(head: Node, body: Node) -> bool:
    """Whether limits say what a judgement of fitness means ("adequate renal function: creatinine < 1.5 mg/dL")."""
    return isinstance(head, Judgement) and says_fitness(head.label) and any(isinstance(one, Comparison) for one in walk(body))


_NARROWS = re.compile(
    r"\b(?:that|which)\b.*\b(?:would|interfer\w*|preclud\w*)\b|\b(?:opinion|judgm?ent|discretion|unfit)\b"
    r"|\b(?:making|makes?|renders?|placing|puts?) the \w+",
    re.IGNORECASE,
)


_FOR_SO_LONG = re.compile(
    r"\b(?:for|since|lasting)\s+(?:at least|more than|longer than|over|≥|>)\s.{0,16}\b(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def says_more(label: str) -> bool:
    """Whether the words of a judgement narrow what they name or tell how long it has lasted, so that no example decides alone."""
    return _NARROWS.search(label) is not None or _FOR_SO_LONG.search(label) is not None


_CHANGE = re.compile(
    r"(?:(?:any|an?|the|no|new|recent|significant|major|clinically|dose|dosage|planned|prior)\s+)*"
    r"(?:chang\w*|adjust\w*|modif\w*|alterations?|switch\w*|initiation|addition|discontinuation)\b",
    re.IGNORECASE,
)


def tells_change(node: Node) -> bool:
    """Whether words that the catalogue does not know tell of a change, which whoever goes on as before does not make."""
    known = getattr(node, "coded", False)
    return not known and isinstance(node, Judgement | Condition | Treatment) and _CHANGE.match(node.label) is not None


def parted(chunk: Elements, category: Category, *, alone: bool) -> tuple[Elements, Elements]:
    """A judged chunk and the measured limits behind its first judging word, which the judgement does not swallow.

    alone: it is all of its list.
    """
    judge = next((at for at, one in enumerate(chunk) if isinstance(one, Tag) and one.type in JUDGES), None)
    if judge is None:
        return chunk, []
    first = chunk[judge]
    if alone and category == "inclusion" and _so_many(chunk, judge):
        take(first, "filler")  # type: ignore[arg-type]
        return [*chunk[:judge], *chunk[judge + 1 :]], []
    if first.value == "modal" or any(isinstance(one, Tag) and one.value == "modal" for one in chunk):
        at = next((at for at, one in enumerate(chunk) if at > judge and one.type == "MEAS"), 0)
        decides = at > 0 and category == "exclusion" and _expected(chunk, at, first) and _limited(chunk, at)
        return (chunk[:at], chunk[at:]) if decides else (chunk, [])
    for at in range(judge + 1, len(chunk)):
        one = chunk[at]
        if isinstance(one, Paren):
            if measured(one):
                return chunk[:at], chunk[at:]
        elif one.type == "MEAS" and _limited(chunk, at) and (
            first.value == "fitness" or (category == "exclusion" and _expected(chunk, at, first))
        ):
            return chunk[:at], chunk[at:]
    return chunk, []


def _so_many(chunk: Elements, at: int) -> bool:
    """Whether "may" only lets so many treatments have been given ("may have received no more than 2 prior lines")."""
    behind = [one for one in chunk[at : at + 3] if isinstance(one, Tag)]
    if len(behind) < 3 or behind[0].value != "modal" or behind[0].text.lower() not in _LETS:
        return False
    given = behind[1].type in {"TREAT", "HIST"} and behind[1].value == "ever"
    return given and behind[2].type == "LIMIT" and most_count(behind[2])


_LETS = frozenset({"may", "can", "could"})


def _expected(chunk: Elements, at: int, judge: Tag | Paren) -> bool:
    """Whether what is judged is how long somebody will live, which a limit decides ("may limit life expectancy to < 1 year")."""
    denied = judge.text.lower().startswith(_HARDLY) or any(one.type == "NEG" for one in chunk[:at])
    return chunk[at].value == _SURVIVAL and not denied


_SURVIVAL = ("life-expectancy",)
_HARDLY = ("unlikely", "not ", "no ", "unable", "inability")


def only_window(sentences: list[Sentence]) -> Window | None:
    """The one stretch of time that the words of a judgement set; None where they set none or several."""
    listings = [
        listing
        for sentence in sentences
        for clause in sentence.clauses
        for listing in (clause.listing, *(tail.listing for tail in clause.tails))
    ]
    tags = [one for listing in listings for chunk in listing.chunks for one in chunk if isinstance(one, Tag)]
    found = stretches_of(tags)
    if len(found) != 1 or (found[0].direction == "before" and looks_ahead(" ".join(tag.text for tag in tags))):
        return None
    return found[0]


_AHEAD = re.compile(
    r"\b(?:likely|unlikely|expect\w*|anticipat\w*|plan(?:s|ned|ning)?|schedul\w*|will|would|(?:may|might|can|could)(?!\s+have)|able|unable"
    r"|between|survive|next)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\b(?:prior|before|preceding|previous\w*|past|last|ago|earlier)\b", re.IGNORECASE)


def looks_ahead(words: str) -> bool:
    """Whether words tell of what may come, with no word that looks back ("likely to die within 24 hours")."""
    return _AHEAD.search(words) is not None and _BEHIND.search(words) is None


STAYS = (
    "stable", "unchanged", "constant", "present", "persist", "controlled", "free", "remission", "fixed", "asymptomatic",
    "resolved", "unaltered", "steady", "evidence", "recurrence", "relapse", "progression",
)  # fmt: skip
_LASTS = ("been", "euthyroid", "postmenopaus", "post-menopaus", "amenorr", "abstinent", "maintained", "continuous")
"""What else has gone on for so long up to now."""


def stretches_of(tags: list[Tag]) -> list[Window]:
    """The measured stretches of time that a judgement is about: its windows, and how long something has stayed as it is."""
    stays = any(word.startswith(STAYS + _LASTS) for tag in tags for word in tag.text.lower().split())
    return [window for tag in tags if tag.type == "WINDOW" for window in _stretch_of(tag, stays)]


def _stretch_of(tag: Tag, stays: bool) -> tuple[Window, ...]:
    meaning = meaning_of(tag)
    length = meaning.duration
    measured = tuple(window for window in meaning.windows if window.value is not None)
    before = meaning.windows[0] if meaning.windows else Window()
    counted_back = before.direction == "before" and before.anchor != "index"  # "for at least 8 weeks before screening"
    if measured or length is None or meaning.since or not (stays or counted_back):
        return measured
    bound = length.lower or length.upper
    if bound is None or before.direction not in {"before", "at"}:
        return ()
    return (replace(before, value=bound.value, unit=length.unit, inclusive=True, direction="before", span=length.span),)


def one_time(node: Node) -> Window | None:
    """The one stretch of time that a node sets, which a person is told with its words; None where there is none or several."""
    found = {window for part in walk(node) for window in _times_of(part)}
    return found.pop() if len(found) == 1 else None


def _times_of(node: Node) -> Iterator[Window]:
    window = getattr(node, "window", None)
    if isinstance(window, Window) and window.value is not None and window.direction in {"before", "until"}:
        yield window


def _limited(chunk: Elements, at: int) -> bool:
    """Whether a limit stands just behind a measure."""
    return any(isinstance(one, Tag) and one.type == "LIMIT" for one in chunk[at + 1 : at + 4])


def measured(paren: Paren) -> bool:
    """Whether a bracket names a measure with its limit, and nothing that a person has to judge."""
    if len(paren.sentences) != 1:
        return False
    clauses = paren.sentences[0].clauses
    if any(tail.kind == "if" for clause in clauses for tail in clause.tails):
        return False
    listings = [listing for clause in clauses for listing in (clause.listing, *(tail.listing for tail in clause.tails))]
    types = {one.type for listing in listings for chunk in listing.chunks for one in chunk}
    return {"MEAS", "LIMIT"} <= types and not types & {"JUDGE", "JUDGED", "ALLOWV"}


def with_limits(node: Node | None, rest: Elements, context: Context, build: Builder) -> Node | None:
    """The judgement together with what stands behind it: a definition in a bracket or behind words of fitness."""
    if not rest:
        return node
    sentences: list[Sentence] = []
    for at, one in enumerate(rest):
        if isinstance(one, Paren) and measured(one):
            sentences += one.sentences
            rest = rest[:at] + rest[at + 1 :]
            break
    if rest:
        sentences.append(Sentence([Clause(Listing([rest], []))]))
    body = build(sentences, context).node
    if body is None or node is None:
        return body or node
    span = Span(min(node.span.start, body.span.start), max(node.span.end, body.span.end))
    if is_examples(body):
        return AnyOf(body.parts, True, node, span)
    return AnyOf((body,), False, node, span)
