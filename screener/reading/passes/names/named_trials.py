"""Takes "participation in another diabetes trial" as another trial, whatever its name says that it is about."""

from __future__ import annotations

import re

from screener.reading.passes.names.trials import PRODUCTS
from screener.reading.passes.names.trials import STUDIES
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

TAKING_PART = frozenset({
    "participation", "participation in", "participated", "participated in", "participating", "participating in", "enrollment",
    "enrolment", "enrolled", "enrolled in", "involvement", "involvement in", "involved in", "enrollment in", "enrolment in",
    "has participated in", "have participated in", "had participated in", "having participated in",
})  # fmt: skip
_IN = frozenset({"in", "to", "into", "in a", "in an", "in any", "in another", "in other", "in any other"})
_OTHER = frozenset({"another", "other", "any", "a", "an", "different", "previous", "prior", "similar", "concurrent"})
_PARTS = frozenset({
    "TEXT", "SEV", "COND", "CONDN", "DRUG", "PROC", "PROCN", "TREATN", "VACC", "DASH", "HIST", "CURRENT", "OR", "SLASH", "MEASN",
})  # fmt: skip
_PLAIN = frozenset({
    "investigational", "interventional", "drug", "drugs", "device", "devices", "clinical", "medical", "product", "products",
    "agent", "agents", "medicinal", "medication", "therapeutic", "treatment", "intervention", "experimental", "research",
    "clinic", "or", "and", "/",
})  # fmt: skip
"""What a trial may be of, whatever it is about."""
_OF_TRIALS = frozenset({"clinical", "interventional", "investigational", "experimental", "therapeutic"})
"""What tells some trial from this one, where nothing else is said of it ("participation in clinical trials")."""
_MOST = 8
_NO_PART = frozenset({"willing", "able", "agree", "agrees", "consent", "unable", "unwilling", "ability", "willingness"})


def named_trials(tags: list[Tag]) -> list[Tag]:
    """The tags with such words made the state of being in another trial, and what it is about said beside it."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in TAKING_PART or (at and tags[at - 1].text.lower() in _NO_PART):
            continue
        told = _told_besides(tags, at)
        if told:
            return [*tags[:at], *_trial(tags, at, told)]
        named = _named(tags, at)
        end = _end(tags, named) if named else 0
        if end and _of_any_kind(tags[named:end]):
            return [*tags[:at], *_trial(tags, at, end)]
        if end:
            state = covering("STATE", tags[at:named], ("other-trial",))
            return [*tags[:at], state, behind(tags[named:end]), *named_trials(tags[end:])]
    return tags


def _trial(tags: list[Tag], at: int, end: int) -> list[Tag]:
    """The tags from a place on, those up to another made the state, and a bracket that tells what the trial is of beside it."""
    products = _products_told(tags, end)
    beside = [behind(tags[end:products])] if products else []
    return [covering("STATE", tags[at:end], ("other-trial",)), *beside, *named_trials(tags[products or end :])]


def _told_besides(tags: list[Tag], at: int) -> int:
    """The place behind a trial that is another by its own words ("participating in other trials"); 0 where none stands there.

    Several trials with no article are never this one ("participation in clinical trials").
    """
    place = at + 1
    said = tags[at].text.lower().endswith(" in")
    if any(_UNDONE.match(tag.text) for tag in tags[max(0, at - _NEAR) : at]):
        return 0
    while place < len(tags) and tags[place].text.lower() in _IN | _INDEFINITE:
        said = True
        place += 1
    if not said or place >= len(tags):
        return 0
    if tags[place].type == "TEXT" and tags[place].text.lower() in _PLAIN_LEADS and place + 1 < len(tags):
        place += 1
    if tags[place].type == "STATE" and tags[place].value == ("other-trial",):
        return place + 1
    end = _end(tags, place)
    several = end and tags[end - 1].text.lower().split(" ")[-1] in _SEVERAL
    return end if several and _of_any_kind(tags[place:end]) else 0


def _products_told(tags: list[Tag], at: int) -> int:
    """The place behind a bracket that tells what a trial is of ("(investigational or marketed product)"); 0 where none is."""
    if at >= len(tags) or tags[at].type != "LP":
        return 0
    end = next((place for place in range(at + 1, min(len(tags), at + _MOST)) if tags[place].type == "RP"), 0)
    kinds = [tag for tag in tags[at + 1 : end] if tag.type not in {"OR", "AND", "SLASH", "COMMA", "FILL"}]
    products = [tag for tag in kinds if tag.text.lower().split(" ")[-1] in PRODUCTS]
    return end + 1 if products and all(tag in products or tag.type in {"TEXT", "SEV"} for tag in kinds) else 0


_INDEFINITE = frozenset({"a", "an", "any", "another", "other", "any other"})
_UNDONE = re.compile(
    r"(?:un|in)?(?:able|abilit|willing|suitab|capab|fit\b)|refus|declin|agree|consent|interest|prevent|preclud|allow|permit"
    r"|(?:for )?those\b", re.IGNORECASE
)
"""What tells of taking part that is not done ("unable to tolerate participation in clinical trials")."""
_NEAR = 6
_PLAIN_LEADS = frozenset({"blinded", "controlled", "randomized", "randomised", "ongoing"})
_SEVERAL = frozenset({"trials", "studies"})


def _of_any_kind(tags: list[Tag]) -> bool:
    """Whether the words between are those of any trial ("another interventional drug or device study")."""
    return all(word in _PLAIN or word in STUDIES for tag in tags for word in tag.text.lower().split())


def _named(tags: list[Tag], at: int) -> int:
    """The place behind "in another"; 0 where no such words stand there."""
    place = at + 1
    said = set(tags[at].text.lower().split()[1:])
    while place < len(tags) and tags[place].text.lower() in _IN:
        said.update(tags[place].text.lower().split())
        place += 1
    while said and place < len(tags) and set(tags[place].text.lower().split()) <= _OTHER:
        said.update(tags[place].text.lower().split())
        place += 1
    return place if "in" in said | {"in" for word in said if word in {"to", "into"}} and said & _OTHER else 0


def _end(tags: list[Tag], first: int) -> int:
    """The place behind the study that is named from there on; 0 where it has no name of its own, or none ends it."""
    for at in range(first, min(len(tags), first + _MOST)):
        if tags[at].text.lower().split(" ")[-1] in STUDIES:
            if tags[at].text.lower() == "research" and at + 1 < len(tags) and tags[at + 1].text.lower() in STUDIES:
                continue  # "a clinical research study"
            told = any(tag.type in _PARTS - {"SEV", "DASH"} or tag.text.lower() in _OF_TRIALS for tag in tags[first:at])
            return at + 1 if told else 0
        if tags[at].type not in _PARTS:
            return 0
    return 0
