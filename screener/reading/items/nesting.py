"""Gives flattened lists their nesting back: a heading that ends in a colon takes the like items after it."""

from __future__ import annotations

import re

from screener.reading.layout.item_text import ItemText
from screener.reading.passes.fuse import fuse
from screener.reading.scanning.scan import scan
from screener.reading.scanning.tags import Tag

_TREATING = frozenset({"DRUG", "TREAT", "STABLE", "DOSE", "NAIVE", "RESP", "VACC", "TREATN"})
_RELATIVE = frozenset({"PREP", "TREAT", "CONTRA", "ALLERGY", "JUDGED", "RISK", "CAUSE"})


_LABELS = frozenset(
    {"COLON", "STOP", "TEXT", "PREP", "CAUSE", "DRUG", "COND", "SEV", "PROC", "MEAS", "MEASN", "STAGEW", "POP", "TREATN", "PROCN"}
    | {"CONDN", "DROP", "FILL", "SEX", "STATE", "AND", "OR"}
)


def recover(found: list[ItemText], text: str) -> list[ItemText]:
    """The items with lost nesting recovered; items whose layout already nests are left alone."""
    if any(item.children for item in found) or not any(_heads(item, text) for item in found):
        return found
    made: list[ItemText] = []
    at = 0
    while at < len(found):
        item, at = _gather(found, at, text)
        made.append(item)
    return made


def _heads(item: ItemText, text: str) -> bool:
    return text[item.span.start : item.span.end].rstrip(" .\r\n\t").endswith((":", "："))


def _gather(found: list[ItemText], at: int, text: str) -> tuple[ItemText, int]:
    """The item at a place with the items that belong under it, and the place after them."""
    item = found[at]
    at += 1
    if not _heads(item, text) or at >= len(found):
        return item, at
    kind = ""
    head = fuse(scan(text, *item.span))
    hanging = bool(head) and len(head) > 1 and head[-2].type in _RELATIVE
    while at < len(found):
        if _heads(found[at], text) and not (hanging and _counts(found[at], text)):
            break
        own = _kind(found[at], text)
        if _goes_on(item.children[-1:], text):
            kind = own
        if own == "person" or (kind and own != kind and not _label(head)):
            break
        kind = kind or own
        child, at = _gather(found, at, text)
        item.children.append(child)
        if _of_one(item, text):
            break
        if _goes_on(item.children[-2:-1], text) and not _goes_on([child], text):
            break
    item.recovered = bool(item.children)
    return item, at


_ONE = re.compile(r"\bexception\s*[:：][\s.]*$", re.IGNORECASE)


def _of_one(item: ItemText, text: str) -> bool:
    """Whether a heading announces a single item ("with the following exception:")."""
    return bool(_ONE.search(item.span.text(text)))


def _counts(item: ItemText, text: str) -> bool:
    """Whether a nested heading counts what follows ("when meeting all of the following criteria:")."""
    return any(tag.type == "NOF" for tag in scan(text, *item.span))


def _goes_on(items: list[ItemText], text: str) -> bool:
    """Whether an item ends in "or," so that the next one closes its list."""
    return any(text[item.span.start : item.span.end].rstrip(" ,;").lower().endswith((" or", " and", ",or")) for item in items)


def _label(head: list[Tag]) -> bool:
    """Whether a heading only names a topic ("Related to the drug:")."""
    return all(tag.type in _LABELS for tag in head) and len(head) <= 4


def _kind(item: ItemText, text: str) -> str:
    """What an item is mostly about, so that like items can be told from unlike ones."""
    tags = fuse(scan(text, *item.span))
    types = [tag.type for tag in tags]
    consent = any(tag.type == "STATE" and "consent" in str(tag.value) for tag in tags)
    if consent and len(tags) <= 6:
        return "person"
    if "CMP" in types and ("MEAS" in types or "TEXT" in types) and not _TREATING & set(types):
        return "limit"
    if _TREATING & set(types):
        return "treatment"
    if types[:1] == ["COND"] or "COND" in types:
        return "condition"
    return "other"
