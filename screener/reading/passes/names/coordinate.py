"""Gives coordinated adjectives and shared heads their full names: "renal or hepatic disease", "hepatitis B or C infection"."""

from __future__ import annotations

from functools import cache

from screener.catalog.words import words
from screener.core.data import read_toml
from screener.reading.passes.names.treated_for import treated_for
from screener.reading.scanning.kinds import kind_of_ending
from screener.reading.scanning.lexicon import Lexicon
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tags import Tag

_CONNS = frozenset({"AND", "OR", "COMMA", "SLASH"})
_NAMED = frozenset({"COND", "PROC", "DRUG", "MEAS", "STATE", "VACC"})
_ADJECTIVE = frozenset({"SEV", "TEXT", "ROUTE"})
_BEFORE_NAMES = frozenset(
    {"SEV", "HIST", "CURRENT", "ACTIVE", "KNOWN", "NEG", "PREP", "SUSP", "KNOWNSUSP", "EITHER", "COLON", "LP", "EG", "STOP"}
    | {"TREAT", "PLAN", "FAMILY", "EXC", "NOF", "POP", "WHICH", "RISK", "CONTRA", "ALLERGY", "NAIVE"}
)
_SHORT = frozenset({"TEXT", "ROMAN", "NUM", "STAGEW"})
_PLAIN = frozenset({"SEV", "TEXT", "FITN", "MEASN", "STAGEW"})
_NOUNS = {"CONDN": "COND", "TREATN": "DRUG", "PROCN": "PROC"}


def coordinate(tags: list[Tag]) -> list[Tag]:
    """The tags with every coordinated adjective that shares a later head, and every tail that shares an earlier one, named."""
    if any_of_type(tags, "SEV"):
        tags = treated_for(tags)
    return _right_heads(_left_heads(tags, lexicon()), lexicon())


def abbreviated(tags: list[Tag]) -> list[Tag]:
    """ "Immunoglobulin A (IgA) deficiency" is one name; the bracket in it only spells its beginning again."""
    index = lexicon()
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        run = tags[at : at + 5] if at + 1 < len(tags) and tags[at + 1].type == "LP" else []
        plain = len(run) == 5 and run[1].type == "LP" and run[3].type == "RP"
        plain = plain and (len(run[2].text) <= 8 or (run[0].type == run[2].type == "MEAS" and run[0].value == run[2].value))
        plain = plain and run[2].type not in {"SEV", "NUM", "ROMAN"}  # "invasive (stage II) breast cancer" says more
        if plain and at + 5 < len(tags) and (longer := _longer(run[0], tags[at + 4 : at + 6], index)) is not None:
            merged = Tag("MEAS", run[0].start, tags[at + 5].end, longer, run[0].text, (("parts", tuple(tags[at : at + 6])),))
            made.append(merged)
            at += 6
            continue
        if plain and run[4].type in _NOUNS.keys() | {"TEXT", "COND", "SEV", "MEAS"}:
            key = words(run[0].text) + words(run[4].text)
            role = next(((kind, value) for kind, value in index.roles.get(key, ()) if kind in _NAMED), None)
            if role is not None:
                merged = Tag(role[0], run[0].start, run[4].end, role[1], f"{run[0].text} {run[4].text}")
                merged.others = (("parts", tuple(run)),)
                made.append(merged)
                at += 5
                continue
        made.append(tags[at])
        at += 1
    return made


def _longer(name: Tag, behind: list[Tag], index: Lexicon) -> object | None:
    """What a measure and two words behind its bracket name ("ASA (…) physical status"); None where they name nothing."""
    if name.type != "MEAS" or any(tag.type not in _PLAIN for tag in behind):
        return None
    return index.role(words(name.text) + words(" ".join(tag.text for tag in behind)), "MEAS")


def _left_heads(tags: list[Tag], index: Lexicon) -> list[Tag]:
    """ "hepatitis B or C virus infection": what stands behind the connective takes the first words of the name before it."""
    if not any(
        conn.type in _CONNS and (first.type in _NAMED or first.type == "RP") and tag.type in _SHORT
        for first, conn, tag in zip(tags, tags[1:], tags[2:], strict=False)
    ):
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        if not made or made[-1].type not in _CONNS:
            made.append(tag)
            at += 1
            continue
        first = made[-2] if len(made) > 1 else None
        if first is not None and first.type == "RP" and len(made) > 5 and made[-4].type == "LP":
            first = made[-5]  # "hepatitis B (HBV) or C"
        if first is not None and first.could_be("LED"):
            first = first.value_as("LED")  # type: ignore[assignment]  # "hepatitis A, B or C": of the first name
        again = first is not None and tag.type == "STAGEW" and words(first.text)[-2:-1] == words(tag.text)
        short = tag.type in {"TEXT", "ROMAN", "NUM"} and len(tag.text) <= 3
        if first is not None and first.type in _NAMED and (short or again):
            prefix = words(first.text)[: -2 if again else -1]  # "diabetes mellitus type I or type II"
            found = _longest(prefix, tags, at, first.type, index) if prefix else None
            if found is not None:
                size, value = found
                last = tags[at + size - 1]
                named = " ".join([*prefix, *(part.text for part in tags[at : at + size])])
                merged = Tag(first.type, tag.start, last.end, value, named)
                merged.others = (("parts", tuple(tags[at : at + size])), ("LED", first))
                made.append(merged)
                at += size
                continue
        made.append(tag)
        at += 1
    return made


def _longest(prefix: tuple[str, ...], tags: list[Tag], at: int, kind: str, index: Lexicon) -> tuple[int, object] | None:
    for size in (3, 2, 1):
        if at + size > len(tags) or any(tag.type in _CONNS or tag.type == "STOP" for tag in tags[at : at + size]):
            continue
        key = prefix + words(" ".join(tag.text for tag in tags[at : at + size]))
        value = index.role(key, kind)
        if value is not None:
            return size, value
    return None



def _right_heads(tags: list[Tag], index: Lexicon) -> list[Tag]:
    """ "renal, pulmonary, or neurologic disease": adjectives before a connective take the head noun of the last name."""
    made = list(tags)
    for at in range(len(made) - 1, 0, -1):
        tag = made[at]
        if tag.type == "COND" and _two_kinds(made, at):
            _name_before(made, at - 1, tag, "COND", index, False)
            continue
        if tag.type in _NAMED and (tag.type == "COND" or len(words(tag.text)) > 1) and words(tag.text):
            kind, first = tag.type, at
        elif tag.type in _NOUNS and made[at - 1].type in _ADJECTIVE:
            kind, first = _NOUNS[tag.type], at - 1
            while (
                first > 0
                and made[first - 1].type in _ADJECTIVE
                and made[first - 1].value not in {"course", "activity", "severity"}
            ):
                first -= 1
            if first < at - 1 and made[at - 1].type == "TEXT" and kind == "DRUG":
                continue  # "topical or systemic adrenergic drugs" are no topical drugs of any kind
        elif tag.type == "PROC" and _adjective(made[at - 1]):
            _name_before(made, at - 1, tag, "PROC", index, False)
            continue
        else:
            continue
        _name_before(made, first, tag, kind, index, tag.type in _NAMED)
    return made


def _two_kinds(tags: list[Tag], at: int) -> bool:
    """Whether two unknown adjectives part the kinds of a disease ("pigmentary or pseudoexfoliative glaucoma")."""
    if at < 3 or tags[at - 2].type not in _CONNS or len(words(tags[at].text)) > 1:
        return False
    return all(one.type == "TEXT" and _adjective(one) for one in (tags[at - 3], tags[at - 1]))


def _name_before(tags: list[Tag], first: int, head: Tag, kind: str, index: Lexicon, named: bool) -> None:
    """Names the bare adjectives before position `first`, each behind its own connective."""
    noun = words(head.text)[-1]
    side = tags[first - 1].text if named and first > 0 and tags[first - 1].type == "SEV" else ""
    while first > 0 and tags[first - 1].type in {"SEV", "CURRENT", "ACTIVE", "KNOWN", "HIST"}:
        if tags[first - 1].type == "SEV" and tags[first - 1].value == "type" and not named:
            return
        first -= 1
    at = first - 1
    single = named and len(words(head.text)) == 1
    while at > 0 and tags[at].type in _CONNS:
        tag = tags[at - 1]
        if tag.type == "SEV" and tag.value != "type":
            return
        if not _stands_alone(tags, at - 1) and not (tag.type == "DRUG" and tags[at - 2].type == "RP"):
            return
        if tag.type == "DRUG" and words(head.text)[: len(words(tag.text))] == words(tag.text):
            return  # "heparin or heparin-induced thrombocytopenia"
        own, value = _whole_name(index, tag, head, kind)
        if value is None and (tag.type not in _ADJECTIVE or not (kind == "COND" or _adjective(tag))):
            return
        if value is None and tag.type == "TEXT" and (single or kind_of_ending(str(tag.value)) == "condition"):
            return  # "silicosis, or pulmonary fibrosis": by its ending a disease of its own
        sides = value is None and tag.type == "SEV" and len(words(head.text)) > 1 and _opposite(tag.text, side)
        if sides and tags[at].type != "COMMA" and not isinstance(tags[at].value, tuple):
            return  # "unilateral or bilateral ocular hypertension": both narrow the whole name
        label = f"{tag.text} {noun}"
        renamed = _named(own, tag.start, tag.end, value if value is not None else (), label)
        tag.type, tag.value, tag.others, tag.text = renamed.type, renamed.value, renamed.others, renamed.text
        if not head.could_be("SHARED"):
            head.others = (*head.others, ("SHARED", True))
        at -= 2
        while at > 0 and tags[at].type in {"SEV", "CURRENT", "ACTIVE", "KNOWN", "HIST"}:
            at -= 1


def _whole_name(index: Lexicon, tag: Tag, head: Tag, kind: str) -> tuple[str, object | None]:
    """What an adjective names together with the last words of a later head, as few of them as it takes."""
    tail, first = words(head.text), words(tag.text)
    value = index.role((*first, tail[-1]), kind)
    if value is not None or len(tail) < 3 - (head.type in _NOUNS):
        return kind, value
    for size in range(2, len(tail)):
        for role, named in index.roles.get((*first, *tail[-size:]), ()):
            if role in _NAMED and (tag.type == "TEXT" or (tag.type == "DRUG" and role == "COND")):
                return role, named  # "alcohol or substance use disorder"
    return kind, None


@cache
def _sides() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, read_toml("rules", "words", "opposites.toml")["OPPOSITES"]["sides"]))


def _opposite(first: str, second: str) -> bool:
    """Whether two words are the sides of one question ("congenital", "acquired"; "inflammatory", "non-inflammatory")."""
    pair = {first.lower(), second.lower()}
    denied = {word.removeprefix("non").lstrip("- ") for word in pair}
    return len(pair) == 2 and (len(denied) == 1 or any(pair <= side for side in _sides()))


_ADJECTIVE_ENDINGS = ("al", "ic", "ar", "ary", "ive", "ous")


def _adjective(tag: Tag) -> bool:
    """Whether a word is an adjective by its ending ("colonic or rectal surgery")."""
    return (tag.type == "SEV" and tag.value == "type") or (tag.type == "TEXT" and tag.text.lower().endswith(_ADJECTIVE_ENDINGS))


def _stands_alone(tags: list[Tag], at: int) -> bool:
    """Whether nothing but modifiers stands between an adjective and the connective, or the start, before it."""
    if at == 0:
        return True
    before = tags[at - 1].type
    return before in _CONNS | _BEFORE_NAMES


def _named(kind: str, start: int, end: int, value: object, text: str) -> Tag:
    return Tag(kind, start, end, value, text, (("SHARED", True),))
