"""Which words and numbers of a compiled text nothing in its rule says: an account of meaning beside that of characters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from screener.core.span import Span
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import walk
from screener.criteria.notation import print_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol

_TABLE = tomllib.loads(Path(__file__).with_name("said.toml").read_text(encoding="utf-8"))
_PLAIN = frozenset(_TABLE["plain"].split())
_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_NUMBER = re.compile(r"(?<![\w.,^/])\d+(?:,\d{3})*(?:\.\d+)?(?![\w^]|[.,/]\d|-\w)")
_ENDS = ("ations", "ation", "ities", "ity", "ings", "ing", "ies", "ally", "ed", "es", "s", "al", "ic", "y", "e")


def unsaid(criterion: Criterion, protocol: Protocol) -> tuple[list[Span], list[Span]]:
    """The places of content words, and of numbers, that are painted as compiled and that no node, qualifier or reading says."""
    text = protocol.texts.get(criterion.field, "")
    nodes = list(_all_nodes(criterion))
    said = _told_spans(nodes)
    rules = " ".join(print_rule(one) for one in _roots(criterion))
    words = {_stem(word) for word in _WORD.findall(rules)} | {_stem(word) for word in _implied(nodes)}
    numbers = {Decimal(one.replace(",", "")) for one in re.findall(r"\d+(?:\.\d+)?", rules)}
    lost: list[Span] = []
    uncounted: list[Span] = []
    for start, end in _read(criterion, protocol):
        for found in _WORD.finditer(text, start, end):
            word = found.group().lower().removesuffix("'s")
            if len(word) > 1 and word not in _PLAIN and _stem(word) not in words and not _within(found, said):
                lost.append(Span(*found.span()))
        for found in _NUMBER.finditer(text, start, end):
            value = Decimal(found.group().replace(",", ""))
            if value not in numbers and not _within(found, said) and not _is_mark(text, found):
                uncounted.append(Span(*found.span()))
    return lost, uncounted


def _roots(criterion: Criterion) -> list[Node]:
    return [criterion.node, *criterion.about, *(one.node for one in criterion.readings)]


def _all_nodes(criterion: Criterion) -> Iterator[Node]:
    for root in _roots(criterion):
        for one in walk(root):
            yield one
            for name in getattr(one, "about", ()):
                yield from walk(name)


def _told_spans(nodes: list[Node]) -> list[Span]:
    """Where a node names something, narrows it, dates it or leaves it to a person."""
    found: list[Span] = []
    for one in nodes:
        if isinstance(one, Judgement | Unread):
            found.append(one.span)
        parts = [getattr(one, name, None) for name in ("window", "duration", "stable_for", "dose")]
        found += [part.span for part in (*parts, *getattr(one, "qualifiers", ())) if part is not None]
        found.append(getattr(one, "mention", Span(0, 0)))
    return [span for span in found if span.end > span.start]


def _implied(nodes: list[Node]) -> Iterator[str]:
    """The words that kinds, statuses, responses, outcomes and changes of the nodes say."""
    for one in nodes:
        yield from _TABLE["kind"].get(one.kind, "").split()
        told = [getattr(one, name, "") for name in ("status", "outcome", "change", "who", "relative_to")]
        for name in (*told, *getattr(one, "response", ())):
            yield from _TABLE["status"].get(str(name), "").split()


def _read(criterion: Criterion, protocol: Protocol) -> Iterator[tuple[int, int]]:
    for span, state in criterion.ledger or protocol.ledger.get(criterion.field, ()):
        if state in {"compiled", "filler"} and span.overlaps(criterion.span):
            yield max(span.start, criterion.span.start), min(span.end, criterion.span.end)


def _within(found: re.Match[str], spans: list[Span]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in spans)


def _is_mark(text: str, found: re.Match[str]) -> bool:
    """Whether a number only numbers the item ("3. ")."""
    return text[found.end() : found.end() + 1] in {".", ")"} and text[: found.start()].rstrip(" \t")[-1:] in {"", "\n", "*"}


def _stem(word: str) -> str:
    word = word.lower()
    end = next((one for one in _ENDS if word.endswith(one) and len(word) - len(one) >= 4), "")
    return word.removesuffix(end)
