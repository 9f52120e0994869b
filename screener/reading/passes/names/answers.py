"""Reads what stands behind a name as its answer: "HIV: negative", "Metastases: none", "Distant metastases absent"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_NAMED = frozenset({"COND", "CONDN", "STATE", "MEAS"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "LP", "RP", "AND", "OR"})
_ANSWERS = {
    **dict.fromkeys(("none", "no", "nil", "absent"), "negative"),
    **dict.fromkeys(("yes", "present"), "positive"),
}
_BARE = "absent"
"""What answers without a colon."""


def answers(tags: list[Tag]) -> list[Tag]:
    """The tags with the colon or sign between a name and its one-word answer gone, and the answer made a result."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        name = _name(made)
        if name is not None and (tag.type == "COLON" or tag.text == "=") and _answers(tags, at + 1):
            tag.state = "compiled"
            continue
        behind = at > 0 and tags[at - 1].state == "compiled" and (tags[at - 1].type == "COLON" or tags[at - 1].text == "=")
        if name is not None and (behind or tag.text.lower() == _BARE) and _answers(tags, at):
            _settle(tag, name, made)
        else:
            made.append(tag)
    return made


def _name(made: list[Tag]) -> Tag | None:
    """The name that stands last, before filler ("metastases must be"); None for anything else."""
    last = next((tag for tag in reversed(made) if tag.type != "FILL"), None)
    return last if last is not None and last.type in _NAMED else None


def _answers(tags: list[Tag], at: int) -> bool:
    """Whether a one-word answer stands at a place and nothing more is said there."""
    if at >= len(tags) or not (plays(tags[at], "RESULT") or tags[at].text.lower() in _ANSWERS):
        return False
    return at + 1 == len(tags) or tags[at + 1].type in _ENDS


def _settle(tag: Tag, name: Tag, made: list[Tag]) -> None:
    """Puts an answer behind its name as a result; a bare yes goes, and a no denies the state that it stands behind."""
    if plays(tag, "RESULT"):
        if tag.type != "RESULT":
            tag.become("RESULT")
        made.append(tag)
        return
    result = _ANSWERS[tag.text.lower()]
    if name.type == "MEAS" or (name.type != "STATE" and result == "negative"):
        tag.be("RESULT", result)
        made.append(tag)
    elif result == "negative":
        tag.be("NEG", "no")
        made.insert(made.index(name), tag)
    else:
        tag.state = "compiled"
