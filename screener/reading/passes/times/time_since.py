"""Makes "time since stroke < 3 months" the like of "stroke within < 3 months", and leaves "an interval of" out."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

TIME = frozenset({"time", "interval", "period", "duration", "time elapsed", "time passed"})
_SINCE = frozenset({"since", "from"})
_EVENTS = frozenset({"COND", "PROC", "VACC", "ANCHOR"})
_ONSETS = ("onset", "symptom")
_LIMIT = frozenset({"CMP", "NUM", "DASH", "AND", "BETW"})
_JOINS = frozenset({"to"})
_SMALL = frozenset({"FILL", "MUST", "COLON", "PREP"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "RP"})


def interval_of(tags: list[Tag]) -> list[Tag]:
    """The tags without "an interval of" before "at least 4 weeks since surgery", which says the same alone."""
    for at in range(len(tags) - 5):
        if tags[at].text.lower() not in TIME or tags[at + 1].text.lower() != "of" or not plays(tags[at + 2], "CMP"):
            continue
        begins = next((tag for tag in reversed(tags[:at]) if tag.type != "FILL"), None)
        timed = tags[at + 3].type == "NUM" and plays(tags[at + 4], "TU")
        if timed and tags[at + 5].text.lower().startswith(_AFTER) and (begins is None or begins.type in _BEGINS):
            first = at
            while first and tags[first - 1].type == "FILL":
                first -= 1
            for tag in tags[first : at + 2]:
                tag.state = "compiled"
            return [*tags[:first], *interval_of(tags[at + 2 :])]
    return tags


_AFTER = ("since", "from")
_BEGINS = _ENDS | {"MARK", "COLON", "AND", "OR"}


def time_since(tags: list[Tag]) -> list[Tag]:
    """The tags with each such limit made a time in which the event was, where nothing else is said."""
    for at in range(len(tags) - 4):
        if tags[at].text.lower() not in TIME or tags[at + 1].text.lower() not in _SINCE or tags[at + 2].type not in _EVENTS:
            continue
        if at and tags[at - 1].type not in _ENDS | {"FILL", "MARK", "COLON"}:
            continue
        if tags[at + 2].type == "ANCHOR" and not any(one in tags[at + 2].text.lower() for one in _ONSETS):
            continue
        first = at + 3
        while first < len(tags) and tags[first].type in _SMALL and not plays(tags[first], "CMP"):
            first += 1
        end = _limit_end(tags, first)
        if end and (end == len(tags) or tags[end].type in _ENDS):
            since, event, short = tags[at + 1], tags[at + 2], _short(tags[first:end])
            if not short and not (plays(tags[first], "CMP") and since.type == "AFTER" and event.type == "COND"):
                continue
            for tag in (tags[at], *([since] if short else []), *tags[at + 3 : first]):
                tag.state = "compiled"
            if not short:
                return [*tags[:at], *tags[first:end], since, event, *time_since(tags[end:])]  # "more than 8 weeks since stroke"
            within = Tag("WITHIN", tags[first].start, tags[first].start, "last", "within")
            return [*tags[:at], event, within, *tags[first:end], *time_since(tags[end:])]
    return tags


END = frozenset({"end"})
_TREATMENTS = frozenset({"PROC", "DRUG", "TREATN"})


def ended_treatments(tags: list[Tag]) -> list[Tag]:
    """The tags with "the end of" a treatment behind a time ("4 weeks from the end of radiotherapy") made that it was stopped."""
    for at in range(2, len(tags) - 2):
        if tags[at].text.lower() not in END or tags[at].type != "TEXT" or tags[at + 1].text.lower() != "of":
            continue
        since = at - 1 - (tags[at - 1].type == "FILL")
        timed = since > 0 and tags[since].text.lower() in _SINCE | {"after", "following"} and tags[since - 1].type == "TU"
        named = at + 2 + (tags[at + 2].type in {"HIST", "SEV", "FILL"})
        if timed and named < len(tags) and tags[named].type in _TREATMENTS and not _bracketed(tags[named:]):
            tags[since].be("AFTER", "after")
            return [*tags[:at], covering("TREAT", tags[at : at + 2], "stopped"), *ended_treatments(tags[at + 2 :])]
    return tags


def _bracketed(tags: list[Tag]) -> bool:
    """Whether a bracket follows in the sentence, which may set another time for some."""
    sentence = next((at for at, tag in enumerate(tags) if tag.type == "STOP"), len(tags))
    return any(tag.type == "LP" for tag in tags[:sentence])


def _short(limit: list[Tag]) -> bool:
    """Whether a time is at most so long: who never had the event has not waited longer for it."""
    signs = [tag.value_as("CMP") for tag in limit if plays(tag, "CMP")]
    behind = [tag.value_as("POST") for tag in limit if plays(tag, "POST")]
    return len(signs) + len(behind) == 1 and all(sign in {"<", "<="} for sign in (*signs, *behind))


def _limit_end(tags: list[Tag], first: int) -> int:
    """The place behind a length of time that begins there; 0 where none does."""
    at = first
    while at < len(tags) and (tags[at].type in _LIMIT or plays(tags[at], "CMP") or tags[at].text.lower() in _JOINS):
        at += 1
    timed = at < len(tags) and plays(tags[at], "TU") and at > first and tags[at - 1].type == "NUM"
    if not timed:
        return 0
    return at + 2 if at + 1 < len(tags) and plays(tags[at + 1], "POST") else at + 1
