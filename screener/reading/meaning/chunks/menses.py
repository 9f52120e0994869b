"""How long a state has stood, as the bracket behind it says: "postmenopausal (at least 12 months without menses)"."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import WindowPhrase

LASTING = frozenset({"postmenopausal", "former-smoker", "dialysis-dependent", "oxygen-dependent", "ventilator-dependent"})
"""States that a length of time in a bracket behind them tells how long they have stood."""
_LONGEST = {"year": 15, "month": 60, "week": 104, "day": 730}
"""A longer time beside such a state is an age."""


def lasting(tag: Tag) -> Tag | None:
    """A bare length of time beside a state as how long it has stood ("at least 3 years postmenopausal"); None for an age."""
    limits = limits_of(tag.value) if tag.type == "LIMIT" else ()  # type: ignore[arg-type]
    one = limits[0] if len(limits) == 1 else None
    bound = (one.lower or one.upper) if one is not None and (one.lower is None or one.upper is None) else None
    if one is None or bound is None or one.time is None or one.age or one.damaged or bound.value > _LONGEST.get(one.time, 0):
        return None
    head = Tag("FORT", tag.start, tag.start, "for", "")
    return Tag("WINDOW", tag.start, tag.end, WindowPhrase(head, tag.value, None, None), tag.text, (("parts", parts_of(tag)),))  # type: ignore[arg-type]


_MENSES = frozenset({
    "menses", "menstruation", "menstrual", "menstruating", "periods", "period", "bleeding", "amenorrhea", "amenorrhoea",
    "amenorrheic", "amenorrhoeic", "last", "no", "without", "since", "consecutive", "spontaneous", "natural", "after",
    "cessation", "of",
})  # fmt: skip


def without_menses(paren: Paren) -> Tag | None:
    """How long the bracket behind a menopause says that there has been none ("at least 12 months without menses")."""
    if len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1 or paren.sentences[0].clauses[0].tails:
        return None
    listing = paren.sentences[0].clauses[0].listing
    tags = [tag for tag in listing.chunks[0] if isinstance(tag, Tag)]
    if len(listing.chunks) != 1 or len(tags) != len(listing.chunks[0]):
        return None
    times = [tag for tag in tags if tag.type in {"LIMIT", "WINDOW"}]
    words = {word for tag in tags if tag not in times for word in tag.text.lower().split()}
    if len(times) != 1 or not words or not words <= _MENSES:
        return None
    found = times[0]
    if found.type == "WINDOW":
        length = meaning_of(found).duration
        if length is None or length.lower is None:
            return None
        phrase = replace(found.value, head=Tag("FORT", found.start, found.start, "for", ""), anchor=None, meaning=None)  # type: ignore[type-var]
        found = Tag("WINDOW", found.start, found.end, phrase, found.text, found.others)
    else:
        length_tag = lasting(found)
        if length_tag is None:
            return None
        found = length_tag
    for tag in tags:
        tag.state = "compiled"
        for part in parts_of(tag):
            part.state = "compiled"
    return found
