"""Reads "at least 2 weeks since prior and no concurrent steroids", "no prior or concurrent asthma": a name for both times."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

PRIOR = frozenset({"prior", "previous", "last"})
_THINGS = frozenset({"DRUG", "PROC"})
_JOINTS = frozenset({"AND", "OR", "COMMA"})


def prior_and_concurrent(tags: list[Tag]) -> list[Tag]:
    """The tags with the treatment behind "prior" too, where its name stands behind "no concurrent" alone."""
    for at in range(1, len(tags) - 3):
        if tags[at].text.lower() not in PRIOR or tags[at - 1].type != "AFTER" or tags[at + 1].type not in _JOINTS:
            continue
        denial, now = tags[at + 2], tags[at + 3].type == "CURRENT"
        thing = tags[at + 4] if now and at + 4 < len(tags) else tags[at + 3]
        if denial.type == "NEG" and (now or "concurrent" in denial.text.lower()) and thing.type in _THINGS:
            end = tags[at].end
            named = Tag(thing.type, end, end, thing.value, thing.text, thing.others, state="compiled")
            current = tags[at + 3] if now else Tag("CURRENT", denial.end, denial.end, True, "concurrent", state="compiled")
            rest = tags[at + 4 + now :]
            return [*tags[: at + 1], named, tags[at + 1], denial, current, thing, *prior_and_concurrent(rest)]
    return tags


NO_PRIOR = frozenset({"no prior", "no previous", "no past"})


def no_prior_or_concurrent(tags: list[Tag]) -> list[Tag]:
    """The tags with "no prior" before "or concurrent" made a denial of either time."""
    for at, (tag, joint, now) in enumerate(zip(tags, tags[1:], tags[2:], strict=False)):
        if tag.type == "NAIVE" and tag.text.lower() in NO_PRIOR and joint.type in _EITHER and _now(now):
            no = Tag("NEG", tag.start, tag.start + 2, "no", tag.text[:2])
            before = Tag("HIST", tag.start + 3, tag.end, True, tag.text[3:])
            tag.state = "compiled"
            return [*tags[:at], no, before, *no_prior_or_concurrent(tags[at + 1 :])]
    return tags


def _now(tag: Tag) -> bool:
    """Whether a word is of what goes on now."""
    return tag.type in {"CURRENT", "ACTIVE"} or (tag.type == "TREAT" and tag.value == "current")


_EITHER = frozenset({"OR", "AND", "SLASH"})
