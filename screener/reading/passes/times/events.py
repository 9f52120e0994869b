"""Reads a treatment or procedure as the anchor of a window: "within 6 months prior to coronary bypass"."""

from __future__ import annotations

from functools import cache

from screener.catalog.words import words
from screener.core.data import read_toml
from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_EVENTS = frozenset({"PROC", "PROCN", "TREATN", "DRUG", "VACC"})
_PARTS = _EVENTS | {"TEXT", "SEV", "PLAN", "FILL", "DASH", "NEWLY", "CURRENT", "STUDYREF"}
_MOST = 6
_DONE = frozenset({"PROC"})


def named_anchors(tags: list[Tag]) -> list[Tag]:
    """The tags with the event that a measured window is counted back from made its anchor."""
    for at in range(1, len(tags) - 1):
        of_time = tags[at].type == "PREP" and tags[at - 1].type == "TU"
        if of_time and tags[at + 1].type == "EITHER" and _event(tags, at + 2, _DONE):
            tags[at + 1].state = "compiled"  # "within 2 weeks of either scan"
            return named_anchors([*tags[: at + 1], *tags[at + 2 :]])
        if of_time and _of_an_event(tags, at):
            vaccinated = any(tag.type == "VACC" for tag in tags[at + 1 : at + 4])
            tags[at].type, tags[at].value = ("AFTER", "after") if vaccinated else ("PRIOR", "of")
        if tags[at].type == "WITHIN" and tags[at - 1].type == "TU" and tags[at].could_be("PRIOR") and _event(tags, at + 1, _DONE):
            tags[at].become("PRIOR")  # "in the 30 days preceding trabeculectomy"
        if tags[at - 1].type == "TU" and tags[at].text.lower() == "from" and _asked_itself(tags[at + 1], _sign_since(tags, at)):
            _no_visit(tags[at + 1])
        if tags[at].type in {"PRIOR", "AFTER"} and tags[at - 1].type == "TU":
            begun = _receipt(tags, at + 1) if tags[at].type == "PRIOR" else 0
            if begun:
                whole = anchor_of(tags[at + 1 : begun])
                whole.value = "first-dose" if tags[begun - 1].type == "VACC" else _moment(tags[begun - 1])
                return named_anchors([*tags[: at + 1], whole, *tags[begun:]])
            started = _started(tags, at + 1) if tags[at].type == "PRIOR" else 0
            if started:
                return named_anchors([*tags[: at + 1], anchor_of(tags[at + 1 : started]), *tags[started:]])
            size = _event(tags, at + 1, _EVENTS | {"COND"} if tags[at].type == "AFTER" else _EVENTS)
            if size and _asked_itself(tags[at + size], _sign_since(tags, at)):
                _no_visit(tags[at + size])
            elif size:
                end = at + 1 + size
                given = size > 1 and end < len(tags) and tags[end].text.lower() in _GIVEN
                end += given  # "prior to first tacrolimus administration"
                return named_anchors([*tags[: at + 1], anchor_of(tags[at + 1 : end]), *tags[end:]])
    return tags


_GIVEN = frozenset({"administration", "infusion", "injection", "dose", "dosing", "intake"})
_TIMED = frozenset({"COND", "CONDN", "DRUG", "PROC", "TREATN", "STATE", "VACC"})
"""What can come within so long of an event."""


def _of_an_event(tags: list[Tag], at: int) -> bool:
    """Whether "within 6 weeks of" a procedure or a vaccine is counted from that, and not from today."""
    if tags[at].text.lower() not in {"of", "of a", "of an", "of the"} or at < 3 or tags[at - 3].type != "WITHIN":
        return False
    ahead = next((tag for tag in tags[at + 1 :] if tag.type not in {"FILL", "SEV", "TEXT"}), None)
    if tags[at + 1].type == "TREAT" and tags[at + 1].value == "started" and tags[at].text.lower() == "of":
        return True  # "within 7 days of starting a treatment cycle"
    named = ahead is not None and ahead.type in {"PROC", "VACC"} and not ahead.could_be("ANCHOR") and not ahead.could_be("TREATN")
    return named and not _measured(tags[: at - 3]) and any(tag.type in _TIMED for tag in tags[: at - 3])


def _measured(tags: list[Tag]) -> bool:
    """Whether a measure with its limit stands before a time, which is then when it is taken."""
    return any(tag.type in {"MEAS", "CMP"} for tag in tags)


def _receipt(tags: list[Tag], first: int) -> int:
    """The place behind "receiving the study treatment"; 0 where it does not stand there."""
    first += first < len(tags) and tags[first].type == "FILL"
    if first >= len(tags) or tags[first].type != "TREAT":
        return 0
    end = first + 1
    while end < len(tags) and tags[end].type == "FILL" and not (_moment(tags[end]) and _vaccine(tags, end + 1)):
        end += 1
    if end >= len(tags) or not _moment(tags[end]):
        return 0
    return end + 1 + _vaccine(tags, end + 1)


def _vaccine(tags: list[Tag], at: int) -> bool:
    """Whether a vaccine stands there, which behind "the study" is the study's own."""
    return at < len(tags) and tags[at].type == "VACC" and tags[at - 1].text.lower().endswith(("study", "trial"))


def _started(tags: list[Tag], first: int) -> int:
    """The place behind "starting ABC-123 (bevacizumab) treatment"; 0 where a treatment is not begun here."""
    first += first < len(tags) and tags[first].type == "FILL"
    if first >= len(tags) or tags[first].type != "TREAT" or tags[first].value != "started":
        return 0
    end = first + 1
    while end < len(tags) and end < first + 2 + _MOST and tags[end].type in _PARTS | {"NUM", "LP", "RP", "ROMAN", "MARK"}:
        end += 1
    while end > first + 1 and tags[end - 1].type in {"FILL", "DASH", "LP", "SEV", "MARK"}:
        end -= 1
    inside = tags[first + 1 : end]
    balanced = sum(tag.type == "LP" for tag in inside) == sum(tag.type == "RP" for tag in inside)
    return end if balanced and any(tag.type in _EVENTS | {"TEXT"} for tag in inside) else 0


def _moment(tag: Tag) -> str:
    """The anchor that a tag may be: its own, or the first dose where it is the study's drug."""
    if tag.type == "DRUG" and tag.value == ("investigational-drug",):
        return "first-dose"
    return str(tag.value_as("ANCHOR") or "")


def _sign_since(tags: list[Tag], at: int) -> str:
    """The sign of the time since something, where a statement begins with it, which is then asked of that thing."""
    word = tags[at].text.lower()
    if at < 3 or (word not in {"since", "from"} and "lapse" not in word and "passed" not in word):
        return ""
    first = at - 6 if at > 5 and tags[at - 3].type == "OR_LEN" else at - 3
    begins = first == 0 or tags[first - 1].type in {"COMMA", "AND", "OR", "STOP", "SEMI", "COLON", "MARK"}
    return str(tags[first].value) if begins and tags[first].type == "CMP" else ""


def _asked_itself(tag: Tag, sign: str) -> bool:
    """Whether the least or greatest time since a treatment is told, or since what happens and is over."""
    given = tag.type in {"PROC", "VACC", "DRUG"}
    return sign in {">=", ">", "<", "<="} and (given or (tag.type == "COND" and of_an_event(tag.text)))


def _no_visit(tag: Tag) -> None:
    """Takes from a tag that it may name a visit: "less than 4 weeks since surgery" asks for surgery."""
    tag.others = tuple(role for role in tag.others if role[0] != "ANCHOR")


def of_an_event(name: str) -> bool:
    """Whether a name holds a noun of what happens and is over ("myocardial infarction"), not of what one has for a time."""
    return not _nouns().isdisjoint(words(name))


@cache
def _nouns() -> frozenset[str]:
    """The nouns folded as names are, so that singular and plural are one."""
    return frozenset(word for noun in read_toml("rules", "words", "events.toml")["nouns"] for word in words(noun))


def _event(tags: list[Tag], first: int, events: frozenset[str]) -> int:
    """How many tags from a place on name one event; 0 where they name none."""
    return names_end(tags, first, _PARTS | events, events, _MOST) - first


def anchor_of(parts: list[Tag]) -> Tag:
    """One anchor tag for the words of an event; they count as read."""
    for tag in parts:
        tag.state = "compiled"
    said = " ".join(tag.text for tag in parts if tag.type != "FILL").replace(" - ", "-").removeprefix("- ")
    return Tag("ANCHOR", parts[0].start, parts[-1].end, " ".join(said.lower().split()), said)


_FIRST = frozenset({"1", "one"})
_APART = frozenset({"COMMA", "SLASH", "DASH", "LP", "PREP"})


def first_cycles(tags: list[Tag]) -> list[Tag]:
    """The tags with "cycle 1, day 1", in either order, made one anchor: the first day of treatment."""
    for at in range(1, len(tags)):
        if tags[at].type != "NUM" or tags[at].text.lower() not in _FIRST or tags[at - 1].text.lower() != "cycle":
            continue
        end = at + 2 if at + 1 < len(tags) and tags[at + 1].type in _APART else at + 1
        if end < len(tags) and _first_day(tags[end]):
            close = end + 1 if tags[at + 1].type == "LP" and end + 1 < len(tags) and tags[end + 1].type == "RP" else end
            if _called_so(tags, at - 1, close + 1):
                whole = covering("ANCHOR", tags[at - 3 : close + 2], tags[at - 3].value)
                return [*tags[: at - 3], whole, *first_cycles(tags[close + 2 :])]
            return [*tags[: at - 1], _visit(tags[at - 1 : close + 1]), *first_cycles(tags[close + 1 :])]
        start = at - 3 if tags[at - 2].type in _APART else at - 2
        if start >= 0 and _first_day(tags[start]):
            return [*tags[:start], _visit(tags[start : at + 1]), *first_cycles(tags[at + 1 :])]
    return tags


def _called_so(tags: list[Tag], first: int, end: int) -> bool:
    """Whether a bracket only gives the visit before it that name ("prior to first study treatment (Cycle 1, Day 1)")."""
    enclosed = first > 1 and end < len(tags) and tags[first - 1].type == "LP" and tags[end].type == "RP"
    return enclosed and tags[first - 2].type == "ANCHOR" and tags[first - 2].value in _STARTS


_STARTS = frozenset({"first-dose", "visit-1", "baseline", "enrollment", "randomization"})


def _first_day(tag: Tag) -> bool:
    return tag.type == "ANCHOR" and tag.text.lower().replace("the ", "") == "day 1"


def _visit(parts: list[Tag]) -> Tag:
    for tag in parts:
        tag.state = "compiled"
    return Tag("ANCHOR", parts[0].start, parts[-1].end, "visit-1", " ".join(tag.text for tag in parts))


def within_before(tags: list[Tag]) -> list[Tag]:
    """The tags with "at most 6 months prior to" straight behind a value made a window of its own, no further limit."""
    for at, (sign, number, unit, side) in enumerate(zip(tags, tags[1:], tags[2:], tags[3:], strict=False)):
        timed = number.type == "NUM" and unit.type == "TU" and side.type in {"PRIOR", "AGO"}
        if not timed or sign.type != "CMP" or sign.value not in {"<", "<="}:
            continue
        before = next((tag for tag in reversed(tags[:at]) if tag.type != "FILL"), None)
        if before is not None and before.type in {"UNIT", "ULN", "RELTO"}:
            sign.be("WITHIN", "last")
    return tags


def again_at(tags: list[Tag]) -> list[Tag]:
    """The tags without the second "at" of two visits: "at screening or at baseline" is "at screening or baseline"."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if not made or made[-1].type not in {"OR", "AND"}:
            made.append(tag)
            continue
        after = tags[at + 1] if at + 1 < len(tags) else None
        joined = len(made) > 2 and made[-2].type == "ANCHOR" and made[-3].could_be("AT")
        if joined and after is not None and after.type == "ANCHOR" and tag.text[:2].lower() == made[-3].text[:2].lower() == "at":
            tag.state = "compiled"
            continue
        made.append(tag)
    return made


VISITS = frozenset({"visit", "visits"})
_SIDES = frozenset({"PRIOR", "AFTER", "AT", "DURING"})


def visits_named(tags: list[Tag]) -> list[Tag]:
    """The tags without "visit" behind the name of one ("at the baseline assessment visit", "the pre-study (screening) visit")."""
    for at in range(1, len(tags)):
        tag = tags[at]
        if tag.type != "PROCN" or tag.text.lower() not in VISITS:
            continue
        named = at - 4 if at > 3 and tags[at - 1].type == "RP" and tags[at - 3].type == "LP" else at - 1
        side = tags[named - 1] if named else tag
        if tags[named].type == "ANCHOR" and (side.type in _SIDES or side.text.lower().startswith(("of", "from"))):
            tag.drop()
    return tags
