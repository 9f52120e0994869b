"""Keeps what is told of "or other malignancy that is unlikely to recur" in an exception with it, for a person to judge."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_OTHER = frozenset({"other", "another", "any other", "others"})
_CONNS = frozenset({"OR", "AND"})
_THAT = frozenset({"WHICH", "IE"})
_ENDS = frozenset({"STOP", "SEMI"})
_BETWEEN = frozenset({"SEV", "FILL", "TEXT"})


def others_excepted(tags: list[Tag]) -> list[Tag]:
    """The tags with what is told of such a member of an exception, up to the end of the sentence, made one judgement."""
    excepted = False
    for at, tag in enumerate(tags):
        excepted = excepted or tag.type == "EXC"
        if not excepted or tag.type not in _CONNS or at + 3 >= len(tags) or tags[at + 1].text.lower() not in _OTHER:
            continue
        named = at + 2
        while named < len(tags) and tags[named].type in _BETWEEN:
            named += 1
        if named + 1 >= len(tags) or tags[named].type not in {"COND", "CONDN"} or tags[named + 1].type not in _THAT:
            continue
        end = first_of(tags, named, _ENDS)
        if any(one.type in {"LP", "RP"} for one in tags[at:end]):
            continue
        return [*tags[: named + 1], covering("JUDGED", tags[named + 1 : end], "judgement"), *others_excepted(tags[end:])]
    return tags
