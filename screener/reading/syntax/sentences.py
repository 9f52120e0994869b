"""Parts the tags of an item into its sentences."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tag_looks import outside_brackets
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.sentence_roles import begins_sentence

_ENDS = frozenset({"STOP", "SEMI"})
_PARTS = _ENDS | {"DASH"}
_DIGITS = 3
"""A list has fewer than a hundred items."""


def sentences_of(tags: list[Tag], text: str) -> list[list[Tag]]:
    """The tags of each sentence; a full stop in brackets ends none, a semicolon before a requirement ends one."""
    kinds = {tag.type for tag in tags}
    if "NUM" in kinds:
        tags = _unnumbered(tags)
    if "EXC" in kinds:
        tags = _excepted(tags)
    if "COLON" in kinds:
        tags = _noted(tags)
        kinds |= {tag.type for tag in tags if tag.type == "STOP"}
    if tags and kinds.isdisjoint(_PARTS):
        return [tags]
    opens = sum(tag.type == "LP" for tag in tags) if "LP" in kinds else 0
    bracketed = 0 < opens == sum(tag.type == "RP" for tag in tags)
    found: list[list[Tag]] = []
    depth = 0
    ended = True
    allowing = _allowing(tags)
    for tag in tags:
        if ended:
            found.append([])
        found[-1].append(tag)
        depth += (tag.type == "LP") - (tag.type == "RP") if bracketed else 0
        parts = tag.type in {"SEMI", "DASH"} and depth <= 0
        if parts and (begins_sentence(text[tag.end : tag.end + 160]) or tag.start in allowing):
            tag.type = "STOP"
        ended = tag.type == "STOP" and depth <= 0
    return found


_NOTES = frozenset({"note", "nb"})


def _noted(tags: list[Tag]) -> list[Tag]:
    """The tags with a full stop before each note that runs on ("lupus NOTE: patients with vitiligo are eligible")."""
    made: list[Tag] = []
    depth = 0
    for tag, after in zip(tags, [*tags[1:], None], strict=True):
        depth += (tag.type == "LP") - (tag.type == "RP")
        notes = after is not None and after.type == "COLON" and tag.text.lower() in _NOTES
        if notes and depth <= 0 and made and made[-1].type not in _PARTS | {"COLON"}:
            made.append(Tag("STOP", tag.start, tag.start, "."))
            made[-1].state = "compiled"
        made.append(tag)
    return made


def _allowing(tags: list[Tag]) -> set[int]:
    """Where the semicolons stand around a part that allows something ("platelets >= 100; transfusions are allowed; age < 60")."""
    if not any_of_type(tags, "ALLOWV"):
        return set()
    around: set[int] = set()
    before: Tag | None = None
    part: list[Tag] = []
    for tag in [*tags, None]:
        if tag is not None and tag.type not in _ENDS:
            part.append(tag)
            continue
        kinds = {one.type for one in outside_brackets(part)}
        if before is not None and "ALLOWV" in kinds and not kinds & _TURNS:
            around |= {one.start for one in (before, tag) if one is not None}
        before, part = tag, []
    return around


_TURNS = frozenset({"NEG", "NAIVE", "EXCLV", "MUST"})
"""What makes a part more than a permission."""


_SMALL = frozenset({"FILL", "MARK", "DASH"})
_SAID = frozenset({"FILL", "PREP", "TEXT", "EG", "COLON", "IF", "STUDYREF", "ANCHOR", "JUDGED"})
_OPENS = ("include", "including", "are", "is", "would be", ":")
_REACH = 8


def _excepted(tags: list[Tag]) -> list[Tag]:
    """The tags with "Exceptions: …", "Exceptions include …" of a sentence of their own made part of the one before."""
    for at, tag in enumerate(tags):
        if tag.type != "EXC" or "exception" not in tag.text.lower():
            continue
        before = at - 1
        while before >= 0 and tags[before].type in _SMALL and tags[before].text.lower() not in {"this", "these", "such", "no"}:
            before -= 1
        if before >= 0 and tags[before].type in {"STOP", "SEMI"} and not _allows_behind(tags, at):
            tags[before].type, tags[before].others = "FILL", ()
        for filler in tags[at + 1 : _opened(tags, at + 1)]:
            filler.type, filler.others = "FILL", ()
    return tags


def _opened(tags: list[Tag], at: int) -> int:
    """The place behind the words that open the exceptions ("exceptions to this criterion are"); the place itself without any."""
    end = at
    for place in range(at, min(len(tags), at + _REACH)):
        if tags[place].type not in _SAID:
            break
        if tags[place].text.lower().startswith(_OPENS) or tags[place].type == "COLON":
            end = place + 1
    if end == at < len(tags) and tags[at].type == "DASH":
        end += 1
    if end < len(tags) and tags[end].type == "IF" and end in {at, at + 1}:
        end += 1
    return end


def _allows_behind(tags: list[Tag], at: int) -> bool:
    """Whether the sentence says itself that they may take part."""
    for tag in tags[at:]:
        if tag.type == "STOP":
            return False
        if tag.type == "ALLOWV":
            return True
    return False


def _unnumbered(tags: list[Tag]) -> list[Tag]:
    """The tags without the numbers of a list that runs on in one item: "HIV infection; 14. Cirrhosis"."""
    if not any(tag.type == "NUM" and _point(tags, at + 1, first=True) for at, tag in enumerate(tags)):
        return tags
    kept: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        numbers = tag.type == "NUM" and tag.text.isdigit() and len(tag.text) < _DIGITS
        if numbers and _point(tags, at + 1, first=not kept) and (not kept or kept[-1].type in _ENDS):
            tag.state = "compiled"
            if kept:
                kept[-1].type = "STOP"
            at += 2
            continue
        kept.append(tag)
        at += 1
    return kept


def _point(tags: list[Tag], at: int, *, first: bool) -> bool:
    """Whether a full stop stands here, or at the start of an item a point that its words follow without a space."""
    if at >= len(tags):
        return False
    glued = first and tags[at].text == "." and at + 1 < len(tags) and tags[at + 1].type != "NUM"
    return tags[at].type == "STOP" or glued
