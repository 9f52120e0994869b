"""What a bare length of time means beside its head: how recent a thing is, or a limit that stands at a visit."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import Bound
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Window
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.passes.times.long_use import LASTING
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.syntax.trees import WindowPhrase

OWN = ("OWN", True)
"""Marks a time that belongs to its own head alone ("recent (6 months) stroke")."""
_RECENT = frozenset({"recent", "recently"})


def at_visit(tag: Tag) -> tuple[Tag, Tag] | None:
    """ "≥ 38 °C at baseline" as its limit and its visit; None where the tag is another stretch of time, or an age."""
    phrase = tag.value
    if tag.type != "WINDOW" or not isinstance(phrase, WindowPhrase) or phrase.limit is None or phrase.anchor is None:
        return None
    told = meaning_of(tag).limits
    if not told or any(one.age or one.time is not None for one in told):
        return None
    parts = parts_of(tag)
    cut = next((at for at, part in enumerate(parts) if part is phrase.anchor.preposition), 0)
    if not 0 < cut < len(parts):
        return None
    before, behind = parts[:cut], parts[cut:]
    limit = Tag("LIMIT", before[0].start, before[-1].end, phrase.limit, tag.text, (("parts", before),))
    visit = WindowPhrase(None, None, None, phrase.anchor)
    return limit, Tag("WINDOW", behind[0].start, behind[-1].end, visit, "", (("parts", behind),))


def as_limit(tag: Tag) -> Tag:
    """A length of time from a visit on as the limit of a measure of time ("life expectancy ≥ 12 weeks from enrollment")."""
    phrase = tag.value
    if not isinstance(phrase, WindowPhrase) or phrase.limit is None or phrase.head is not None or phrase.anchor is None:
        return tag
    ahead = phrase.anchor.preposition.type in {"AFTER", "AT"}
    return Tag("LIMIT", tag.start, tag.end, phrase.limit, tag.text, (("parts", parts_of(tag)),)) if ahead else tag


def recent(lead: Lead, tag: Tag) -> Tag | None:
    """ "Recent (< 3 months) infarction": the window that a length of time up to a bound behind "recent" means."""
    told = [word for word in lead.qualifiers if word.text.lower() in _RECENT]
    if not told and "HIST" not in lead.scope:
        return None
    limits = limits_of(tag.value)  # type: ignore[arg-type]
    one = limits[0]
    if len(limits) != 1 or one.time is None or one.age or one.damaged or (one.lower and not one.bare):
        return None
    lead.qualifiers = [word for word in lead.qualifiers if word not in told]
    for word in told:
        word.state = "compiled"
    return _window(Tag("WITHIN", tag.start, tag.start, "last", ""), tag)


def chronic(lead: Lead, tag: Tag) -> Tag | None:
    """ "Chronic (> 6 months) pain": how long what follows has lasted at least."""
    limits = limits_of(tag.value)  # type: ignore[arg-type]
    one = limits[0]
    plain = len(limits) == 1 and one.time is not None and one.lower is not None and not one.age and not one.damaged
    if not plain or not lead.qualifiers or lead.qualifiers[-1].text.lower() not in LASTING:
        return None
    return _window(Tag("FORT", tag.start, tag.start, "for", ""), tag)


def _window(head: Tag, tag: Tag) -> Tag:
    """A length of time as the window that a word before it would open."""
    phrase = WindowPhrase(head, tag.value, None, None)  # type: ignore[arg-type]
    return Tag("WINDOW", tag.start, tag.end, phrase, tag.text, (("parts", parts_of(tag)), OWN))


def stays_stable(tag: Tag) -> bool:
    """Whether a length of time tells how long something has been stable ("stable for at least 4 weeks")."""
    phrase = tag.value
    head = phrase.head if isinstance(phrase, WindowPhrase) else None
    return head is not None and head.text.lower().startswith("stable")


def stable_over(window: Window | None) -> tuple[Window | None, Duration | None]:
    """ "A stable dose in the last 3 months", "≥ 3 months before baseline": the time that the dose has been stable for."""
    if window is None or window.value is None or window.direction not in {"before", "until"} or window.value2 is not None:
        return window, None
    length = Duration(Bound(window.value, window.inclusive or window.direction == "before"), None, window.unit, window.span)
    told = replace(window, value=None, unit="day", inclusive=True, direction="before")
    return (told if window.anchor != "index" else None), length


def stable_word(tag: Tag) -> Tag:
    """The word "stable" of such a length of time, as it qualifies a finding."""
    head = tag.value.head  # type: ignore[attr-defined]
    word = head.text.split()[0]
    return Tag("SEV", head.start, head.start + len(word), "activity", word, state="compiled")
