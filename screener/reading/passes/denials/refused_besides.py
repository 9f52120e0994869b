"""Parts what is refused from what is asked before it: "age ≥ 18 years; pregnant women are not eligible" asks for the age."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_ENDS = frozenset({"STOP", "COLON", "MARK"})
_NAMES = frozenset({"COND", "STATE", "DRUG", "PROC", "MEAS", "VACC", "SEX", "TREATN", "CONDN"})
_JOINED = frozenset({"AND", "OR", "EITHER"})
_WHOLE = frozenset({"IF", "EXC"})
_TELLS = frozenset({"WHICH", "MUST", "LP"})
_ASKS = frozenset({"MUST", "NEG", "NAIVE", "STABLE", "TREAT", "RESP"})


def refused_besides(tags: list[Tag]) -> list[Tag]:
    """The tags with the semicolon or comma before what alone is refused made the end of a sentence."""
    for at, tag in enumerate(tags):
        if tag.type != "EXCLV":
            continue
        first = next((place + 1 for place in range(at - 1, -1, -1) if tags[place].type in _ENDS), 0)
        parted = [place for place in range(first, at) if tags[place].type in {"SEMI", "COMMA"}]
        if not parted or any(one.type in _WHOLE for one in tags[first:at]):
            continue
        mark = tags[parted[-1]]
        before, behind = tags[first : parted[-1]], tags[parted[-1] + 1 : at]
        if mark.type == "COMMA" and (len(parted) > 1 or not _limited(before)):
            continue
        if _limited(behind) or any(one.type in _JOINED | _TELLS for one in behind) or not _another(before, behind):
            continue
        mark.be("STOP", ".")
    return tags


def _limited(tags: list[Tag]) -> bool:
    return any(tag.type in {"CMP", "NUM"} for tag in tags)


def _another(before: list[Tag], behind: list[Tag]) -> bool:
    """Whether something is asked before that is no further one of what is refused: in words that ask, or of another kind."""
    if _limited(before) or any(tag.type in _ASKS for tag in before) or (before and before[0].text.lower() == "on"):
        return True
    first = [tag.type for tag in before if tag.type in _NAMES]
    second = {tag.type for tag in behind if tag.type in _NAMES}
    listed = any(tag.type == "SEMI" for tag in before)
    return bool(first) and bool(second) and not listed and second.isdisjoint(first)
