"""Tells what a number counts: "2 courses of antibiotics", "two episodes of pneumonia", "three previous fractures"."""

from __future__ import annotations

from functools import cache

from screener.catalog.words import fold
from screener.catalog.words import words
from screener.core.data import read_toml
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_TREATMENTS = frozenset({"DRUG", "PROC", "PROCN", "TREATN"})
_FINDINGS = frozenset({"COND", "CONDN"})
_MODIFIERS = frozenset({"HIST", "SEV", "KNOWN", "POST", "ACTIVE", "NEWLY", "CURRENT", "FILL", "RESP"})
_BEFORE = frozenset({
    "TREAT", "HIST", "PREP", "FILL", "COMMA", "AND", "OR", "LP", "COLON", "STOP", "SEMI", "KNOWN", "RESP", "PLAN", "CURRENT",
    "NEED", "MUST",
})  # fmt: skip
_OWNING = frozenset({"of", "with", "has", "have", "had"})
"""Prepositions before a number that counts what follows; "at 2 visits" and "in 2 centres" only say where."""
_OCCASIONS = frozenset({"visit", "occasion", "screening", "examination", "assessment", "study"})
_REACH = 4
_MOST = 20
_SINGULAR = ("ss", "is", "us")


def counting(tags: list[Tag]) -> list[Tag]:
    """The tags with "courses of" made a qualifier, "episodes of" taken out, and plain numbers that count things marked COUNT.

    A number before such a portion is marked AHEAD: it counts what follows, whatever stands before it.
    """
    numbers = [at for at, tag in enumerate(tags) if tag.type == "NUM"]
    taken: set[int] = set()
    for number in numbers:
        at = number + 1
        while at < len(tags) and at < number + _REACH and tags[at].type in _MODIFIERS:
            at += 1
        if at >= len(tags):
            break
        portion = _portion(tags, at)
        if not portion and tags[at].type == "TEXT" and tags[at].text.isalpha() and at + 1 < len(tags):
            at += tags[at + 1].type in _FINDINGS  # "2 target lesions"
        head = _head(tags, portion) if portion else ""
        if head:
            taken |= _taken(tags, at, portion, head)
            tags[number].others = (*tags[number].others, ("AHEAD", True))
        elif portion or not _things(tags[at], tags[number]):
            continue
        if tags[number + 1].type != "POST" and _whole(tags[number]):
            _count(tags, number)
    return [tag for at, tag in enumerate(tags) if at not in taken] if taken else tags


_NOUNS = frozenset({"TEXT", "UNIT", "MEASN", "TREATN", "CONDN", "COND", "DOSE", "ROUTE"})


def _portion(tags: list[Tag], at: int) -> int:
    """The place after "courses of" or "episodes of"; 0 where neither stands here."""
    if tags[at].type not in _NOUNS:
        return 0
    name = _name(tags[at])
    if name not in _kinds():
        return 0
    if name.endswith(" of"):
        return at + 1
    of = at + 1 < len(tags) and tags[at + 1].type == "PREP" and tags[at + 1].text.lower().startswith("of")
    return at + 2 if of else 0


def _name(tag: Tag) -> str:
    return " ".join(words(tag.text)) if " " in tag.text else fold(tag.text)


def _head(tags: list[Tag], at: int) -> str:
    """`treatment` or `finding`: what stands behind a portion, over its modifiers."""
    for tag in tags[at : at + _REACH]:
        if tag.type in _TREATMENTS:
            return "treatment"
        if tag.type in _FINDINGS:
            return "finding"
        if tag.type not in _MODIFIERS and tag.type != "ROUTE":
            return ""
    return ""


def _taken(tags: list[Tag], at: int, after: int, head: str) -> set[int]:
    """What falls away: the "of", and the word for a spell of an illness too; the portion of a treatment stays a qualifier."""
    kind = _kinds()[_name(tags[at])]
    if kind != head:
        return set()
    for tag in tags[at + 1 : after]:
        tag.state = "filler"
    if kind == "finding":
        for part in _parts(tags[at]):
            part.state = "compiled"
        return set(range(at, after))
    whole = Tag("SEV", tags[at].start, tags[at].end, "other", tags[at].text)
    whole.others = (("parts", _parts(tags[at])), ("PORTION", head))
    tags[at] = whole
    return set(range(at + 1, after))


def _parts(tag: Tag) -> tuple[Tag, ...]:
    """The scanned tag and, where it was made of others, those."""
    made = next((value for name, value in tag.others if name == "parts"), ())
    return (tag, *made) if isinstance(made, tuple) else (tag,)


def _things(tag: Tag, number: Tag) -> bool:
    """Whether things stand behind a number: their name in the plural, and no visits."""
    if tag.type not in _TREATMENTS | _FINDINGS or not _whole(number) or number.value == 1:
        return False
    last = tag.text.lower().rsplit(maxsplit=1)[-1]
    plural = last.endswith("s") and not last.endswith(_SINGULAR) and fold(last) != last
    return plural and fold(last) not in _OCCASIONS


def _whole(tag: Tag) -> bool:
    value = tag.value
    return value == int(value) and 0 < value <= _MOST  # type: ignore[call-overload, operator]


def _count(tags: list[Tag], number: int) -> None:
    """Marks a plain number that stands alone, and makes "one or two" a range; a sign already makes a number a limit."""
    first = number
    if number > 1 and tags[number - 1].type == "OR" and tags[number - 2].type == "NUM":
        first = number - 2
        if tags[first].value + 1 != tags[number].value:  # type: ignore[operator]
            return
    if not _free(tags, first):
        return
    if first < number:
        tags[number - 1].type = "RDASH"
    tags[first].others = (*tags[first].others, ("COUNT", True))


def _free(tags: list[Tag], number: int) -> bool:
    """Whether nothing before a number makes it a part of something else."""
    before = tags[number - 1] if number else None
    if before is None:
        return True
    if before.type not in _BEFORE or plays(before, "BETW"):
        return False
    if before.type in {"AND", "OR", "COMMA"} and number > 1 and tags[number - 2].type == "NUM":
        return False  # "two, three or four lesions"
    return before.type not in {"PREP", "FILL"} or before.text.lower().split()[-1] in _OWNING


@cache
def _kinds() -> dict[str, str]:
    """What words for portions and spells belong to."""
    table = read_toml("rules", "words", "portions.toml")
    return {" ".join(words(name)): kind for kind, names in table.items() for name in names}
