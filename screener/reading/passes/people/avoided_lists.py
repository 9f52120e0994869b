"""Keeps what somebody agrees to avoid with the agreement: "agrees not to smoke or drink alcohol" asks for no drinker."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

AVOIDS = frozenset({"avoid", "refrain", "abstain"})
NOT_TO = frozenset({
    "agree not to", "agrees not to", "willing not to", "agreeing not to", "commit not to", "commits not to", "consent not to",
})  # fmt: skip
_ATTITUDES = (("willing",), ("unwilling",))
_STANDING = frozenset({
    "willing", "unwilling", "able-to-participate", "unable-to-participate", "informed-consent", "contraception",
})  # fmt: skip
_JOINS = frozenset({"AND", "OR", "SLASH"})
_WORDS = frozenset({"TEXT", "FILL", "SEV", "DRUG", "PROC", "PROCN", "TREATN", "VACC", "STATE", "DASH", "ROUTE"})
_NAMED = frozenset({"STATE", "DRUG", "PROC", "VACC"})
_FROM = frozenset({"from", "the use of", "using", "use of"})
_NEAR = 2


def avoided_lists(tags: list[Tag]) -> list[Tag]:
    """The tags with all that somebody agrees to avoid made the words of the agreement; what is not to be done is a person's."""
    for at, tag in enumerate(tags):
        if tag.type != "STATE" or tag.value not in _ATTITUDES or not _avoids(tags, at):
            continue
        first = at + 1 + (tags[at + 1].text.lower() == "to")
        end = _end(tags, first, commas=tag.value == _ATTITUDES[0])
        joint = next((place for place in range(first, end) if tags[place].type in _JOINS | {"COMMA"}), end)
        if not any(one.type in _NAMED for one in tags[joint:end]):
            continue
        if tag.text.lower() in NOT_TO:
            return [*tags[:at], covering("JUDGED", tags[at:end], "judgement"), *avoided_lists(tags[end:])]
        words = covering("TEXT", tags[first:end], " ".join(one.text.lower() for one in tags[first:end]))
        return [*tags[:first], words, *avoided_lists(tags[end:])]
    return tags


def _avoids(tags: list[Tag], at: int) -> bool:
    """Whether an agreement is to avoid something."""
    near = tags[at + 1 : at + 1 + _NEAR]
    return tags[at].text.lower() in NOT_TO or any(one.text.lower() in AVOIDS for one in near)


def _end(tags: list[Tag], first: int, *, commas: bool) -> int:
    """The place behind a list that starts there."""
    at = first
    while at < len(tags) and _listed(tags[at], commas=commas):
        at += 1
    while at > first and tags[at - 1].type not in _WORDS:
        at -= 1
    return at


def _listed(tag: Tag, *, commas: bool) -> bool:
    if tag.type == "STATE":
        return isinstance(tag.value, tuple) and _STANDING.isdisjoint(tag.value)
    return tag.type in _WORDS | _JOINS or tag.text.lower() in _FROM or (commas and tag.type == "COMMA")
