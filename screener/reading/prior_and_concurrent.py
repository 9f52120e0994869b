"""Reads "at least 2 weeks since prior and no concurrent steroids": the treatment is named once for both times."""

from __future__ import annotations

from screener.reading.tags import Tag

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
