"""Takes raw tags, gives tags with one role each: what words mean beside their neighbours, with one tag of lookahead.

LALR(1) cannot see whether "and" joins two limits or two things, or whether "to" makes a range; this stage can.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal

from screener.reading.bracket_ages import bracket_ages
from screener.reading.classes import classed
from screener.reading.composite import composed
from screener.reading.counts import counted
from screener.reading.either_way import either_way
from screener.reading.events import first_cycles
from screener.reading.events import named_anchors
from screener.reading.lengths import lengths
from screener.reading.levels import levels
from screener.reading.pairs import paired
from screener.reading.prefixes import prefixed
from screener.reading.ratios import ratios
from screener.reading.said_again import said_again
from screener.reading.scales import on_scales
from screener.reading.signs import manner_first
from screener.reading.signs import percent_over
from screener.reading.signs import said_once
from screener.reading.signs import straight_on
from screener.reading.stages import staged
from screener.reading.syntax import parts_of
from screener.reading.tags import Tag
from screener.reading.twins import twins

AMOUNT = frozenset({"NUM", "UNIT", "TU", "ULN", "AGEW", "AGESUF", "POST", "RELTO", "TIMES"})
ANCHORED = frozenset({"PRIOR", "AFTER", "AT", "DURING"})
_CONTEXTUAL = frozenset({
    "WITHIN", "FORT", "BETW", "AGO", "PRIOR", "AFTER", "AT", "DURING", "ANCHOR", "POST", "CMP", "TU", "AGEW", "AGESUF",
    "UNIT", "ULN", "TIMES", "RELTO", "CHANGE", "IF", "STUDYREF",
})  # fmt: skip
_BARE_PRIOR = frozenset({"prior", "pre", "preceding", "up to"})
_THINGS = frozenset({"TEXT", "PROC", "PROCN", "COND", "CONDN", "DRUG", "TREATN", "SEV"})
_WEAK_AT = frozenset({"in", "on", "by", "upon"})
_WEAK_ANCHORS = frozenset({"first-dose", "surgery", "birth", "study"})


def fuse(tags: list[Tag]) -> list[Tag]:
    """The tags with their roles settled; filler words are taken out (their state says so)."""
    tags = _through(_SHAPES, tags)
    _excluding(tags)
    tags = _through(_ORDERS, tags)
    seen = _gestation(_mirrored(_graded(_fold_over(said_again(_age_first(tags))))))
    made: list[Tag] = []
    between = False
    for at, tag in enumerate(seen):
        before = made[-1] if made else None
        after = seen[at + 1] if at + 1 < len(seen) else None
        beyond = seen[at + 2] if at + 2 < len(seen) else None
        _roman(tag, made)
        _class_number(tag, made, seen, at)
        _settle(tag, before, after, beyond, seen, at)
        if tag.type == "BETW":
            between = True
        elif tag.type in {"STOP", "SEMI", "COLON"}:
            between = False
        if tag.type == "AND" and between and after is not None and after.type == "NUM" and _amount(before):
            tag.type, between = "AND_N", False
        else:
            _join(tag, made, after, beyond)
        if tag.type == "COLON" and before is not None and _measured(made) and _starts_limit(after):
            tag.type = "DROP"
        if tag.text.lower() in {"duration", "in duration"} and before is not None and before.type in {"TU", "POST"}:
            tag.type = "DROP"
        if tag.type == "DROP":
            tag.state = "filler"
            continue
        made.append(tag)
    return _merge_commas(_inclusive(made))


def _lettered(tags: list[Tag]) -> None:
    """ "Child-Pugh A" names a class, not an article."""
    for before, tag in itertools.pairwise(tags):
        if tag.text == "A" and tag.type == "FILL" and before.type in {"MEAS", "STAGEW"}:
            tag.type, tag.value, tag.others = "TEXT", "a", ()


def _without_filler(tags: list[Tag]) -> list[Tag]:
    kept = []
    _lettered(tags)
    for tag in tags:
        if tag.type == "FILL":
            other = next((kind for kind, _ in tag.others if kind in {"PREP", "ACCORD"}), None)
            if other is not None:
                tag.become(other)
        if tag.type in {"FILL", "MARK"} and not any(kind in _CONTEXTUAL or kind == "PREP" for kind, _ in tag.others):
            tag.state = "filler"
        else:
            kept.append(tag)
    return kept


_SUBJECT = frozenset({
    "SEX", "POP", "STATE", "PREP", "FILL", "AND", "OR", "SLASH", "COMMA", "WHICH", "GUARD", "CMP", "NUM", "TU", "AGEW",
    "AGESUF", "POST", "EITHER", "IF", "NEG", "CURRENT", "LP", "RP", "DASH",
})  # fmt: skip
_SOME = frozenset({"childbearing-potential", "premenopausal", "postmenopausal"})


def _excluding(tags: list[Tag]) -> None:
    """ "Skin cancer excluding melanoma" excepts; "excluding" at the beginning denies."""
    for before, tag in itertools.pairwise(tags):
        if tag.type == "NEG" and tag.could_be("EXC") and before.type in {"COND", "DRUG", "PROC", "CONDN", "TREATN", "LP"}:
            tag.become("EXC")


def _anchored(tags: list[Tag]) -> list[Tag]:
    """ "Within 8 weeks of baseline" is a time before that visit, not a share of a baseline value."""
    made: list[Tag] = []
    for before, tag in zip([None, *tags], tags, strict=False):
        if tag.type == "RELTO" and tag.value == "baseline" and before is not None and _is(before, "TU"):
            first, _, _ = tag.text.partition(" ")
            cut = tag.start + len(first)
            if first.lower() in {"of", "from"}:
                tag.state = "compiled"
                made.append(Tag("PREP", tag.start, cut, first.lower(), first))
                made.append(Tag("ANCHOR", cut + 1, tag.end, "baseline", tag.text[len(first) + 1 :]))
                continue
        made.append(tag)
    return made


def _obliged(tags: list[Tag]) -> list[Tag]:
    """Marks the "must" that asks something only of those named before it ("women of childbearing potential must …")."""
    subject: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type in {"STOP", "SEMI", "COLON"}:
            subject = []
            continue
        denies = tag.type in {"NEG", "NAIVE"} and tag.text.lower().startswith(("must", "should"))
        if denies or _is(tag, "MUST"):
            some = _names_some(subject)
            if some and denies:
                return [*tags[:at], Tag("MUST", tag.start, tag.start, "must", ""), *tags[at:]]
            if some:
                tag.type, tag.value, tag.others = "MUST", "must", ()
                return tags
            if tag.type == "MUST":
                tag.type = "FILL"
        subject.append(tag)
    return tags


def _names_some(subject: list[Tag]) -> bool:
    """Whether the words name only a part of the people: a sex, or who can become pregnant."""
    if not subject or subject[-1].type == "WHICH" or any(tag.type not in _SUBJECT for tag in subject):
        return False
    named = [tag for tag in subject if tag.type == "SEX" or (tag.type == "STATE" and set(tag.value) & _SOME)]  # type: ignore[call-overload]
    sexes = {str(tag.value) for tag in named if tag.type == "SEX"}
    return bool(named) and (len(sexes) < 2 or len(named) > len(sexes))


def _age_first(tags: list[Tag]) -> list[Tag]:
    """Brings "under the age of 2 years" into the order age, sign, number."""
    for at in range(len(tags) - 2):
        tag, after = tags[at], tags[at + 1]
        if after.type != "MEAS":
            continue
        most = _is(tag, "CMP") and tag.text.lower().startswith(("min", "max", "a min", "a max"))
        if (most or ((_is(tag, "CMP") or _is(tag, "BETW")) and after.value == ("age",))):
            of = 2 if _is(tags[at + 2], "PREP") else 1
            number = at + 1 + of
            if number < len(tags) and tags[number].type == "NUM":
                if of == 2:
                    tags[at + 2].state, tags[at + 2].type = "filler", "DROP"
                tags[at], tags[at + 1] = after, tag
    return [tag for tag in tags if tag.type != "DROP"]


def _fold_over(tags: list[Tag]) -> list[Tag]:
    """Brings "five times higher than the upper limit" into the order sign, number, times, limit."""
    for at in range(len(tags) - 3):
        if tags[at].type != "NUM":
            continue
        number, times, sign, limit = tags[at : at + 4]
        if _is(times, "TIMES") and _is(sign, "CMP") and _is(limit, "ULN"):
            if at and _is(tags[at - 1], "CMP"):
                sign.state, sign.type, sign.others = "compiled", "DROP", ()
                continue
            tags[at], tags[at + 1], tags[at + 2] = sign, number, times
    return tags


_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


_GRADES = ("STAGEW", "MEASN")


def _graded(tags: list[Tag]) -> list[Tag]:
    """Brings "≥ grade 2" and "class III or higher" into the order grade, sign, number."""
    for at in range(len(tags) - 1):
        number, post = tags[at], tags[at + 1]
        if number.text in _ROMAN and at and _is(post, "POST") and (tags[at - 1].type in {"STAGEW", "MEAS"}):
            post.become("POST") if post.type != "POST" else None
            post.type = "CMP"
            tags[at], tags[at + 1] = post, number
    for at in range(len(tags) - 2):
        if tags[at + 1].type not in _GRADES:
            continue
        sign, noun, number = tags[at : at + 3]
        if _is(sign, "CMP") and (number.type == "NUM" or number.text in _ROMAN):
            tags[at], tags[at + 1] = noun, sign
    return tags


def _mirrored(tags: list[Tag]) -> list[Tag]:
    """Brings "30 % <= FEV1 < 50 %" into the order measure, sign, number."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or at < 2 or tags[at - 1].type != "CMP" or at + 1 >= len(tags) or tags[at + 1].type != "CMP":
            continue
        first = at - 2
        while first > 0 and tags[first].type in {"UNIT", "TU", "TIMES", "ULN"}:
            first -= 1
        sign = tags[at - 1]
        if tags[first].type == "NUM" and sign.value in _FLIPPED:
            sign.value = _FLIPPED[str(sign.value)]
            return [*tags[:first], tag, sign, *tags[first : at - 1], *tags[at + 1 :]]
    return tags


def _gestation(tags: list[Tag]) -> list[Tag]:
    """Makes "37 weeks of gestation" a number of weeks with its measure before it."""
    named = any(other.type == "MEAS" and other.value == ("gestational-age",) for other in tags)
    for at, tag in enumerate(tags):
        if named or tag.type != "TU":
            continue
        low = tag.text.lower()
        if any(word in low for word in ("gestation", "amenorr", "pregnan")):
            for part in (tag, *parts_of(tag)):
                part.state = "compiled"
            cut = tag.start + len(tag.text.split()[0]) if low.startswith("week") else tag.end
            week = Tag("TU", tag.start, cut, tag.value, tag.text[: cut - tag.start])
            rest = Tag("MEAS", min(cut + 1, tag.end), tag.end, ("gestational-age",), "gestation")
            return _gestation([*_by_weeks(tags[:at]), week, rest, *tags[at + 1 :]])
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or tag.value != ("gestational-age",) or at < 2:
            continue
        if tag.text.lower().startswith("week") and tags[at - 1].type == "NUM":
            week = Tag("TU", tag.start, tag.start + 5, "week", "weeks", state="compiled")
            return _gestation([*tags[:at], week, Tag("MEAS", tag.start + 5, tag.end, tag.value, "gestation"), *tags[at + 1 :]])
        back = at - 1 - (tags[at - 1].type == "PREP")
        if back < 1 or not _is(tags[back], "TU"):
            continue
        first = back
        while first > 0 and (
            tags[first - 1].type in {"NUM", "CMP", "DASH", "BETW", "POST", "TU"}
            or _is(tags[first - 1], "CMP")
            or tags[first - 1].text.lower() in {"to", "and"}
        ):
            first -= 1
        if any(other.type == "MEAS" for other in tags[max(0, first - 2) : first]):
            continue
        if tags[at - 1].type == "PREP":
            tags[at - 1].state = "filler"
        return (
            tags[:first]
            + [tag]
            + [other for other in tags[first:] if other is not tag and not (other is tags[at - 1] and other.type == "PREP")]
        )
    return tags


_Pass = Callable[[list[Tag]], list[Tag]]
_SHAPES: tuple[tuple[_Pass, frozenset[str]], ...] = (
    (lengths, frozenset({"TU"})),
    (first_cycles, frozenset({"NUM", "ANCHOR"})),
    (twins, frozenset({"COND"})),
    (_anchored, frozenset({"RELTO"})),
    (_obliged, frozenset()),
    (bracket_ages, frozenset({"NUM", "LP"})),
    (ratios, frozenset({"MEAS"})),
    (either_way, frozenset({"PREP", "NEG"})),
    (prefixed, frozenset()),
    (levels, frozenset()),
    (named_anchors, frozenset({"TU"})),
)
"""What puts names, anchors and prefixes together before filler goes, each with the tags that it needs."""

_ORDERS: tuple[tuple[_Pass, frozenset[str]], ...] = (
    (composed, frozenset({"NUM", "TU"})),
    (counted, frozenset({"NUM"})),
    (classed, frozenset({"MEAS"})),
    (staged, frozenset({"STAGEW"})),
    (_without_filler, frozenset()),
    (on_scales, frozenset({"NUM"})),
    (percent_over, frozenset({"NUM", "UNIT"})),
    (said_once, frozenset({"NUM"})),
    (straight_on, frozenset({"NUM", "MEAS"})),
    (manner_first, frozenset({"NUM", "MEAS"})),
    (paired, frozenset({"NUM", "SLASH"})),
)
"""What brings numbers, signs, classes and counts into the order that the phrases know, each with the tags that it needs."""


def _through(passes: tuple[tuple[_Pass, frozenset[str]], ...], tags: list[Tag]) -> list[Tag]:
    """The tags after those passes that have something to do."""
    kinds = {tag.type for tag in tags}
    for one, needed in passes:
        if needed <= kinds:
            tags = one(tags)
    return tags


_WEEKS = {"prior to": "<", "before": "<", "at or before": "<=", "by": "<=", "after": ">", "beyond": ">", "at or after": ">="}


def _by_weeks(tags: list[Tag]) -> list[Tag]:
    """ "Before 37 weeks of gestation" is fewer weeks, "at or after 20 weeks" as many or more."""
    if len(tags) < 2 or tags[-1].type != "NUM":
        return tags
    word, head = tags[-2].text.lower(), tags[:-2]
    if word in {"after", "before"} and len(tags) > 3 and tags[-3].type == "OR" and tags[-4].text.lower() == "at":
        word, head = f"at or {word}", tags[:-4]
    if word not in _WEEKS:
        return tags
    parts = tags[len(head) : -1]
    sign = Tag("CMP", parts[0].start, parts[-1].end, _WEEKS[word], word)
    sign.others = (("parts", tuple(parts)),)
    return [*head, sign, tags[-1]]


def _amount(tag: Tag | None) -> bool:
    return tag is not None and tag.type in AMOUNT


def _is(tag: Tag | None, kind: str) -> bool:
    if tag is None:
        return False
    return tag.type == kind or (bool(tag.others) and tag.could_be(kind))


def _number_ahead(seen: list[Tag], at: int, *, timed: bool = False) -> bool:
    """Whether a number (with a time unit, if `timed`) follows, perhaps behind a comparison."""
    look = at + 1
    while look < len(seen) and look < at + 3 and (seen[look].type == "CMP" or _is(seen[look], "CMP")):
        look += 1
    if look >= len(seen) or seen[look].type != "NUM":
        return False
    if not timed:
        return True
    for tag in seen[look + 1 : look + 5]:
        if _is(tag, "TU") or _is(tag, "AGEW"):
            return True
        if tag.type not in {"DASH", "NUM", "LP", "RP", "PREP"} and not _is(tag, "PREP") and tag.type != "OR":
            return False
    return False


def _settle(tag: Tag, before: Tag | None, after: Tag | None, beyond: Tag | None, seen: list[Tag], at: int) -> None:
    if not tag.others and tag.type not in _CONTEXTUAL:
        return
    kinds = {tag.type, *(kind for kind, _ in tag.others)}
    joined = after is not None and after.type in {"AND", "OR", "COMMA", "SLASH"} and _is(beyond, "ROUTE")
    if tag.type == "SEV" and "ROUTE" in kinds and (joined or (after is not None and after.type in {"DRUG", "TREATN"})):
        tag.become("ROUTE")
        return
    if not kinds & _CONTEXTUAL:
        return
    chosen = _role(kinds, tag, before, after, beyond, seen, at)
    if chosen is not None:
        if chosen != tag.type:
            tag.become(chosen)
        return
    plain = next(((kind, value) for kind, value in ((tag.type, tag.value), *tag.others) if kind not in _CONTEXTUAL), None)
    if plain is None:
        tag.type, tag.value = _fallback(tag), tag.text.lower()
    elif plain[0] == "FILL":
        tag.type = "DROP"
    elif plain[0] != tag.type:
        tag.become(plain[0])


def _fallback(tag: Tag) -> str:
    match tag.type:
        case "PRIOR" | "AFTER" | "AT" | "DURING" | "WITHIN" | "FORT" | "BETW" | "RELTO":
            return "PREP"
        case "ANCHOR":
            return "DROP" if tag.value in {"enrollment", "study", "consent"} else "TEXT"
        case "IF":
            return "IF"
        case "CMP" if tag.text[:1].isalpha():
            return "TEXT"
        case "CMP":
            return "CMP"
        case "ROMAN":
            return "ROMAN"
        case _:
            return "TEXT"


def _role(
    kinds: set[str], tag: Tag, before: Tag | None, after: Tag | None, beyond: Tag | None, seen: list[Tag], at: int
) -> str | None:
    """The contextual role that the neighbours call for, or None."""
    if (
        "UNIT" in kinds
        and tag.type in {"UNIT", "TU"}
        and before is not None
        and before.type in {"NUM", "UNIT", "TIMES", "DASH", "PLUS"}
    ):
        return tag.type
    if kinds & {"TU", "AGEW"} and before is not None and _follows_number(before):
        return "AGEW" if "AGEW" in kinds else "TU"
    if "TU" in kinds and before is not None and before.type == "WITHIN":
        return "TU"
    if "POST" in kinds and _amount(before) and before is not None and before.type != "POST":
        return "POST"
    if "AGESUF" in kinds and _amount(before):
        return "AGESUF"
    if kinds & {"ULN", "TIMES", "RELTO"}:
        found = _multiple(kinds, tag, before)
        if found:
            return found
    if "CMP" in kinds and (not tag.text[:1].isalpha() or _compares(seen, at)):
        return "CMP"
    return _temporal(kinds, tag, before, after, beyond, seen, at)


def _follows_number(before: Tag) -> bool:
    return before.type in {"NUM", "DASH"} or (before.type == "RDASH")


def _multiple(kinds: set[str], tag: Tag, before: Tag | None) -> str | None:
    if "TIMES" in kinds and before is not None and before.type == "NUM":
        return "TIMES"
    plain = tag.text.lower().removeprefix("the ").startswith("normal")
    if (
        "ULN" in kinds
        and before is not None
        and before.type in ({"NUM", "TIMES"} if plain else {"NUM", "TIMES", "CMP", "UNIT", "AND_N"})
    ):
        return "ULN"
    if "ULN" in kinds and not plain and before is not None and before.type == "PREP" and before.value in {"of", "to"}:
        return "ULN"
    if "RELTO" in kinds and before is not None and before.type in {"UNIT", "NUM"}:
        return "RELTO"
    return None


def _compares(seen: list[Tag], at: int) -> bool:
    for tag in seen[at + 1 : at + 4]:
        if tag.type in {"NUM", "ULN", "ROMAN", "BETW"} or tag.could_be("ULN") or tag.type == "STAGEW":
            return True
        if tag.type not in {"PREP", "CMP", "DROP"} and not _is(tag, "PREP") and not _is(tag, "CMP"):
            return False
    return False


def _temporal(
    kinds: set[str], tag: Tag, before: Tag | None, after: Tag | None, beyond: Tag | None, seen: list[Tag], at: int
) -> str | None:
    anchor_next = _anchor_next(tag, after, beyond)
    if "WITHIN" in kinds and tag.text.lower().endswith("the first") and not _anchored_ahead(seen, at):
        return None
    if "WITHIN" in kinds and (
        _number_ahead(seen, at, timed=True) or (_is(after, "TU") and after is not None and len(after.text) > 2)
    ):
        return "WITHIN"
    if "FORT" in kinds and _number_ahead(seen, at, timed=True):
        return "FORT"
    if "BETW" in kinds and _number_ahead(seen, at) and not _counts_source(tag, seen, at):
        return "BETW"
    timed = before is not None and before.type in {"TU", "AGEW"}
    for kind in ("PRIOR", "AFTER", "AT", "DURING"):
        bare = kind == "PRIOR" and not timed and tag.text.lower() in _BARE_PRIOR
        if kind in kinds and anchor_next and not bare and (kind != "AT" or not _weak(tag, after)):
            return kind
    if timed and "AGO" in kinds:
        return "AGO"
    if timed and kinds & {"PRIOR", "AFTER"} and tag.text.lower() not in {"from", "up to"}:
        return "PRIOR" if "PRIOR" in kinds else "AFTER"
    if "ANCHOR" in kinds and before is not None and before.type in ANCHORED | {"AND_AT", "OR_AT"}:
        return "ANCHOR"
    if "IF" in kinds and tag.type == "IF":
        return "IF"
    if "CHANGE" in kinds:
        return "CHANGE"
    return None


def _anchored_ahead(seen: list[Tag], at: int) -> bool:
    """Whether a visit or event follows the stretch of time ("in the first 12 hours of symptom onset")."""
    return any(tag.type == "ANCHOR" or tag.could_be("ANCHOR") for tag in seen[at + 3 : at + 6])


def _counts_source(tag: Tag, seen: list[Tag], at: int) -> bool:
    """Whether "from" only says of how many things something comes ("from two blood draws")."""
    noun = seen[at + 2] if at + 2 < len(seen) else None
    return tag.text.lower() == "from" and noun is not None and noun.type in _THINGS


def _anchor_next(tag: Tag, after: Tag | None, beyond: Tag | None) -> bool:
    if _is(after, "ANCHOR"):
        return True
    return after is not None and _is(after, "PREP") and _is(beyond, "ANCHOR")


def _weak(tag: Tag, after: Tag | None) -> bool:
    """Whether "in", "on", "by" stand before words that name an anchor only after a stronger preposition."""
    if tag.text.lower() not in _WEAK_AT and not tag.text.lower().startswith("during"):
        return False
    value = (
        next((value for kind, value in ((after.type, after.value), *after.others) if kind == "ANCHOR"), None) if after else None
    )
    return value in _WEAK_ANCHORS or value == "enrollment" or value == "consent"


def _within(made: list[Tag]) -> bool:
    """Whether a stretch of time is bounded ("within 8 weeks of", "less than 3 months from"), not an amount ("3 weeks of")."""
    return any(tag.type == "WITHIN" or (tag.type == "CMP" and str(tag.value)[:1] == "<") for tag in made[-7:])


def _join(tag: Tag, made: list[Tag], after: Tag | None, beyond: Tag | None) -> None:
    """Turns connectives and dashes into the ones that join two numbers or two limits."""
    before = made[-1] if made else None
    if tag.type in {"AND", "OR", "COMMA"} and before is not None and before.type == "ROMAN" and _roman_next(after):
        tag.type = "DROP"
    elif tag.type in {"AND", "OR", "SLASH"} and before is not None and before.type == "ANCHOR" and _is(after, "ANCHOR"):
        tag.type = "AND_AT" if tag.type == "AND" else "OR_AT"
        if after is not None and after.type != "ANCHOR":
            after.become("ANCHOR")
    elif tag.type == "TEXT" and tag.text.lower() == "but" and _amount(before) and _is(after, "CMP"):
        tag.type = "AND_CMP"
    elif tag.type in {"AND", "OR"} and _amount(before) and after is not None:
        if _is(after, "CMP") and beyond is not None and beyond.type == "NUM":
            tag.type = tag.type + "_CMP"
        elif tag.type == "AND" and after.type == "NUM" and before is not None and before.type == "NUM" and _is(beyond, "TU"):
            tag.type = "RDASH"
    elif tag.type == "CMP" and tag.value == "~" and _amount(before) and after is not None and after.type == "NUM":
        tag.type = "RDASH"
    elif tag.type == "DASH":
        if _amount(before) and after is not None and (after.type == "NUM" or after.text in _ROMAN):
            tag.type = "RDASH"
        else:
            tag.type = "COMMA" if _spaced(tag, before, after) else "DROP"
    elif (
        tag.type == "PREP"
        and _amount(before)
        and after is not None
        and (after.type in {"NUM", "CMP"} or after.text in _ROMAN)
        and tag.text.lower() in {"to", "through"}
    ):
        tag.type = "RDASH"
    elif (
        tag.type == "PREP"
        and before is not None
        and before.type == "TU"
        and _is(after, "ANCHOR")
        and tag.value in {"of", "to", "from"}
        and _within(made)
    ):
        tag.type, tag.value = "PRIOR", "of"
        if after is not None and after.type != "ANCHOR":
            after.become("ANCHOR")
    elif tag.type == "PLUS":
        tag.type = "POST" if before is not None and before.type == "NUM" else "DROP"
        tag.value = ">="


_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}


def _class_number(tag: Tag, made: list[Tag], seen: list[Tag], at: int) -> None:
    """A Roman class behind a sign, or at either end of a range, is a number: "ASA ≥ III", "I-III"."""
    if tag.type != "ROMAN":
        return
    ahead = seen[at + 1 : at + 3]
    ranged = len(ahead) == 2 and (ahead[0].type == "DASH" or ahead[0].text.lower() == "to") and ahead[1].text in _ROMAN
    signed = bool(made) and (
        made[-1].type in {"CMP", "RDASH"} or (made[-1].type == "STAGEW" and len(made) > 1 and made[-2].type == "CMP")
    )
    if ranged or signed:
        tag.type, tag.value = "NUM", Decimal(str(tag.value))


def _roman(tag: Tag, made: list[Tag]) -> None:
    """ "III or IV" are classes both, whatever "IV" means elsewhere."""
    if tag.text not in _ROMAN or tag.type == "ROMAN" or not made:
        return
    before = made[-2] if made[-1].type in {"AND", "OR", "COMMA", "SLASH", "RDASH", "DASH", "CMP"} and len(made) > 1 else made[-1]
    if before.type in {"ROMAN", "STAGEW"} or before.text in _ROMAN or (before.type == "MEAS" and made[-1] is before):
        tag.type, tag.value, tag.others = "ROMAN", _ROMAN[tag.text], ()


def _roman_next(tag: Tag | None) -> bool:
    """Whether another class follows, so that "I, II and III" is one list of classes."""
    return tag is not None and (tag.text in _ROMAN or tag.type == "ROMAN")


def _starts_limit(tag: Tag | None) -> bool:
    """Whether a number phrase begins here, so that "Age: 18 years" is one."""
    return tag is not None and (tag.type in {"NUM", "BETW"} or _is(tag, "CMP"))


def _measured(made: list[Tag]) -> bool:
    """Whether a measure stands last, perhaps with its abbreviation in a bracket."""
    if made[-1].type == "RP" and len(made) > 3 and made[-3].type == "LP":
        return made[-4].type == "MEAS"
    return made[-1].type == "MEAS"


def _spaced(tag: Tag, before: Tag | None, after: Tag | None) -> bool:
    return before is not None and after is not None and before.end < tag.start and tag.end < after.start


def _inclusive(tags: list[Tag]) -> list[Tag]:
    """A comma before "inclusive" after an amount falls away, so that the word reaches its range."""
    kept: list[Tag] = []
    for at, tag in enumerate(tags):
        after = tags[at + 1] if at + 1 < len(tags) else None
        follows = tag.type == "COMMA" and kept and _amount(kept[-1]) and after is not None and after.could_be("POST")
        if follows and after is not None and after.text.lower().startswith(("inclusi", "both", "includ")):
            after.become("POST")
            continue
        kept.append(tag)
    return kept


def _merge_commas(tags: list[Tag]) -> list[Tag]:
    """A comma or semicolon before and/or belongs to it; two marks in a row are one, and so are "and / or"."""
    made: list[Tag] = []
    for tag in tags:
        if tag.type == "OR" and len(made) > 1 and made[-1].type == "SLASH" and made[-2].type == "AND":
            tag.start, made[-2].state, made[-1].state = made[-2].start, "compiled", "compiled"
            tag.value = made[-2].value if isinstance(made[-2].value, tuple) else tag.value
            del made[-2:]
        if tag.type in {"AND", "OR", "COMMA", "SEMI"} and made and made[-1].type in {"COMMA", "SEMI"}:
            tag.start = min(tag.start, made[-1].start)
            if tag.type == "COMMA" and made[-1].type == "SEMI":
                tag.type = "SEMI"
            elif tag.type in {"AND", "OR"}:
                tag.value = (tag.value, "comma")
            made.pop()
        made.append(tag)
    return made
