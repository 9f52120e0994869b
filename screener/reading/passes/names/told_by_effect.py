"""Keeps a treatment that is told by what it does in one name: "drugs that may cause neuropathy or seizures"."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml
from screener.reading.passes.names.acting_on import ACTIONS
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

_CONNS = frozenset({"AND", "OR", "SLASH"})
_OBJECT = frozenset({"TEXT", "COND", "CONDN", "MEAS", "MEASN", "SEV", "PROCN", "TREATN", "CHANGE", "STATE", "ACTIVE"})
_WITHIN = _OBJECT | {"PREP", "DASH", "DRUG"}
_GOES_ON = frozenset({"POP", "SEX", "JUDGED", "JUDGE", "STATE", "NEG", "MUST", "ANCHOR"})
"""Behind these a clause says more than its words can be kept for; it is left as it was."""


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The nouns that name no treatment by themselves, and the verbs that tell what one does."""
    told = read_toml("rules", "words", "effects.toml")
    return frozenset(told["plain"]), frozenset(told["does"])


def told_by_effect(tags: list[Tag]) -> list[Tag]:
    """The tags with every such clause in its name, behind a class of its own as a qualifier; what is a class takes its name."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        beside = tags[at].type == "CAUSE" and tags[at].text.lower() in BESIDE
        first = _plain_nouns(made) if beside or tags[at].type in {"WHICH", "KNOWN"} else None
        told = made[first].type if first is not None else made[-1].type if made else ""
        end = _clause_end(tags, at, told) if told in {"TREATN", "CONDN", "DRUG"} else at
        if beside:
            end = at + 2 if first is not None and told == "TREATN" and _finding(tags[at + 1 : at + 2]) else at
        if first is not None and _is_class(tags, at):
            for tag in (*made[first:], tags[at]):
                tag.drop()
            del made[first:]
            at += 1
        elif end == at:
            made.append(tags[at])
            at += 1
        else:
            _keep(made, first, tags[at:end])
            at = end
    return made


BESIDE = frozenset({"associated with", "linked to"})


def _finding(tags: list[Tag]) -> bool:
    """Whether a finding stands there, which the drugs before it are told by ("drugs associated with fatty liver")."""
    return bool(tags) and tags[0].type in {"COND", "CONDN"}


def _keep(made: list[Tag], first: int | None, clause: list[Tag]) -> None:
    """Puts a clause into the plain name before it, or behind the class before it."""
    if first is None:
        made.append(behind(clause))
        return
    whole = [*made[first:], *clause]
    del made[first:]
    made.append(covering("COND" if whole[0].type == "CONDN" else "DRUG", whole, ()))


def _plain_nouns(made: list[Tag]) -> int | None:
    """Where the plain nouns of one kind before a clause start, joined or alone; None where there are none."""
    first = None
    at = len(made) - 1
    kind = made[at].type if made else ""
    while at >= 0 and kind in {"TREATN", "CONDN"} and made[at].type == kind and made[at].text.lower() in _words()[0]:
        first = at
        if at > 1 and made[at - 1].type in _CONNS and made[at - 2].type in {"TREATN", "CONDN"} - {kind}:
            return None
        at -= 2 if at > 1 and made[at - 1].type in _CONNS else len(made)
    return first


def _is_class(tags: list[Tag], at: int) -> bool:
    """Whether the clause says no more than which class it is: "that are known CYP3A4 inhibitors"."""
    if tags[at].type != "WHICH":
        return tags[at].type == "KNOWN" and at > 0 and tags[at - 1].type == "WHICH" and _is_class(tags, at - 1)
    look = at + 1 + (at + 1 < len(tags) and tags[at + 1].type == "KNOWN")
    return look < len(tags) and tags[look].type == "DRUG" and bool(ACTIONS & set(tags[look].text.lower().split()))


def _clause_end(tags: list[Tag], at: int, told: str) -> int:
    """Behind a clause that tells what the treatment does; `at` itself where none starts.

    What a condition may do is for the investigator to say.
    """
    look = at
    if tags[look].type == "WHICH":
        look += 1
    if look < len(tags) and tags[look].type == "KNOWN":
        look += 1
        if look >= len(tags) or tags[look].text.lower() != "to":
            return at
        look += 1
    elif look == at:
        return at
    if look >= len(tags) or not _does(tags[look]) or (told == "CONDN" and tags[look].type == "JUDGED"):
        return at
    end = _object_end(tags, look + 1)
    whole = end > look + 1 and (end == len(tags) or tags[end].type not in _GOES_ON)
    return end if whole else at


def _does(tag: Tag) -> bool:
    return tag.type == "JUDGED" or (tag.type in {"TEXT", "CHANGE"} and tag.text.lower() in _words()[1])


def _object_end(tags: list[Tag], at: int) -> int:
    """Behind what a verb is said of, with what connectives join to it and the commas of a list of its kind."""
    kinds: set[str] = set()
    while at < len(tags):
        tag = tags[at]
        after = tags[at + 1].type if at + 1 < len(tags) else ""
        if tag.type in _WITHIN:
            kinds.add(tag.type)
        elif not (tag.type in _CONNS and after in _OBJECT) and not (tag.type == "COMMA" and _goes_on(tags, at, kinds)):
            break
        at += 1
    while tags[at - 1].type == "PREP":
        at -= 1
    return at


def _goes_on(tags: list[Tag], at: int, kinds: set[str]) -> bool:
    """Whether a comma parts what the clause lists: things of one kind up to an "and" or "or"."""
    look = at + 1
    if look < len(tags) and tags[look].type in _CONNS:
        look += 1
    if look >= len(tags) or tags[look].type not in kinds & {"COND", "MEAS", "TEXT"}:
        return False
    return any(tag.type in _CONNS for tag in tags[at:])
