"""Reads the time between a treatment and a visit as one before the visit.

"At least 4 weeks between the last chemotherapy and enrollment" is chemotherapy completed at least 4 weeks before it.
"""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

SPANS = frozenset({"interval", "time interval", "intervals", "time", "delay", "gap", "period", "time period", "washout", "lag"})
"""Nouns for a length of time between two events."""
_MOST = 13
_VISITS = frozenset({"first-dose", "enrollment", "randomization", "baseline", "screening", "visit-1", "consent", "study-start"})
_TREATED = frozenset({"DRUG", "PROC", "VACC"})
_OVER = frozenset({
    "end", "the end", "termination", "completion", "discontinuation", "cessation", "last", "the last", "last dose",
    "the last dose", "most recent", "last dose of", "completion of", "end of", "termination of", "discontinuation of",
    "the last administration", "last administration", "of", "the", "any", "a", "previous", "prior", "end of the", "the end of",
})  # fmt: skip
"""Words that begin what a treatment is called from its end on."""
_STUDIED = frozenset({
    "study treatment", "study drug", "study medication", "study therapy", "protocol therapy", "protocol treatment", "treatment",
})  # fmt: skip
_PASSED = frozenset({
    "elapsed", "passed", "lapsed", "delay", "interval", "gap", "washout", "has", "have", "must", "should", "had", "been", "is",
    "be",
})  # fmt: skip
_LISTED = _TREATED | {"TREATN", "OR", "COMMA", "SLASH", "HIST", "SEV", "ROUTE", "TEXT", "FILL"}


def before_visit(tags: list[Tag], at: int) -> list[Tag] | None:
    """The tags with the time between the end of a treatment and a visit told as one before the visit; None for other events."""
    ends = range(at + 2, min(at + _MOST, len(tags) - 1))
    joint = next((one for one in ends if tags[one].type in {"AND", "STOP", "SEMI"}), 0)
    if not joint or tags[joint].type != "AND":
        return None
    visit = joint + 1 + (tags[joint + 1].type == "FILL" and joint + 2 < len(tags))
    first = next((one for one in range(at + 1, joint) if tags[one].text.lower() not in _OVER), joint)
    treated = tags[first:joint]
    named = any(tag.type in _TREATED for tag in treated) and all(tag.type in _LISTED for tag in treated)
    if not named or tags[visit].type != "ANCHOR" or tags[visit].value not in _VISITS:
        return None
    behind = [tag.text.lower() for tag in tags[visit + 1 : visit + 3]]
    of_study = len(behind) > 1 and behind[0] == "of" and behind[1] in _STUDIED
    if behind[:1] == ["of"] and not of_study:
        return None
    told = _told_length(tags, at, visit + 1 + 2 * of_study)
    if told is None:
        return None
    length, start, end = told
    for tag in (*tags[start:first], *tags[joint:visit], *tags[visit + 1 : end]):
        if tag not in length:
            tag.state = "compiled"
    word = tags[at]
    ended = Tag("TREAT", treated[-1].end, treated[-1].end, "stopped", "completed", state="compiled")
    over = [ended] if str(length[0].value).startswith(">") else []
    prior = Tag("PRIOR", word.start, word.end, "before", "before", state="compiled")
    return [*tags[:start], *treated, *over, *length, prior, tags[visit], *tags[end:]]


def _told_length(tags: list[Tag], at: int, end: int) -> tuple[list[Tag], int, int] | None:
    """The signed length of time before "between" or behind both events, and where the whole begins and ends; None without one."""
    last = at - 1
    while last > 1 and (tags[last].text.lower() in _PASSED or tags[last].text.lower() in SPANS):
        last -= 1
    if last > 1 and [tag.type for tag in tags[last - 2 : last + 1]] == ["CMP", "NUM", "TU"]:
        start = last - 2
        while start > 1 and tags[start - 1].text.lower() == "of" and tags[start - 2].text.lower() in SPANS:
            start -= 2
        return tags[last - 2 : last + 1], start, end
    if not at or tags[at - 1].text.lower() not in SPANS:
        return None
    first = end
    while first < len(tags) and tags[first].type in {"FILL", "MUST", "COLON"}:
        first += 1
    signed = [tag.type for tag in tags[first : first + 3]] == ["CMP", "NUM", "TU"]
    return (tags[first : first + 3], at - 1, first + 3) if signed else None
