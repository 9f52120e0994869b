"""Reads "abuse of drugs or alcohol" and "CDI vaccine" as one name, where a part of it names something else."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

ABUSES = frozenset({"abuse", "misuse", "overuse", "dependence", "dependency", "addiction", "dependence on", "addiction to"})
_JOINED = frozenset({"OR", "AND", "SLASH"})
_JOINS = _JOINED | {"COMMA"}
_ANY = frozenset({"drug", "drugs", "substance", "substances"})
_ALCOHOL = ("ethanol",)


def abuses(tags: list[Tag]) -> list[Tag]:
    """The tags with an abuse and the list of what is abused made one finding: nobody is asked to take it."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in ABUSES:
            continue
        first = at + 1
        while first < len(tags) and tags[first].type in {"PREP", "FILL"}:
            first += 1
        end = _names_end(tags, first)
        if end <= first or (first == at + 1 and tag.type != "NEED"):
            continue
        named = [one for one in tags[first:end] if one.type not in _JOINS]
        if len(named) < 2 and (named[0].type != "DRUG" or tag.type == "NEED"):
            continue
        if tag.type == "NEED" and all(one.value != _ALCOHOL and one.text.lower() not in _ANY for one in named):
            continue  # "dependence on oxygen or steroids"
        concept = _concept(named)
        if tag.type == "COND" and not concept:
            continue  # "addiction to opioids" is a disorder already
        first = at - 2 if at > 1 and tags[at - 1].type in _JOINS and tags[at - 2].text.lower() in ABUSES else at
        whole = covering("COND", tags[first:end], concept, "")
        return [*tags[:first], whole, *abuses(tags[end:])]
    return tags


def _concept(named: list[Tag]) -> tuple[str, ...]:
    """The disorder where only drugs and alcohol in general are named."""
    general = [one for one in named if one.text.lower() in _ANY]
    if any(one.value != _ALCOHOL for one in named if one not in general):
        return ()
    return ("substance-abuse",) if general else ("alcohol-abuse",)


def _names_end(tags: list[Tag], first: int) -> int:
    """The place behind a list of drugs; the first place itself where none stands there."""
    end = at = first
    while at < len(tags) and (tags[at].type == "DRUG" or tags[at].text.lower() in _ANY):
        end = at = at + 1
        while at < len(tags) and tags[at].type in _JOINS:
            at += 1
    return end


DEPENDENCE = frozenset({"abuse", "misuse", "dependence", "dependency", "addiction"})
"""What an abuse is called as well; the catalogue keeps abuse and dependence of one drug as one disorder."""


def abuse_or_dependence(tags: list[Tag]) -> list[Tag]:
    """The tags without the second name of "substance abuse or dependence"."""
    for at in range(1, len(tags) - 1):
        first, second = tags[at - 1], tags[at + 1]
        if tags[at].type not in _JOINED or second.text.lower() not in DEPENDENCE or (second.type == "COND" and second.value):
            continue
        ahead = tags[at + 2] if at + 2 < len(tags) else None
        of_something = ahead is not None and ahead.text.lower() in {"of", "on", "to", "upon"}
        known = first.type == "COND" and bool(first.value) and first.text.lower().split()[-1] in DEPENDENCE
        if known and not of_something:
            tags[at].state = second.state = "compiled"
            return [*tags[:at], *abuse_or_dependence(tags[at + 2 :])]
    return tags


def vaccines(tags: list[Tag]) -> list[Tag]:
    """The tags with a disease straight before "vaccine" made the vaccine against it."""
    made: list[Tag] = []
    for tag in tags:
        against = bool(made) and made[-1].type == "COND" and tag.start - made[-1].end <= 1
        if against and tag.type == "VACC" and tag.value == ("vaccine",):
            ids = lexicon().role((*words(made[-1].text), "vaccine"), "VACC")
            made.append(covering("VACC", (made.pop(), tag), () if ids is None else ids))
        else:
            made.append(tag)
    return made
