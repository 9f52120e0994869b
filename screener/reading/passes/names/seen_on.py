"""Takes raw tags, gives the picture on which a finding is seen as its description ("haemorrhage on CT or MRI")."""

from __future__ import annotations

from functools import cache

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_FOUND = frozenset({"COND", "CONDN"})
_SEEN = _FOUND | {"UNIT", "FORSEX", "RELTO", "MEASN"}
_NARROWS = frozenset({"TEXT", "SEV", "FILL", "NUM", "DASH"})
_VISITS = frozenset({"screening", "baseline"})
_SITE = frozenset({"PREP", "SEV", "TEXT", "FILL"})
_WHICH_ONE = frozenset({"NUM", "ANCHOR", "FILL", "TEXT"})
BY = frozenset({"on", "by", "via", "on the", "by the"})
_TAKEN = BY | {"in", "in a", "in the", "of", "of the", "from", "from the"}
SHOWN_BY = BY | {"on a", "on an", "by a", "by an", "in", "in a", "in the", "through"}
PICTURED = SHOWN_BY | _TAKEN
"""The small words before a picture on which something is seen or measured."""
_SHOWN = frozenset({
    "confirmed", "seen", "visible", "documented", "demonstrated", "detected", "evident", "shown", "verified", "identified",
    "visualized", "visualised", "observed", "found", "apparent", "proven",
})  # fmt: skip
_BEFORE_NAME = frozenset({"TEXT", "SEV", "DASH"})
_GRAPHY = ("graphy", "graphies")
"""What the names of pictures end in that the catalogue does not know ("ventriculography")."""
_SCANS = frozenset({"scanning", "scan", "scans", "imaging", "examination"})
_TIMES = ("AT", "DURING", "WITHIN", "PRIOR")
_DONE = frozenset({"performed", "obtained", "taken", "done", "recorded"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "RP", "OR", "AND", "WITHIN", "AT", "DURING", "PRIOR"})


def seen_on(tags: list[Tag]) -> list[Tag]:
    """The tags with "on CT or MRI" behind a finding or a limit made one description, which asks for no procedure."""
    at = 1
    while at + 1 < len(tags):
        start = _shown(tags, at)
        if start:
            end = _pictures(tags, at + 1)
            if end > at + 1 and _may_end(tags, end):
                if tags[start].type == "COMMA":
                    tags[start].drop()
                tags = [*tags[:start], covering("SEV", tags[at - 1 : end], "description"), *tags[end:]]
            at += 1
            continue
        if _by_which(tags[at]) and _behind_seen(tags, at - 1):
            visit = _visit(tags, at + 1)
            first = visit + 1 if visit else at + 1
            while tags[at - 1].type not in _FOUND and first < min(len(tags), at + 5) and _narrows(tags[first]):
                first += 1
            end = _pictures(tags, first)
            if end > first and _may_end(tags, end) and (tags[at].type == "PREP" or _several(tags[first:end])):
                kind = "description" if first == at + 1 or visit else "other"  # another machine may give another value
                tags = _told(tags, at, visit, end, kind)
        elif tags[at].type == "PREP" and tags[at].text.lower() in _TAKEN and (measure := _measure_before(tags, at)) is not None:
            end = _measured_on(tags, at + 1)
            if end:
                told = covering("SEV", tags[at:end], "description", "")
                tags = [*tags[:measure], told, *tags[measure:at], *tags[end:]]
        at += 1
    return tags


def _by_which(tag: Tag) -> bool:
    """Whether what a finding or a limit is seen on may follow: "on", "by", "using", "as measured by"."""
    return tag.type == "ACCORD" or (tag.type == "PREP" and tag.text.lower() in BY)


def _several(pictures: list[Tag]) -> bool:
    """Whether pictures are listed; one alone behind "as measured by" is kept with what else stands there."""
    return any(tag.type in _JOINS for tag in pictures)


def _narrows(tag: Tag) -> bool:
    """Whether a word only tells which picture is meant ("on non-contrast CT")."""
    if _is_picture(tag):
        return False
    return tag.type in _NARROWS or (tag.type == "NEG" and tag.text.lower() == "non")


def _shown(tags: list[Tag], at: int) -> int:
    """Where a word such as "seen" stands behind a finding and before "on", perhaps with a comma before it; 0 where none does."""
    if tags[at].type != "PREP" or at < 2 or tags[at - 1].text.lower() not in _SHOWN or tags[at].text.lower() not in SHOWN_BY:
        return 0
    start = at - 2 if tags[at - 2].type == "COMMA" else at - 1
    return start if start and tags[start - 1].type in _FOUND else 0


def _behind_seen(tags: list[Tag], at: int) -> bool:
    """Whether a finding or a limit ends there, which may hold for one sex ("> 470 ms (women)")."""
    if tags[at].type == "RP" and at > 2 and tags[at - 1].type == "SEX" and tags[at - 2].type == "LP":
        at -= 3
    narrowed = tags[at].type == "SEV" and tags[at + 1].type == "ACCORD" and tags[at - 1].type in _FOUND
    return tags[at].type in _SEEN or narrowed or _bracket_of_finding(tags, at) > 0


def _bracket_of_finding(tags: list[Tag], at: int) -> int:
    """Where a bracket that ends there opens behind a finding ("long QT interval (QTcF > 470 ms)"); 0 where none does."""
    if tags[at].type != "RP":
        return 0
    opening = next((place for place in range(at - 1, 0, -1) if tags[place].type == "LP"), 0)
    return opening if opening and tags[opening - 1].type in _FOUND else 0


def _visit(tags: list[Tag], at: int) -> int:
    """The place of a visit that the picture was taken at ("on the screening ECG"); 0 where none stands there."""
    at += at < len(tags) and tags[at].type == "FILL"
    named = at + 1 < len(tags) and tags[at].type == "ANCHOR" and tags[at].value in _VISITS
    return at if named else 0


def _told(tags: list[Tag], at: int, visit: int, end: int, kind: str) -> list[Tag]:
    """The tags with the words on a picture as a description, before the measure where both sexes have limits of it."""
    words = tags[visit + 1 : end] if visit else tags[at:end]
    told = covering("SEV", words, kind, "")
    behind: list[Tag] = []
    if visit:
        tags[at].be("AT", "at")
        for small in tags[at + 1 : visit]:
            small.state = "filler"
        behind = [tags[at], tags[visit]]
    first, _ = sentence_around(tags, at - 1)
    if opening := _bracket_of_finding(tags, at - 1):
        measure = opening
    elif tags[at - 1].type in {"FORSEX", "RP"}:
        measure = next((place for place in range(at - 1, first - 1, -1) if tags[place].type == "MEAS"), at)
    else:
        measure = at
    return [*tags[:measure], told, *tags[measure:at], *behind, *tags[end:]]


def _measure_before(tags: list[Tag], at: int) -> int | None:
    """Where a measure stands before a place, with no more than where it is taken between ("thickness in the central field")."""
    back = at - 1
    while back > max(0, at - 5) and tags[back].type in _SITE:
        back -= 1
    return back if tags[back].type == "MEAS" else None


def _measured_on(tags: list[Tag], at: int) -> int:
    """The place behind the pictures on which a value was measured, where its limit follows; 0 where none does."""
    first = at
    while first < min(len(tags), at + 3) and tags[first].type in _WHICH_ONE:
        first += 1
    end = _pictures(tags, first)
    if end == first:
        return 0
    if end < len(tags) and tags[end].type == "MEASN":
        end += 1
    opens = end + 1 < len(tags) and tags[end].type == "LP"
    return end if end < len(tags) and tags[end + opens].type == "CMP" else 0


def _pictures(tags: list[Tag], at: int) -> int:
    """The place behind the pictures that stand from a place on; the place itself where none does."""
    first = at + 1 if at < len(tags) and tags[at].type == "EITHER" else at
    if first >= len(tags) or not _is_picture(tags[first]):
        return at
    end = _behind_bracket(tags, first + 1)
    while True:
        behind = end
        while behind < len(tags) and tags[behind].type in _JOINS:
            behind += 1
        narrowed = behind
        while behind > end and narrowed < len(tags) and tags[narrowed].type in _BEFORE_NAME and not _is_picture(tags[narrowed]):
            narrowed += 1
        if behind == end or narrowed >= len(tags) or not _is_picture(tags[narrowed]):
            return end
        behind = narrowed
        end = _behind_bracket(tags, behind + 1)


def _behind_bracket(tags: list[Tag], at: int) -> int:
    """The place behind a short name in brackets and a noun of its own ("computed tomography (CT) scanning")."""
    bracket = at + 2 < len(tags) and tags[at].type == "LP" and tags[at + 2].type == "RP"
    end = at + 3 if bracket and tags[at + 1].type in {"PROC", "TEXT"} else at
    return end + (end < len(tags) and tags[end].text.lower() in _SCANS)


def _may_end(tags: list[Tag], end: int) -> bool:
    """Whether nothing goes on with the pictures' name behind a place."""
    if end == len(tags):
        return True
    goes_on = tags[end].type == "COMMA" and end + 1 < len(tags) and tags[end + 1].type == "PREP"
    timed = any(plays(tags[end], kind) for kind in _TIMES) or tags[end].text.lower() in _DONE
    return (tags[end].type in _ENDS and not goes_on) or timed


def _is_picture(tag: Tag) -> bool:
    if tag.type == "TEXT" and tag.text.lower() == "echo":
        return True
    named = tag.value if tag.type == "PROC" and isinstance(tag.value, tuple) else ()
    return any(_is_one_of(ident, "imaging") for ident in named) or (tag.type == "TEXT" and tag.text.lower().endswith(_GRAPHY))


def is_examined(ids: tuple[str, ...]) -> bool:
    """Whether a name stands for a picture or another examination, which comes out normal or not."""
    return bool(ids) and all(_is_one_of(ident, "imaging") or _is_one_of(ident, "examinations") for ident in ids)


def _is_one_of(ident: str, kind: str) -> bool:
    known = catalog()
    return any(known.is_a(ident, one) for one in _listed(kind))


@cache
def _listed(kind: str) -> tuple[str, ...]:
    return tuple(read_toml("rules", "words", "proofs.toml")[kind])
