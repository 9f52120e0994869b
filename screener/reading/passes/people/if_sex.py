"""Parts "if female," and "for men," at the beginning of a sentence, and reads "(for men)" behind a limit as "(men)"."""

from __future__ import annotations

import itertools

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_AMOUNTS = frozenset({"UNIT", "NUM", "ULN"})
_BEGINS = frozenset({"STOP", "SEMI", "COLON", "DASH", "MARK"})
_ENDS = frozenset({"STOP", "SEMI"})
_CONDITIONS = frozenset({"if", "for", "in"})
_BEARING = frozenset({"pregnant", "lactating", "childbearing-potential", "trying-to-conceive"})


def no_women(tags: list[Tag]) -> list[Tag]:
    """The tags without the sex in "no women who are pregnant", which denies the pregnancy, and no sex."""
    for at, (before, tag) in enumerate(itertools.pairwise(tags)):
        if before.type == "NEG" and before.text.lower() == "no" and tag.type == "SEX":
            ahead = next((one for one in tags[at + 2 :] if one.type not in {"FILL", "WHICH", "PREP"}), None)
            states = ahead.value if ahead is not None and ahead.type == "STATE" else ()
            if isinstance(states, tuple) and not _BEARING.isdisjoint(states):
                tag.type, tag.state, tag.others = "FILL", "compiled", ()
    return tags


def if_sex(tags: list[Tag]) -> list[Tag]:
    """The tags with "if female," or "for men," before a requirement made a condition; "< 12 if female" stays the limit's."""
    tags = _bearing_alone(_bracketed(tags))
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        begins = at == 0 or tags[at - 1].type in _BEGINS or _joined(tags, at)
        ahead = tags[at + 1].type if at + 1 < len(tags) else ""
        word = tag.text.find(" ")
        if tag.type == "FORSEX" and begins and ahead == "COMMA" and tag.text[:word].lower() in _CONDITIONS:
            if at and tags[at - 1].type == "SEMI":
                tags[at - 1].type = "STOP"  # "for males, …; for females, …"
            _end_clause(tags, at)
            made += [
                Tag("IF", tag.start, tag.start + word, "if", tag.text[:word]),
                Tag("SEX", tag.start + word + 1, tag.end, tag.value, tag.text[word + 1 :], (("parts", (tag,)),)),
            ]
            continue
        if tag.type == "FORSEX" and ahead == "RP" and at > 1 and tags[at - 1].type == "LP" and tags[at - 2].type in _AMOUNTS:
            tag.type = "SEX"  # "≥ 13 g/dL (for men) and ≥ 12 g/dL (for women)"
        made.append(tag)
    return made


def _bearing_alone(tags: list[Tag]) -> list[Tag]:
    """The tags with "if female," before "pregnant" made a sex, of which all of the list is told ("if female, pregnant or …")."""
    for at, tag in enumerate(tags):
        ahead = tags[at + 1].type if at + 1 < len(tags) else ""
        if tag.type == "FORSEX" and tag.text.lower().startswith("if ") and ahead == "COMMA" and _bears(tags, at + 2):
            tag.be("SEX", tag.value)
        sex = at + 1 + (ahead == "FILL")
        led = tag.type == "IF" and tag.text.lower() == "if"
        if led and [one.type for one in tags[sex : sex + 2]] == ["SEX", "COMMA"] and _bears(tags, sex + 2):
            tags[at : sex + 1] = [covering("SEX", tags[at : sex + 1], tags[sex].value)]  # "if a female, pregnant or …"
    return tags


def _bears(tags: list[Tag], at: int) -> bool:
    """Whether "pregnant" stands there, perhaps behind a small word."""
    while at < len(tags) and tags[at].type in {"FILL", "CURRENT"}:
        at += 1
    states = tags[at].value if at < len(tags) and tags[at].type == "STATE" else ()
    return isinstance(states, tuple) and not (_BEARING - {"childbearing-potential"}).isdisjoint(states)


def _bracketed(tags: list[Tag]) -> list[Tag]:
    """The tags without the commas before the limits of both sexes that stand behind a measure or in a bracket."""
    places = [at for at, tag in enumerate(tags[:-2]) if tag.type == "FORSEX"]
    told = all(tags[at + 1].type == "COMMA" and tags[at + 2].type in {"CMP", "NUM"} for at in places)
    if not told or len({tags[at].value for at in places}) != 2 or not places[0] or tags[places[0] - 1].type not in {"LP", "MEAS"}:
        return tags
    for at in places:
        tags[at + 1].state = "compiled"
    return [tag for at, tag in enumerate(tags) if at - 1 not in places]


def _end_clause(tags: list[Tag], at: int) -> None:
    """Ends the sentence at the next semicolon, where no "or" goes on behind it: what follows is asked of everybody."""
    end = first_of(tags, at, _ENDS)
    if end + 1 < len(tags) and tags[end].type == "SEMI" and tags[end + 1].type not in {"OR", "AND"}:
        tags[end].type = "STOP"


def _joined(tags: list[Tag], at: int) -> bool:
    """Whether "and" or "or" stands before a place, with or without a comma behind it ("asthma and, if female, …")."""
    before = at - 1 - (tags[at - 1].type == "COMMA")
    return before > 0 and tags[before].type in {"AND", "OR"}
