"""The question that an atom is put as: the catalogue's own, else its plain words turned into a question."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.criteria.asked import turned
from screener.criteria.prose import prose
from screener.forms.controls import Control


def question(node: n.Node, put: Control) -> str:
    """The question about one atom."""
    concept = catalog().get(put.concept) if put.concept else None
    if put.type in ("birth-date", "number", "choice") or (put.type == "yes-no" and put.key == put.concept):
        own = concept.question if concept is not None else ""
        asked = own or f"What is the {concept.label if concept else put.key}?"
        asked = asked.replace("the latest ", "the ") if put.visit else asked
        return f"{asked.rstrip('?')}{_extra(put)}?" if asked.endswith("?") else asked
    if isinstance(node, n.Result):
        return _of_test(node)
    if isinstance(node, n.AnyOf):
        return f"Is there anything else of the kind of {_listed(node)}?"
    return polished(turned(prose(with_adjectives(without_confirmations(node)))))


_ADJECTIVES = frozenset({"severity", "activity", "course", "type"})
_SMOOTHED = (
    (re.compile(r"within (\d+ \w+) before the index date"), r"within the last \1"),
    (re.compile(r", and there was no response\b"), ", without a response"),
    (
        re.compile(r", and it (failed|was not tolerated) or it was (not tolerated|failed)\b"),
        r", which failed or was not tolerated",
    ),
    (re.compile(r", and it (failed|was not tolerated)\b"), r", which \1"),
    (re.compile(r"(?<=[(;])( ?)(?:severity|activity|course|type|other|dose|stage|site): "), r"\1"),
)


def polished(text: str) -> str:
    """The question in plainer words."""
    for pattern, plainer in _SMOOTHED:
        text = pattern.sub(plainer, text)
    return text


def with_adjectives(node: n.Node) -> n.Node:
    """A disease with its severity or activity before its name: "severe atopic dermatitis"."""
    if not isinstance(node, n.Condition):
        return node
    before = [item.value for item in node.qualifiers if item.type in _ADJECTIVES]
    if not before:
        return node
    words = " ".join(value[:1].lower() + value[1:] if value[1:2].islower() else value for value in before)
    kept = tuple(item for item in node.qualifiers if item.type not in _ADJECTIVES)
    return dataclasses.replace(node, label=f"{words} {node.label}", qualifiers=kept)


def without_confirmations(node: n.Node) -> n.Node:
    """The node without what a person only ticks; the help shows those words."""
    qualifiers: tuple[n.Qualifier, ...] = getattr(node, "qualifiers", ())
    kept = tuple(item for item in qualifiers if item.type not in n.CONFIRMATIONS)
    changes: dict[str, Any] = {"qualifiers": kept}
    return node if kept == qualifiers else dataclasses.replace(node, **changes)


def _extra(put: Control) -> str:
    percent = ", in percent of the predicted value" if put.unit == "%" else ""
    return percent + (f" at the {put.visit.replace('-', ' ')} visit" if put.visit else "")


def _listed(node: n.AnyOf) -> str:
    names = dict.fromkeys(str(getattr(part, "label", "")) or prose(part) for part in node.parts)
    return " or ".join(names)


def _of_test(node: n.Result) -> str:
    """The question about a test's result."""
    sentence = prose(without_confirmations(node))
    for verb in ("has ever been", "is"):
        head, found, rest = sentence.partition(f" {verb} {node.outcome}")
        if found and head == node.label:
            begins, *ends = verb.split(" ", 1)
            return " ".join((begins.capitalize(), head, *ends, f"{node.outcome}{rest}?"))
    return f"Is this so: {sentence}?"
