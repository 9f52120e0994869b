"""Takes tags with their times, gives them with those in odd places brought where they belong."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.syntax.trees import WindowPhrase

_LEADING = frozenset({"POP", "PREP", "TREAT", "HIST", "SEX", "WHICH", "GUARD"})
_TREATED = frozenset({"DRUG", "PROC", "TREATN", "COND", "CONDN"})
_ENDS = frozenset({"STOP", "COLON", "SEMI"})


def timed(tags: list[Tag]) -> list[Tag]:
    """The tags with times between commas begun with, and treatments "not stable for 4 weeks" narrowed so."""
    return _unstable(_led_by_time(tags))


def _led_by_time(tags: list[Tag]) -> list[Tag]:
    """ "Has, within 3 months, received a drug": a time between commas right behind the first words begins the statement."""
    for at in range(1, len(tags) - 2):
        if tags[at].type == "COMMA" and tags[at + 1].type == "WINDOW" and tags[at + 2].type == "COMMA":
            start = max((place + 1 for place in range(at) if tags[place].type in _ENDS), default=0)
            if all(tag.type in _LEADING for tag in tags[start:at]):
                tags[at].state = "filler"
                if any(tag.type == "NOF" for tag in tags[at + 3 : at + 5]):
                    tags[at + 2].state = "filler"  # "history, within a year, of any of the following: …"
                    return [*tags[:at], tags[at + 1], *tags[at + 3 :]]
                return [*tags[:start], *tags[at + 1 : at + 3], *tags[start:at], *tags[at + 3 :]]
    return tags


def _unstable(tags: list[Tag]) -> list[Tag]:
    """A treatment or disease "that has not been stable for 4 weeks" is narrowed so, and not there for 4 weeks."""
    for at in range(1, len(tags) - 1):
        if tags[at].type != "NEG" or tags[at - 1].type in {"COMMA", "AND", "OR"}:
            continue
        steady = tags[at + 1].type == "STABLE" or tags[at + 1].text.lower().startswith(("stabil", "stable"))
        end = at + 2 if steady and tags[at + 1].type != "WINDOW" else at + 1
        if end >= len(tags) or tags[end].type != "WINDOW":
            continue
        phrase = tags[end].value
        told = isinstance(phrase, WindowPhrase) and phrase.head is not None and "stable" in phrase.head.text.lower()
        if (told or end == at + 2) and any(tag.type in _TREATED for tag in tags[:at]):
            return [*tags[:at], _narrowing(tags[at : end + 1]), *tags[end + 1 :]]
    return tags


def _narrowing(words: list[Tag]) -> Tag:
    """One qualifier of how a thing goes."""
    return covering("SEV", words, "activity", "")
