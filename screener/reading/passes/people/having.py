"""Reads "complicated with heart failure" and "comorbid with gout" where a statement begins: people who have that."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_WITH = frozenset({"complicated", "combined", "comorbid", "co-infected", "coinfected", "accompanied", "associated", "afflicted"})
HAVING = frozenset({word + joint for word in _WITH for joint in ("", " with", " by")})
_OPENS = frozenset({"STOP", "SEMI", "POP", "COLON", "MARK"})
_JOINS = frozenset({"OR", "AND"})
_FOUND = frozenset({"COND", "SEV", "ACTIVE", "CURRENT"})


def having(tags: list[Tag]) -> list[Tag]:
    """The tags without such a word at the start of a statement, which says no more than that somebody has what follows."""
    for at in range(len(tags) - 1):
        if tags[at].text.lower() not in HAVING or not _begins(tags, at):
            continue
        end = at + 1 + (tags[at + 1].type == "PREP" and tags[at + 1].text.lower() in {"with", "by"})
        joined = end > at + 1 or " " in tags[at].text
        found = end + (end < len(tags) and tags[end].text.lower() == "other")
        if joined and found < len(tags) and tags[found].type in _FOUND:
            for tag in tags[at:end]:
                tag.state = "compiled"
            return [*tags[:at], *having(tags[end:])]
    return tags


def _begins(tags: list[Tag], at: int) -> bool:
    """Whether a statement begins there, perhaps behind a semicolon and its "or"."""
    if at and tags[at - 1].type in _JOINS:
        at -= 1
        return at > 0 and tags[at - 1].type in {"STOP", "SEMI"}
    return at == 0 or tags[at - 1].type in _OPENS
