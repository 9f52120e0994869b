"""Finds whom a list of criteria is for, where its heading names one of several groups: "Inclusion criteria for controls:"."""

from __future__ import annotations

import re

from screener.core.span import Span
from screener.criteria.protocol import Category
from screener.reading.items.groups import PEOPLE
from screener.reading.layout.headings import Section

_TITLE = re.compile(
    r"(?P<before>.*?)\b(?:non[-–\s]?)?(?:inclusion|exclusion|inclusive|exclusionary)(?:\s*(?:/|and)\s*exclusion)?"
    r"(?:\s+(?:criteria|criterion|criterias|characteristics|requirements))?(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEADS = re.compile(
    r"[\s:,–—(\\\[*#_>-]*(?:(?:are\s+)?(?:specific|applicable|applying)\s+)?(?:(?:for|of|to|in)\s+)?(?:the\s+)?[\s(\[]*",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"(?:(?:key|main|major|principal|general|specific|additional|study|primary|common|core|trial|overall|summary|selected|the|criteria"
    r"|for|eligibility|subject|participant|patient|patients)\s*)*",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(r"\s+(?:(?:are|were|include|includes|as\s+follows)\b\s*)+[:：]?\s*\Z", re.IGNORECASE)
_ENDS = " \t\r\n:：.)]\\*-–_"
_PART = r"(?:cohorts?|groups?|parts?|(?:study\s+|treatment\s+)?arms?|sub-?(?:study|project))"
_NUMBERED = re.compile(rf"\b{_PART}\s+(?:[A-H]\b|[A-Z]{{2,4}}-?\d|\d{{1,2}}[a-z]?\b|I{{1,3}}\b|IV\b)", re.IGNORECASE)
_OF_PEOPLE = re.compile(rf"\b(?:{PEOPLE}|{_PART}|people)\b", re.IGNORECASE)
_NOT_ONE = re.compile(
    rf"\b(?:all\s+(?:\w+\s+){{0,2}}?(?:{PEOPLE}|{_PART})|both|each|every|any|either|screening|baseline|visits?|randomi[sz]\w*"
    r"|enrol\w*|entry|eyes?|phases?|stages?|years?"
    r"|days?|weeks?|eligible|eligibility|follow\w*|include\w*|including|include|are|is|was|were|be|must|will|induction|maintenance"
    r"|criteria|possible|minorities)\b",
    re.IGNORECASE,
)
_OF_TRIAL = re.compile(r"\b(?:pilot|trial|study|sub-?study|run-?in|extension)$", re.IGNORECASE)
_BARE = re.compile(r"[\W_]*(?:(?:key|main|major)\s+)?exclusion(?:\s+(?:criteria|criterion))?[\W_]*", re.IGNORECASE)
_LONGEST = 160


def section_groups(found: list[Section], text: str) -> dict[int, Span]:
    """By where its heading begins, the name of the group that each list is for.

    Where fewer than two groups of people are named so, parts that have both lists, or those alone that have a number or letter
    beside lists of the same side for others.
    """
    labels: dict[int, Span] = {}
    told: dict[Category, set[str]] = {"inclusion": set(), "exclusion": set()}
    named = {at: _label(section.heading, text) for at, section in enumerate(found) if section.heading is not None}
    named |= _of_group_before(found, named, text)
    for at, section in enumerate(found):
        label = named.get(at)
        told[section.category].add(label.text(text).lower() if label is not None else "")
        if section.heading is not None and label is not None:
            labels[section.heading.start] = label
    if len({name for names in told.values() for name in names if _OF_PEOPLE.search(name)}) > 1:
        return labels
    if _both_of_each(found, named, text):
        return labels
    sides = {section.heading.start: section.category for section in found if section.heading is not None}
    return {at: label for at, label in labels.items() if len(told[sides[at]]) > 1 and _NUMBERED.search(label.text(text))}


def _both_of_each(found: list[Section], named: dict[int, Span | None], text: str) -> bool:
    """Whether several parts of the trial have a list of each side, and there is no list besides theirs."""
    sides: dict[str, set[Category]] = {}
    for at, section in enumerate(found):
        label = named.get(at)
        if section.body.text(text).strip():
            sides.setdefault(label.text(text).lower() if label is not None else "", set()).add(section.category)
    parts = any(_OF_TRIAL.search(name) or _OF_PEOPLE.search(name) or _NUMBERED.search(name) for name in sides)
    return len(sides) > 1 and "" not in sides and parts and all(len(both) == 2 for both in sides.values())


def _of_group_before(found: list[Section], named: dict[int, Span | None], text: str) -> dict[int, Span]:
    """The group of each list of exclusions without one, where each stands right behind the inclusions of a group of its own."""
    bare = [at for at, section in enumerate(found) if section.category == "exclusion" and named.get(at) is None]
    groups: dict[int, Span] = {}
    for at in bare:
        label, heading = named.get(at - 1), found[at].heading
        plain = heading is not None and _BARE.fullmatch(heading.text(text)) is not None
        if label is None or not plain or found[at - 1].category != "inclusion":
            return {}
        groups[at] = label
    names = {label.text(text).lower() for label in groups.values()}
    alone = all(section.category == "inclusion" or at in groups for at, section in enumerate(found))
    return groups if len(groups) > 1 and len(names) == len(groups) and alone else {}


def _label(heading: Span, text: str) -> Span | None:
    """What a heading says besides that criteria follow, where it may name a group of people."""
    title = _TITLE.match(text, heading.start, min(heading.end, heading.start + _LONGEST))
    if title is None or heading.end - heading.start > _LONGEST:
        return None
    verb = _OPENS_LIST.search(heading.text(text), title.start("after") - heading.start)
    end = heading.end if verb is None else heading.start + verb.start()
    lead = _LEADS.match(text, title.start("after"), end)
    label = _stripped(lead.end() if lead else title.start("after"), end, text)
    if label is None:
        kinds = _KINDS.match(text, title.start("before"), title.end("before"))
        label = _stripped(kinds.end() if kinds else title.start("before"), title.end("before"), text)
    of_trial = label is not None and _OF_TRIAL.search(label.text(text)) is not None
    return None if label is None or (_NOT_ONE.search(label.text(text)) and not of_trial) else label


def _stripped(start: int, end: int, text: str) -> Span | None:
    """The span without punctuation behind it; None where nothing is left."""
    kept = text[start:end].rstrip(_ENDS)
    opened = kept.count("(") > kept.count(")") and text[start + len(kept) : start + len(kept) + 1] == ")"
    return Span(start, start + len(kept) + opened) if len(kept.strip()) > 1 else None
