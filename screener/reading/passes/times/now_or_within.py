"""Reads two times behind a name as two of it: "abuse, current or within 12 months", "surgery planned or within 4 weeks"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_NAMED = frozenset({"COND", "PROC", "DRUG", "VACC", "STATE", "RP"})
_PLANNED = frozenset({"PROC", "DRUG", "VACC"})


def current_or_within(tags: list[Tag]) -> list[Tag]:
    """The tags without "current or" before a time that reaches up to now: who has it now has had it in that time."""
    for at in range(1, len(tags) - 2):
        now, before = tags[at], tags[at - 1]
        if now.type != "CURRENT" or before.type not in _NAMED | {"COMMA"}:
            continue
        end = at + 2 if tags[at + 1].type == "COMMA" else at + 1
        if end + 1 < len(tags) and tags[end].type == "OR" and tags[end + 1].type == "WITHIN":
            first = at - 1 if before.type == "COMMA" else at
            if first and tags[first - 1].type in _NAMED:
                for tag in tags[first : end + 1]:
                    tag.state = "compiled"
                return [*tags[:first], *current_or_within(tags[end + 1 :])]
    return tags


def planned_or_within(tags: list[Tag]) -> list[Tag]:
    """The tags with the name before "planned or within" also behind it: what was done in that time, and what is to be done."""
    for at in range(1, len(tags) - 2):
        thing, planned = tags[at - 1], tags[at]
        if planned.type == "PLAN" and thing.type in _PLANNED and tags[at + 1].type == "OR" and tags[at + 2].type == "WITHIN":
            end = tags[at + 1].end
            done = Tag("TREAT", end, end, "ever", "received", state="compiled")
            again = Tag(thing.type, end, end, thing.value, thing.text, thing.others, state="compiled")
            return [*tags[: at + 2], done, again, *planned_or_within(tags[at + 2 :])]
    return tags
