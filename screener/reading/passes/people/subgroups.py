"""Brings a limit for some to the form of a bracket: "≤ 2.5 x ULN, ≤ 5 x ULN in the presence of liver metastases"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import bracketed
from screener.reading.scanning.tags import parts_of

_JOINS = frozenset({"COMMA", "SEMI", "AND", "OR"})
_NAMED = frozenset({"COND", "SEV", "KNOWN", "CURRENT"})
_ENDS = frozenset({"COND", "CURRENT"})
_LACK = frozenset({"without", "absence of", "the absence of", "no", "no known", "no evidence of", "no documented"})
_WITH = frozenset({"with", "for", "in", "in the", "in a", "has", "have"})


def subgroup_limits(tags: list[Tag]) -> list[Tag]:
    """The tags with each limit that stands for some behind the limit for all put in a bracket with whom it is for."""
    if sum(tag.type == "LIMIT" for tag in tags) < 2:
        return tags
    at = 0
    while at + 3 < len(tags):
        if tags[at].type == "LIMIT":
            made = _unless(tags, at) or _conditional(tags, at) or _present(tags, at) or _let_in(tags, at)
            if made is not None:
                inside, end = made
                tags = [*tags[: at + 1], *bracketed(inside), *tags[end:]]
        elif tags[at].type == "LP" and tags[at + 1].type == "LIMIT":
            _case(tags, at + 2)
        at += 1
    return tags


_Made = tuple[list[Tag], int]


def _unless(tags: list[Tag], at: int) -> _Made | None:
    """ "≤ 2.5 x ULN unless liver metastases are present, in which case it must be ≤ 5 x ULN", "except with …, where ≤ 5 …"."""
    word = at + 2 if tags[at + 1].type in {"COMMA", "LP"} else at + 1
    opened = tags[at + 1].type == "LP"
    if tags[word].type != "EXC" or not tags[word].text.lower().startswith(("unless", "except")):
        return None
    first = word + 1
    while first < len(tags) and (tags[first].type == "POP" or tags[first].text.lower() in _WITH):
        first += 1
    end = names_end(tags, first, _NAMED, _ENDS)
    limit = end
    while limit < len(tags) and (tags[limit].type in _LINKS or tags[limit].text.lower() in _CASE):
        limit += 1
    behind = limit + 1
    if end == first or limit >= len(tags) or tags[limit].type != "LIMIT" or not _alike(tags[at], tags[limit]):
        return None
    if opened and (behind >= len(tags) or tags[behind].type != "RP" or tags[limit - 1].type == "LP"):
        return None
    if limit == end and not opened:
        return None
    behind += opened
    if tags[limit - 1].type == "LP":
        if behind >= len(tags) or tags[behind].type != "RP":
            return None
        behind += 1
    if behind < len(tags) and tags[behind].type == "ALLOWV":
        behind += 1
    elif behind < len(tags) and tags[behind].type == "MEAS":
        return None
    tags[word].type, tags[word].value = "IF", "if"
    _told(tags, at + 1, word)
    _told(tags, word + 1, first)
    _told(tags, limit + 1, behind)
    _told(tags, end, limit)
    return [tags[limit], tags[word], *tags[first:end]], behind


def _alike(one: Tag, other: Tag) -> bool:
    """Whether two limits are told in the same kind of unit."""
    first, second = ({tag.type for tag in parts_of(limit)} & _UNITS for limit in (one, other))
    return first == second


_UNITS = frozenset({"UNIT", "ULN", "TU", "AGEW", "AGESUF"})
_LINKS = frozenset({"COMMA", "WHICH", "POP", "LP"})
_CASE = frozenset({"in", "have", "has", "up to", "then", "wherein", "may", "can", "could"})


def _conditional(tags: list[Tag], at: int) -> _Made | None:
    """ "≤ 2.5 x ULN; if liver metastases are present, ≤ 5 x ULN", whatever stands behind it."""
    word = _next_word(tags, at)
    if tags[word].type != "IF":
        return None
    end = names_end(tags, word + 1, _NAMED, _ENDS)
    if end == word + 1 or end + 1 >= len(tags) or tags[end].type != "COMMA" or tags[end + 1].type != "LIMIT":
        return None
    if tags[at + 1].type == "STOP" and not (_alike(tags[at], tags[end + 1]) and _ends(tags, end + 2)):
        return None
    tags[at + 1].state = "filler"
    behind = _told(tags, end, end + 1)
    if behind < len(tags) and tags[behind].type == "ALLOWV" and _alike(tags[at], tags[end + 1]):
        tags[behind].state = "compiled"
        behind += 1
    return [tags[end + 1], *tags[word:end]], behind


def _next_word(tags: list[Tag], at: int) -> int:
    """The place of the first word behind what parts a limit from the next ("; ", ". ", " Note: "), or of the last tag."""
    word = at + 1
    if tags[word].type in _JOINS or tags[word].type == "STOP":
        word += 1
        if word < len(tags) and tags[word].type == "COLON":
            word += 1
    return min(word, len(tags) - 1)


def _ends(tags: list[Tag], at: int) -> bool:
    """Whether a sentence ends here, or behind the word that allows."""
    if at < len(tags) and tags[at].type == "ALLOWV":
        at += 1
    return at >= len(tags) or tags[at].type in {"STOP", "SEMI"}


def _let_in(tags: list[Tag], at: int) -> _Made | None:
    """ "≤ 2.5 x ULN. ≤ 5 x ULN is allowed if liver metastases are present", or "in patients with liver metastases"."""
    second = _next_word(tags, at)
    if second == at + 1 or tags[second].type != "LIMIT" or not _alike(tags[at], tags[second]):
        return None
    word = second + 1
    allowed = word < len(tags) and tags[word].type == "ALLOWV"
    word += allowed
    if word + 1 >= len(tags) or not (tags[word].type == "IF" or (allowed and tags[word].text.lower() in _WITH)):
        return None
    first = word + 1
    while first < len(tags) and (tags[first].type == "POP" or tags[first].text.lower() in _WITH):
        first += 1
    end = names_end(tags, first, _NAMED, _ENDS)
    if end == first or not _ends(tags, end):
        return None
    if tags[word].type != "IF":
        tags[word].be("IF", "if")
    tags[at + 1].state = "filler"
    _told(tags, at + 2, second)
    _told(tags, second + 1, word)
    _told(tags, word + 1, first)
    return [tags[second], tags[word], *tags[first:end]], end


def _present(tags: list[Tag], at: int) -> _Made | None:
    """ "≤ 2.5 x ULN in the absence of liver metastases, ≤ 5 x ULN in their presence", or the second of them alone."""
    first = _absent(tags, at + 1)
    joint = first[1] if first is not None else at + 1
    opened = first is not None and joint < len(tags) and tags[joint].type == "LP"
    if joint + 2 >= len(tags) or not (opened or tags[joint].type in _JOINS) or tags[joint + 1].type != "LIMIT":
        return None
    case = _case(tags, joint + 2, plain=first is not None)
    if case is None or (opened and (case[1] >= len(tags) or tags[case[1]].type != "RP")):
        return None
    word, end = case
    named = [tag.value for tag in tags[word:end] if tag.type == "COND"]
    if not named or (first is not None and first[0].value not in named):
        return None
    _told(tags, at + 1, joint + 1)
    return [tags[joint + 1], *tags[word:end]], end + opened


def _absent(tags: list[Tag], at: int) -> tuple[Tag, int] | None:
    """The condition without which the first limit holds, and where its words end."""
    led = tags[at].type == "IF" or (tags[at].type == "PREP" and tags[at].text.lower() in _WITH)
    start = at + 1 if led else at
    if start + 1 >= len(tags) or tags[start].type != "NEG" or tags[start].text.lower() not in _LACK:
        return None
    end = names_end(tags, start + 1, _NAMED | {"TEXT"}, frozenset({"COND"}))
    if end == start + 1:
        return None
    present = end < len(tags) and tags[end].type == "CURRENT" and tags[at].type == "IF"  # "if no liver metastases are present"
    return tags[end - 1], end + present


def _case(tags: list[Tag], at: int, *, plain: bool = False) -> tuple[int, int] | None:
    """Where "in the presence of liver metastases" begins, its first word made an "if", and where it ends.

    plain: "with liver metastases" says so too, where the limit for the others stands beside it.
    """
    if at + 1 < len(tags) and tags[at].type == "IF":
        end = names_end(tags, at + 1, _NAMED, _ENDS)
        return (at, end) if end > at + 1 else None
    if at + 1 >= len(tags) or tags[at].type != "PREP" or tags[at].text.lower() not in _WITH:
        return None
    people = at + 1
    while plain and people + 1 < len(tags) and (tags[people].type == "POP" or tags[people].text.lower() == "with"):
        people += 1
    present = tags[at + 1].type == "CURRENT" and tags[at + 1].text.lower().startswith("presence")
    setting = [tag.text.lower() for tag in tags[at + 1 : at + 3]] in (["setting", "of"], ["context", "of"])
    if not present and not setting and not (plain and (tags[at].text.lower() == "with" or people > at + 1)):
        return None
    begin = people if people > at + 1 else at + 1 + present + 2 * setting
    end = names_end(tags, begin, _NAMED, frozenset({"COND"}))
    if end == begin:
        return None
    word = tags[at]
    word.be("IF", "if")
    for told in tags[at + 1 : begin]:
        told.state = "compiled"
        told.type, told.value = "KNOWN", "known"
    return at, end


def _told(tags: list[Tag], first: int, end: int) -> int:
    """Marks words as read that the bracket says; the place behind them."""
    for tag in tags[first:end]:
        tag.state = "compiled"
    return end + 1
