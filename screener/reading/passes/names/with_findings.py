"""Takes the comma away before "with", which tells more of the one thing before it: "cirrhosis, with ascites"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag

WITH = frozenset({"with"})
_TOLD = frozenset({"COND", "CONDN"})
_OTHERS = frozenset({
    "COMMA", "OR", "AND", "SLASH", "POP", "SEX", "WHICH", "MUST", "IF", "EXC", "MEAS", "NEG", "TEXT", "ACCORD", "IE",
})  # fmt: skip


def with_findings(tags: list[Tag]) -> list[Tag]:
    """The tags without a comma before "with", where one finding alone stands before it in its sentence."""
    for at in range(1, len(tags) - 1):
        if tags[at].type != "COMMA" or tags[at + 1].text.lower() not in WITH or tags[at + 1].type != "PREP":
            continue
        first, _ = sentence_around(tags, at)
        before = [tag.type for tag in tags[first:at]]
        if sum(kind in _TOLD for kind in before) == 1 and _OTHERS.isdisjoint(before):
            tags[at].state = "compiled"
            return [*tags[:at], *tags[at + 1 :]]
    return tags
