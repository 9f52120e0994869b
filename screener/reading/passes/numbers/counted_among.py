"""Reads "at least two factors among" and "two or more out of": how many of the things in a list have to hold."""

from __future__ import annotations

from screener.reading.passes.numbers.of_how_many import signed
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

AMONG = frozenset({"among", "amongst", "out", "from"})


def counted_among(tags: list[Tag]) -> list[Tag]:
    """The tags with a number, the word for what it counts and "among" as one count of the list that follows.

    "2 out of 3 measurements" and "4 out of 10" count nothing that follows and stay.
    """
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        count = _count(tags, at) if tag.type in {"NUM", "NOF"} and not (made and made[-1].type == "PREP") else None
        if count is not None:
            whole, at = count
            if made and made[-1].type == "CMP" and (number := signed(str(made[-1].value), int(str(whole.value)))):
                whole = covering("NOF", (made.pop(), whole), number)
            made.append(whole)
        else:
            made.append(tag)
            at += 1
    return made


def _count(tags: list[Tag], at: int) -> tuple[Tag, int] | None:
    """The count that begins there, and the place behind its words; None for another number."""
    number = str(tags[at].value)
    look = at + 1
    if not number.isdigit() or number == "0":
        return None
    posted = look < len(tags) and tags[look].type == "POST" and not (at and tags[at - 1].type == "CMP")
    if posted:
        number = signed(str(tags[look].value), int(number))
        look += 1
    behind = _behind_among(tags, _behind_nouns(tags, look))
    if not number or behind is None:
        return None
    end = _behind_following(tags, behind)
    told = end > behind or end == len(tags) or tags[end].type in {"COLON", "NOF"}
    bare = not posted and tags[at].type == "NUM" and not (at and tags[at - 1].type == "CMP")
    if not told and (bare or tags[behind - 1].type == "BETW" or not _lists(tags[end:])):
        return None
    whole = covering("NOF", tags[at:end], number)
    return whole, end


def _behind_nouns(tags: list[Tag], at: int) -> int:
    """The place behind a word for what a list holds and up to three words before it ("metabolic risk factors"); `at` for none."""
    for end in range(at, min(at + 4, len(tags))):
        if tags[end].text.lower().rpartition(" ")[2] in _NOUNS:
            return end + 1
        if tags[end].type not in {"TEXT", "FILL"} and not (tags[end].type == "SEV" and tags[end].value == "type"):
            return at
    return at


def _behind_among(tags: list[Tag], at: int) -> int | None:
    """The place behind "among", "out of" or "from"."""
    words = [tag.text.lower() for tag in tags[at : at + 2]]
    if words[:1] in (["among"], ["amongst"], ["from"]):
        return at + 1
    if words[:1] == ["out"] and words[1:] in (["of"], ["of the"]):
        return at + 2
    return None


def _behind_following(tags: list[Tag], at: int) -> int:
    """The place behind "the following three criteria", before the list itself."""
    end = at
    while end < len(tags) and (tags[end].type in {"FILL", "NUM"} or tags[end].text.lower() in _THESE):
        end += 1
    told = any("following" in tag.text.lower() or tag.text.lower() in _THESE for tag in tags[at:end])
    return end if told and (end == len(tags) or tags[end].type == "COLON") else at


def _lists(tags: list[Tag]) -> bool:
    """Whether several things follow, the first of them no number."""
    if not tags or tags[0].type in {"NUM", "NOF", "FILL"}:
        return False
    sentence = next((at for at, tag in enumerate(tags) if tag.type == "STOP"), len(tags))
    return any(tag.type in {"COMMA", "SEMI", "OR", "AND"} for tag in tags[1:sentence])


_NOUNS = frozenset({
    "factor", "factors", "criterion", "criteria", "item", "items", "feature", "features", "sign", "signs", "symptom", "symptoms",
    "condition", "conditions", "finding", "findings", "parameters", "characteristics", "manifestations", "comorbidity",
    "comorbidities", "elements",
})  # fmt: skip
_THESE = frozenset({"the following", "these", "those", "following", "the following criteria"})
