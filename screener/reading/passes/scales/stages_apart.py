"""Puts a stage to the disease before it: "chronic kidney disease, stage 3 or 4", "neuropathy of grade 2, 3 or 4"."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.passes.scales.plain_values import only_values
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take

_STAGES = frozenset({"stage", "stages", "grade", "grades"})
_ENDS = frozenset({"STOP", "SEMI", "RP", "LP"})


def stages_apart(tags: list[Tag]) -> list[Tag]:
    """The tags without the comma or "of" between a disease and its stages, where nothing else follows these."""
    for at in range(1, len(tags) - 2):
        between = tags[at]
        joins = between.type == "COMMA" or (between.type == "PREP" and between.text.lower() == "of")
        staged = tags[at + 1].type == "STAGEW" and tags[at + 1].text.lower() in _STAGES
        if joins and staged and tags[at - 1].type == "COND" and only_values(tags, at + 2, _ENDS, ranged=False):
            take(between)
            measured = lexicon().role(words(tags[at - 1].text) + words(tags[at + 1].text), "MEAS")
            if measured is not None:  # "chronic kidney disease, stage 3": a scale of its own
                scale = covering("MEAS", (tags[at - 1], tags[at + 1]), measured)
                return [*tags[: at - 1], scale, *tags[at + 2 :]]
            return [*tags[:at], *stages_apart(tags[at + 1 :])]
    return tags
