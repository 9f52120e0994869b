"""Keeps where a finding is with it: "infection at the site of epidural puncture" asks for no puncture."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

SITES = frozenset({"site", "sites", "location"})
_NAMES = frozenset({"PROC", "PROCN", "TREATN", "DRUG", "TEXT", "SEV", "HIST", "FILL", "DASH", "PREP", "VACC"})
_NAMED = frozenset({"PROC", "PROCN", "TREATN", "DRUG", "TEXT", "VACC"})


def at_sites(tags: list[Tag]) -> list[Tag]:
    """The tags with "at the site of" and the procedure there made one word of the finding before it."""
    for at in range(1, len(tags) - 3):
        of = tags[at + 2]
        told = tags[at].type in {"AT", "PREP"} and tags[at].text.lower().split()[:1] == ["at"]
        if not told or tags[at + 1].text.lower() not in SITES or of.type != "PREP" or of.text.lower() not in {"of", "of the"}:
            continue
        if tags[at - 1].type not in {"COND", "CONDN", "SEV"}:
            continue
        end = names_end(tags, at + 3, _NAMES, _NAMED)
        if end > at + 3:
            return [*tags[:at], covering("SEV", tags[at:end], "other"), *at_sites(tags[end:])]
    return tags
