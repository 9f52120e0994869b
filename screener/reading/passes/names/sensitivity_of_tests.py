"""Takes "with a sensitivity of at least 25 mIU/mL" for what it says: what kind of test it is, and no limit of its value."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

SENSITIVITY = frozenset({"sensitivity", "a sensitivity", "sensitivity of"})
_BEFORE = frozenset({"with", "with a", "having", "having a", "a", "minimum", "minimal"})
_AMOUNT = frozenset({"CMP", "NUM", "UNIT", "POST", "DASH", "SLASH"})
_TESTS = frozenset({"MEAS", "PROC", "RP"})


def sensitivity_of_tests(tags: list[Tag]) -> list[Tag]:
    """The tags with each such phrase behind a test one description."""
    made: list[Tag] = []
    done = 0
    for at, tag in enumerate(tags):
        if at < done or tag.text.lower() not in SENSITIVITY:
            continue
        first, end = at, at + 1
        while first > done and tags[first - 1].text.lower() in _BEFORE:
            first -= 1
        while end < len(tags) and (tags[end].type in _AMOUNT or tags[end].text.lower() in {"of", "to"}):
            end += 1
        if first and tags[first - 1].type in _TESTS and tags[end - 1].type in {"UNIT", "POST"} and first < at:
            made += [*tags[done:first], covering("SEV", tags[first:end], "description")]
            done = end
    return made + tags[done:] if done else tags
