"""Reads the words behind "within 4 weeks prior to" as the place that the time is counted back from, whatever they name.

"Within 4 weeks of" is read so too; what comes back within such a time of a treatment comes after it.
"""

from __future__ import annotations

from screener.reading.passes.times.events import anchor_of
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_BEFORE = frozenset({"before", "before the", "prior to", "prior to the", "preceding", "preceding the", "previous to"})
_OPENS = frozenset({"TEXT", "SEV", "TREAT", "KNOWN", "NEWLY", "CHANGE", "TREATN", "AT", "CONDN", "STATE", "FILL", "MEASN"})
_PARTS = _OPENS | {"DRUG", "PROC", "PROCN", "COND", "ANCHOR", "DASH", "NUM", "ROMAN", "TU"}
_INSIDE = frozenset({
    "of", "of the", "to", "in", "at", "at the", "in this", "in the", "into", "into the", "for", "for the",
    "the last",
})  # fmt: skip
_NAMES = frozenset({"TEXT", "TREATN", "DRUG", "PROC", "PROCN", "COND", "CONDN", "ANCHOR", "NUM", "STATE", "MEASN"})
_FINDINGS_OF = frozenset({"diagnosis", "onset", "relapse", "recurrence", "episode"})
"""What comes to pass of a disease, before which a time may lie ("within 6 months before HCC diagnosis")."""
_MOST = 7
OF = frozenset({"of", "of the"})
_LEAST = 4
"""How many tags stand before "of" at the least: what came, "within", the number and its unit."""
_CAME = frozenset({"COND", "CONDN", "DRUG", "PROC", "PROCN", "TREATN", "VACC", "RESULT", "UNIT", "RP", "STATE", "TEXT"})
_ANY = frozenset({"any", "any other", "other", "a", "an", "another", "one", "one or more"})
_FINDING = frozenset({"COND", "CONDN", "TEXT", "SEV"})
_BACK = frozenset({"progression", "relapse", "recurrence", "relapsed", "progressed", "recurred", "failure", "relapsing"})
_VISITS = frozenset({"screening", "baseline", "randomization", "enrollment", "consent", "first-dose", "study", "visit-1"})


def worded_anchors(tags: list[Tag]) -> list[Tag]:
    """The tags with such words made one anchor: that of the visit among them, else their own."""
    for at in range(2, len(tags) - 1):
        near = tags[at - 1].type == "TU" and _near(tags, at)
        if not near and (tags[at - 1].type != "TU" or not plays(tags[at], "PRIOR") or not _begins(tags, at)):
            continue
        first = at + 1
        begun = first + (near and _over(tags[first]))
        end = _end(tags, begun)
        if end == begun or _known(tags, begun):
            continue
        parts = tags[first:end]
        whole = anchor_of(parts)
        visit = _visit(parts)
        if near and visit == "first-dose" and not _plain(parts):
            visit = ""  # "within 90 days of the sotrovimab infusion"
        whole.value = visit or whole.value
        if near:
            tags[at].be(*_side(tags, at, whole.value))
        elif tags[at].type != "PRIOR":
            tags[at].become("PRIOR")
        return [*tags[: at + 1], whole, *worded_anchors(tags[end:])]
    return tags


def _near(tags: list[Tag], at: int) -> bool:
    """Whether "within 4 weeks of" stands there behind what came in that time: "use within 14 days of any drug" names the drug."""
    if tags[at].type != "PREP" or tags[at].text.lower() not in OF or at < _LEAST or tags[at - 3].type != "WITHIN":
        return False
    if tags[at - 1].value not in {"day", "week", "month", "year"}:
        return False  # "a fall of 20 mmHg within 3 minutes of standing"
    behind = tags[at + 1]
    return tags[at - 4].type in _CAME and not (behind.type == "FILL" and behind.text.lower() in _ANY)


def _over(tag: Tag) -> bool:
    """Whether a word of what is past opens the place ("of prior chemotherapy", "of completing the last regimen")."""
    return tag.type == "HIST" or (tag.type == "TREAT" and tag.value == "stopped")


def _side(tags: list[Tag], at: int, place: object) -> tuple[str, str]:
    """Before or after that place: what comes back within a time of its treatment comes behind it, anything else before."""
    begun = at - 4
    while begun > 0 and tags[begun - 1].type in _FINDING:
        begun -= 1
    words = {word for tag in tags[begun : at - 3] if tag.type in _FINDING for word in tag.text.lower().split()}
    visit = isinstance(place, str) and place in _VISITS
    return ("AFTER", "after") if not _BACK.isdisjoint(words) and not visit else ("PRIOR", "of")


def _begins(tags: list[Tag], at: int) -> bool:
    """Whether "before" or its like stands there, or "prior" whose "to" is lost ("within 1 month prior qualification")."""
    word = tags[at].text.lower()
    lost = word == "prior" and tags[at + 1].type == "TEXT" and at > 2 and tags[at - 3].type == "WITHIN"
    return word in _BEFORE or lost


def _known(tags: list[Tag], at: int) -> bool:
    """Whether a visit stands there that is read as it is."""
    while at < len(tags) and tags[at].type == "FILL" and not plays(tags[at], "ANCHOR"):
        at += 1
    if at < len(tags) and _over(tags[at - 1]):
        return False
    if at >= len(tags) or plays(tags[at], "ANCHOR"):
        return True
    found = tags[at].type == "COND" and at + 1 < len(tags) and tags[at + 1].text.lower() in _FINDINGS_OF
    return tags[at].type not in _OPENS and not found


def _end(tags: list[Tag], first: int) -> int:
    """The place behind the words that name a place; the first place itself where none do."""
    end = first
    while end < len(tags) and end - first < _MOST and _goes_on(tags, end):
        end += 1
    while end > first and tags[end - 1].type not in _NAMES and not plays(tags[end - 1], "ANCHOR"):
        end -= 1
    return end


def _goes_on(tags: list[Tag], at: int) -> bool:
    tag = tags[at]
    if tag.type == "NUM":
        below = tags[at - 1].type == "DASH" and tags[at - 1].start > tags[at - 2].end  # "day -14"
        return not below and (at + 1 >= len(tags) or tags[at + 1].type not in {"TU", "UNIT"})
    if tag.type == "TU" and tags[at - 1].type == "NUM":
        return False
    return tag.type in _PARTS or (tag.type == "PREP" and tag.text.lower() in _INSIDE)


def _visit(parts: list[Tag]) -> str:
    """The visit that the words hold ("the day of screening", "first baseline assessment visit"), if any."""
    for tag in parts:
        if tag.type == "ANCHOR":
            return str(tag.value)
    for tag in reversed(parts):
        value = next((str(value) for kind, value in tag.others if kind == "ANCHOR"), "")
        rest = {word for part in parts if part is not tag for word in part.text.lower().split()}
        if value and (tag.type == "FILL" or rest <= _PLAIN):
            return value
    return ""


def _plain(parts: list[Tag]) -> bool:
    """Whether all words are of visits and doses, none of a drug by its name."""
    words = {word for part in parts for word in part.text.lower().split() if part.type != "ANCHOR"}
    return words <= _PLAIN


_PLAIN = frozenset({
    "the", "of", "first", "initial", "day", "date", "time", "start", "beginning", "initiation", "administration", "dose", "study",
    "trial", "planned", "scheduled", "protocol", "this", "our", "in", "to", "entering", "entry", "commencing", "commencement",
    "drug", "medication", "product", "treatment", "imp", "receiving", "receipt", "taking",
})  # fmt: skip
