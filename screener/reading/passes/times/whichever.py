"""Takes tags with their times, gives those with "30 days or 5 half-lives, whichever is longer" made one time."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.syntax.trees import AnchorPhrase
from screener.reading.syntax.trees import LimitPhrase
from screener.reading.syntax.trees import WindowPhrase

_JOINS = frozenset({"OR", "OR_LEN"})
_TIMES = frozenset({"LIMIT", "WINDOW"})


def chosen_times(tags: list[Tag]) -> list[Tag]:
    """The tags with "(whichever is longer)" behind a second length of time told to the "or" before it."""
    for at, tag in enumerate(tags):
        if tag.type != "WHICHEVER":
            continue
        first = at - 1 if at and tags[at - 1].type in {"LP", "COMMA"} else at
        after = tags[at + 1].type if at + 1 < len(tags) else ""
        end = at + 2 if after == {"LP": "RP", "COMMA": "COMMA"}.get(tags[first].type) else at + 1
        if tags[first].type == "LP" and end == at + 1:
            continue
        joint = first - 3
        while joint > 1 and tags[joint].type in {"CMP", "WITHIN"}:
            joint -= 1
        ends = [tags[place].type for place in (first - 2, first - 1, joint - 2, joint - 1) if place >= 0]
        if joint < 2 or tags[joint].type != "OR" or ends != ["NUM", "TU", "NUM", "TU"]:
            continue
        told = Tag("OR_LEN", tags[joint].start, tags[joint].end, tag.value, tags[joint].text)
        told.others = (("parts", (tags[joint], *tags[first:end])),)
        tags = [*tags[:joint], told, *tags[joint + 1 : first], *tags[end:]]
        return chosen_times(tags)
    return tags


def unbracketed_times(tags: list[Tag]) -> list[Tag]:
    """ "Within 30 days (or 5 half-lives, whichever is longer)" without its bracket."""
    for at in range(1, len(tags) - 4):
        if tags[at].type != "LP" or tags[at - 1].type != "TU" or tags[at + 1].type != "OR":
            continue
        end = at + 2
        while end < len(tags) and tags[end].type in {"CMP", "WITHIN", "NUM", "TU", "COMMA", "WHICHEVER"}:
            end += 1
        inside = [tag.type for tag in tags[at + 2 : end] if tag.type not in {"CMP", "WITHIN", "COMMA"}]
        chosen = inside == ["NUM", "TU", "WHICHEVER"] or (inside == ["NUM", "TU"] and tags[end - 1].value == "half-life")
        if chosen and end < len(tags) and tags[end].type == "RP":
            tags[at].state = tags[end].state = "compiled"
            return unbracketed_times([*tags[:at], *tags[at + 1 : end], *tags[end + 1 :]])
    return tags


def either_time(tags: list[Tag]) -> list[Tag]:
    """The tags with two lengths of time joined by "or", of which a word chooses one or which count half-lives, as one."""
    at = 0
    while at + 2 < len(tags):
        made = _joined(tags, at) if tags[at].type in _TIMES and tags[at + 1].type in _JOINS else None
        if made is not None:
            end, tag = made
            tags = [*tags[:at], tag, *tags[end:]]
        elif tags[at].type == "OR_LEN":
            tags = [*tags[:at], *parts_of(tags[at]), *tags[at + 1 :]]
        at += 1
    for tag in tags:
        if tag.type == "WHICHEVER":
            tag.type, tag.value = "SEV", "other"
    return tags


def _joined(tags: list[Tag], at: int) -> tuple[int, Tag] | None:
    """The one time that begins here, and where it ends."""
    second = at + 2
    if tags[second].type not in _TIMES:
        return None
    one, two = _phrase(tags[at]), _phrase(tags[second])
    first, later = _length(one.limit), _length(two.limit)
    if first is None or later is None:
        return None
    chosen, anchor, end = _behind(tags, second + 1)
    chosen = str(tags[at + 1].value) if tags[at + 1].type == "OR_LEN" else chosen
    anchor = anchor or two.anchor or one.anchor
    if one.anchor is not None and anchor is not one.anchor and _words(one.anchor) != _words(anchor):
        return None
    head = one.head or two.head
    if head is not None and head.type != "WITHIN":
        return None
    if (head is None and anchor is None) or not (chosen or "half-life" in {first, later}):
        return None
    assert one.limit is not None  # it has a length
    assert two.limit is not None
    phrase = WindowPhrase(head, one.limit, None, anchor, other=_signed(two.limit, one.limit), which=chosen or "either")
    whole = Tag("WINDOW", tags[at].start, tags[end - 1].end, phrase, " ".join(tag.text for tag in tags[at:end]))
    whole.others = (("parts", tuple(part for tag in tags[at:end] for part in parts_of(tag))),)
    return end, whole


def _phrase(tag: Tag) -> WindowPhrase:
    if isinstance(tag.value, WindowPhrase):
        return tag.value
    return WindowPhrase(None, tag.value if isinstance(tag.value, LimitPhrase) else None, None, None)


def _length(limit: LimitPhrase | None) -> str | None:
    """The unit of a single length of time, None for anything else."""
    if limit is None or limit.ranged or limit.post is not None or limit.between is not None or len(limit.bounds) != 1:
        return None
    amount = limit.bounds[0].amount
    if amount is None or amount.number is None or len(amount.measures) != 1 or amount.measures[0].type != "TU":
        return None
    return str(amount.measures[0].value)


def _signed(limit: LimitPhrase, first: LimitPhrase) -> LimitPhrase:
    """A length without a sign takes that of the first ("at least 30 days or 5 half-lives")."""
    bound = limit.bounds[0]
    if bound.sign is not None or bound.post is not None:
        return limit
    return replace(limit, bounds=[replace(bound, sign=first.bounds[0].sign, post=first.bounds[0].post)], limits=None)


def _behind(tags: list[Tag], at: int) -> tuple[str, AnchorPhrase | None, int]:
    """What stands behind the second length: which of the two is meant, what it is counted from, and where that ends."""
    chosen, anchor, end = "", None, at
    while at < len(tags):
        tag = tags[at]
        if tag.type == "WHICHEVER" and not chosen:
            chosen, end = str(tag.value), at + 1
            closed = tags[at - 1].type == "LP" and end < len(tags) and tags[end].type == "RP"
            goes_on = end + 1 < len(tags) and tags[end].type == "COMMA" and _bare(tags[end + 1]) is not None
            at = end = end + (closed or goes_on)
            continue
        bare = _bare(tag) if anchor is None else None
        if bare is not None:
            anchor, at = bare, at + 1
            end = at
            continue
        ahead = tags[at + 1].type if at + 1 < len(tags) else ""
        if chosen or tag.type not in {"LP", "COMMA"} or ahead != "WHICHEVER":
            break
        at += 1
    return chosen, anchor, end


def _bare(tag: Tag) -> AnchorPhrase | None:
    """What a time without a length is counted from ("prior to screening", "since")."""
    phrase = tag.value
    bare = tag.type == "WINDOW" and isinstance(phrase, WindowPhrase) and phrase.head is None and phrase.limit is None
    return phrase.anchor if bare and isinstance(phrase, WindowPhrase) else None


def _words(anchor: AnchorPhrase | None) -> object:
    return (anchor.preposition.type, anchor.anchor and anchor.anchor.value) if anchor is not None else None

