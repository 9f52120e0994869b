"""Takes the items of a list of exclusions, gives those that only let somebody in again to the item that they are about.

"Brain metastases" and below it, or beside it, "Patients with treated brain metastases may be enrolled".
"""

from __future__ import annotations

import re

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.protocol import Category
from screener.reading.layout.item_text import ItemText
from screener.reading.scanning.scan import scan
from screener.reading.scanning.tags import Tag

_LETS = re.compile(
    r"(?<!\bwho )(?<!\bthat )(?<!\bwhich )\b(?:"
    r"(?:is|are|was|were|(?:will|may|can|could|would) be|remains?)(?: also| still| then| considered)*"
    r" (?:eligible|allowed|permitted|permissible|acceptable|allowable|not (?:considered )?(?:an? )?exclu\w+)"
    r"|(?:will|may|can|could|would)(?: also| still)? be (?:enrolled|included|admitted|entered|accepted)"
    r"|(?:will|would|may|need) not be (?:considered )?(?:an? )?exclu\w+"
    r"|(?:may|can|could)(?: also| still)? (?:participate|enrol+|enter|join|take part|become eligible))\b"
    r"(?! (?:for (?!enrol|inclusion|particip|this|the (?:study|trial))|to (?!particip|enrol|enter|be |take part|join)))",
    re.IGNORECASE,
)
"""What lets somebody in, said of the subject itself ("are eligible", not "that are eligible for revascularization")."""
_KEEPS_OUT = re.compile(
    r"^\W*(?:no|none|neither)\b|\b(?:cannot|can not|may not|ineligible|nor)\b"
    r"|\bnot (?:be )?(?:considered )?(?:eligible|allow|permit|accept|enrol|includ|particip)"
    r"|(?<!not )(?<!not be )(?<!not considered )(?<!not an )(?<!considered an )(?<!considered )\bexclu\w+",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|when)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_NOTE = re.compile(r"^\W*(?:please )?note(?: that)?\W+", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_SENTENCES = re.compile(r"[.;]\s+\S")
_NAMED = frozenset({"COND", "DRUG", "PROC", "MEAS", "VACC"})
_ENDS = 7
"""Names whose last words end alike in so many letters are of one kind ("topical steroids", "corticosteroids")."""


def lets_in(words: str) -> bool:
    """Whether one sentence says of somebody or something that it keeps nobody out, and of nothing that it does."""
    plain = _NOTE.sub("", _BRACKET.sub("", " ".join(words.split())))
    lets = _LETS.search(plain)
    if lets is None or _SENTENCES.search(plain) or _KEEPS_OUT.search(plain):
        return False
    return ":" not in plain[: lets.start()] and not _IF.search(plain[: lets.start()])


def let_in_again(found: list[ItemText], text: str, category: Category, above: ItemText | None = None) -> list[ItemText]:
    """The items without those that only permit, each of which is with the item that it speaks of, before it or above."""
    if category != "exclusion":
        return found
    made: list[ItemText] = []
    for item in found:
        apart = _apart(item, text)
        for one in apart:
            one.children = let_in_again(one.children, text, category, one)
            whom = _whom(one, made[-1] if made else None, above, text)
            if whom is None:
                made.append(one)
            else:
                whom.let_in.append(one.span)
    return made


def _whom(item: ItemText, before: ItemText | None, above: ItemText | None, text: str) -> ItemText | None:
    """The item that one lets somebody in again from."""
    if not _permits(item, text):
        return None
    if before is not None and not before.children and _about(item, before, text):
        return before
    return above if above is not None and not _heads(above, text) else None


def _apart(item: ItemText, text: str) -> list[ItemText]:
    """An item; one that permits something and is set above others by mistake, and these beside it."""
    own = ItemText(item.span)
    closed = item.span.text(text).rstrip().endswith(".")
    return [own, *item.children] if item.children and closed and _permits(own, text) else [item]


def _permits(item: ItemText, text: str) -> bool:
    """Whether an item is one sentence that lets somebody in."""
    return not item.children and not _heads(item, text) and lets_in(item.span.text(text))


def _heads(item: ItemText, text: str) -> bool:
    return item.span.text(text).rstrip().endswith((":", "："))


def _about(item: ItemText, before: ItemText, text: str) -> bool:
    """Whether the two name one thing, or one a kind of the other."""
    if _heads(before, text) or _permits(before, text):
        return False
    names, others = _names(item.span, text), _names(before.span, text)
    return any(_alike(one, other) for one in names for other in others)


def _names(span: Span, text: str) -> list[Tag]:
    return [tag for tag in scan(text, *span) if tag.type in _NAMED and isinstance(tag.value, tuple)]


def _alike(one: Tag, other: Tag) -> bool:
    assert isinstance(one.value, tuple)  # as _names looked
    assert isinstance(other.value, tuple)
    known = catalog()
    if any(a == b or known.is_a(a, b) or known.is_a(b, a) for a in one.value for b in other.value):
        return True
    first, second = one.text.lower().split()[-1], other.text.lower().split()[-1]
    return len(first) >= _ENDS and first[-_ENDS:] == second[-_ENDS:]
