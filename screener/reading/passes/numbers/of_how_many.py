"""Reads "at least 2 of 3 of the following" and "more than one of the following": how many of a list have to hold."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering


def of_how_many(tags: list[Tag]) -> list[Tag]:
    """The tags with a sign before "two of the following" part of it, and without the number of things that there are.

    A count with a sign is its least number ("2"), or its greatest ("most 1").
    """
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        if tag.type == "NOF" and _number(tag):
            if made and made[-1].type == "CMP" and (sign := signed(str(made[-1].value), _number(tag))):
                tag = covering("NOF", (made.pop(), tag), sign)
            made.append(tag)
            at = _behind_nouns(tags, _behind_total(tags, at))
        else:
            made.append(tag)
            at += 1
    return made


def signed(sign: str, number: int) -> str:
    """What a sign makes of a number of things; nothing where all or none of them would do."""
    match sign:
        case ">=":
            return str(number)
        case ">":
            return str(number + 1)
        case "<=":
            return f"most {number}"
        case "<" if number > 1:
            return f"most {number - 1}"
        case _:
            return ""


def _behind_total(tags: list[Tag], at: int) -> int:
    """The place behind a count and the number of things there are ("of 3 of the following", "of the 4 following", "of 4:")."""
    look = at + 1
    while look < len(tags) and tags[look].type == "FILL" and tags[look].text.lower() == "the":
        look += 1
    if look >= len(tags):
        return at + 1
    total = tags[look]
    after = tags[look + 1] if look + 1 < len(tags) else None
    plain = total.type == "NUM" and total.value >= _number(tags[at]) and after is not None and _names_list(after)  # type: ignore[operator]
    if not plain and (total.type != "NOF" or _number(tags[at]) > _number(total)):
        return at + 1
    for part in tags[at + 1 : look + 1]:
        part.state = "compiled"
    return look + 1


def _behind_nouns(tags: list[Tag], at: int) -> int:
    """The place behind several words for what a list holds ("symptoms, signs or laboratory values:"); the same for none."""
    end = at
    while end < len(tags) and (tags[end].type in _BETWEEN or tags[end].text.lower() in _MEMBERS):
        end += 1
    run = tags[at:end]
    several = any(tag.type in {"OR", "COMMA", "AND", "SLASH"} for tag in run) or all(tag.type == "TEXT" for tag in run)
    if not run or not several or (end < len(tags) and tags[end].type != "COLON"):
        return at
    for tag in run:
        tag.state = "compiled"
    return end


def _names_list(tag: Tag) -> bool:
    """Whether a list follows, or a word for its members."""
    return tag.type == "COLON" or tag.text.lower() in _MEMBERS


_MEMBERS = frozenset({
    "following", "criteria", "elements", "items", "features", "signs", "symptoms", "conditions", "factors", "risk", "findings",
    "abnormalities", "values", "laboratory", "laboratory values", "risk factors", "parameters", "characteristics",
})  # fmt: skip
_BETWEEN = frozenset({"FILL", "OR", "COMMA", "AND", "SLASH"})


def _number(tag: Tag) -> int:
    """The number that the words say; 0 for "all" and "none"."""
    return int(str(tag.value)) if str(tag.value).isdigit() else 0
