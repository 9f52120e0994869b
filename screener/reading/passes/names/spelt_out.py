"""Takes what a bracket spells out for the abbreviation before it: "AAT (alpha-1 antitrypsin deficiency)"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.passes.names.inner_abbreviations import letters_taken
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_CODED = frozenset({"COND", "DRUG", "PROC"})
_SHORTEST, _LONGEST = 2, 6


def spelt_out(tags: list[Tag]) -> list[Tag]:
    """The tags with an abbreviation that nothing knows and the name in the bracket behind it made one of that name."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        run = tags[at : at + 4]
        known = len(run) == 4 and run[1].type == "LP" and run[3].type == "RP" and run[2].type in _CODED and bool(run[2].value)
        if known and _short(run[0]) and letters_taken(run[0].text, [run[2]]) == 0:
            made.append(covering(run[2].type, run, run[2].value, run[2].text))
            at += 4
        else:
            made.append(tags[at])
            at += 1
    return made


def _short(tag: Tag) -> bool:
    text = tag.text
    plain = tag.type == "TEXT" and text.isalpha() and _SHORTEST <= len(text) <= _LONGEST
    return plain and sum(letter.isupper() for letter in text) > 1


_NAMING = frozenset({"TEXT", "FILL", "SEV", "CONDN", "MEASN"})


def bracket_words(tags: list[Tag]) -> list[Tag]:
    """The tags with a measure's name that holds a word in a bracket made one: "immature (band) forms"."""
    for at in range(len(tags) - 4):
        run = tags[at : at + 5]
        if run[1].type != "LP" or run[3].type != "RP" or not all(tag.type in _NAMING for tag in (run[0], run[2], run[4])):
            continue
        known = tuple(catalog().by_text(f"{run[0].text} {run[2].text} {run[4].text}"))
        if known and catalog()[known[0]].measure is not None:
            return [*tags[:at], covering("MEAS", run, known), *bracket_words(tags[at + 5 :])]
    return tags
