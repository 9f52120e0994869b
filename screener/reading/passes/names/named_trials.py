"""Takes "participation in another diabetes trial" as another trial, whatever its name says that it is about."""

from __future__ import annotations

from screener.reading.passes.names.trials import STUDIES
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

TAKING_PART = frozenset({
    "participation", "participation in", "participated", "participated in", "participating", "participating in", "enrollment",
    "enrolment", "enrolled", "enrolled in", "involvement", "involvement in", "involved in", "enrollment in", "enrolment in",
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
_MOST = 8
_NO_PART = frozenset({"willing", "able", "agree", "agrees", "consent", "unable", "unwilling", "ability", "willingness"})


def named_trials(tags: list[Tag]) -> list[Tag]:
    """The tags with such words made the state of being in another trial, and what it is about said beside it."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in TAKING_PART or (at and tags[at - 1].text.lower() in _NO_PART):
            continue
        named = _named(tags, at)
        end = _end(tags, named) if named else 0
        if end and _of_any_kind(tags[named:end]):
            return [*tags[:at], covering("STATE", tags[at:end], ("other-trial",)), *named_trials(tags[end:])]
        if end:
            state = covering("STATE", tags[at:named], ("other-trial",))
            return [*tags[:at], state, behind(tags[named:end]), *named_trials(tags[end:])]
    return tags


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
            told = any(tag.type in _PARTS - {"SEV", "DASH"} for tag in tags[first:at])
            return at + 1 if told else 0
        if tags[at].type not in _PARTS:
            return 0
    return 0
