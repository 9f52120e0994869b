"""Joins the code of a product or study that looks like a name and a number: "CT-2103", "MEM-288"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_NAMES = frozenset({"PROC", "COND"})
_AMOUNTS = frozenset({"UNIT", "TU", "TIMES", "SLASH", "ULN", "AGEW", "AGESUF", "DASH", "RELTO"})
_LEAST, _LONGEST = 3, 5


def code_names(tags: list[Tag]) -> list[Tag]:
    """The tags with each such code made one word that no list knows."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        if _is_code(tags, at):
            parts = tags[at : at + 3]
            said = "".join(tag.text for tag in parts)
            whole = covering("TEXT", parts, said.lower(), said)
            made.append(whole)
            at += 3
            continue
        made.append(tags[at])
        at += 1
    return made


def _is_code(tags: list[Tag], at: int) -> bool:
    """Whether capitals, a hyphen and a number of three digits or more stand there without a space, and no unit behind them."""
    added = at + 3 < len(tags) and tags[at].type == "TEXT" and tags[at + 3].text.lower() == "plus"
    if at + 2 >= len(tags) or (tags[at].type not in _NAMES and not added):
        return False
    name, dash, number = tags[at : at + 3]
    if dash.type != "DASH" or number.type != "NUM" or name.end != dash.start or dash.end != number.start:
        return False
    word = name.text
    short = 1 < len(word) <= _LONGEST and word.isupper() and word.isalpha()
    behind = tags[at + 3].type if at + 3 < len(tags) else ""
    return short and number.text.isdigit() and len(number.text) >= _LEAST and behind not in _AMOUNTS
