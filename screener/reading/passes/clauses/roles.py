"""Gives a word of several roles the one that its neighbours call for, with one tag of lookahead."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tag_looks import ANCHORED
from screener.reading.scanning.tag_looks import is_amount
from screener.reading.scanning.tag_looks import number_ahead
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

CONTEXTUAL = frozenset({
    "WITHIN", "FORT", "BETW", "AGO", "PRIOR", "AFTER", "AT", "DURING", "ANCHOR", "POST", "CMP", "TU", "AGEW", "AGESUF",
    "UNIT", "ULN", "TIMES", "RELTO", "CHANGE", "IF", "STUDYREF",
})  # fmt: skip


_BARE_PRIOR = frozenset({"prior", "pre", "preceding", "up to"})


_THINGS = frozenset({"TEXT", "PROC", "PROCN", "COND", "CONDN", "DRUG", "TREATN", "SEV"})


_WEAK_AT = frozenset({"in", "on", "by", "upon"})


_WEAK_ANCHORS = frozenset({"first-dose", "surgery", "birth", "study"})


def settle(tag: Tag, before: Tag | None, after: Tag | None, beyond: Tag | None, seen: list[Tag], at: int) -> None:
    """Gives the tag the role that its neighbours call for, or a plain one where they call for none of its contextual ones."""
    kinds = {tag.type, *(kind for kind, _ in tag.others)}
    joined = after is not None and after.type in {"AND", "OR", "COMMA", "SLASH"} and plays(beyond, "ROUTE")
    if tag.type == "SEV" and "ROUTE" in kinds and (joined or (after is not None and after.type in {"DRUG", "TREATN"})):
        tag.become("ROUTE")
        return
    if not kinds & CONTEXTUAL:
        return
    chosen = _role(kinds, tag, before, after, beyond, seen, at)
    if chosen is not None:
        if chosen != tag.type:
            tag.become(chosen)
        return
    plain = next(((kind, value) for kind, value in ((tag.type, tag.value), *tag.others) if kind not in CONTEXTUAL), None)
    if plain is None:
        tag.type, tag.value = _fallback(tag), tag.text.lower()
    elif plain[0] == "FILL":
        joins = "AFTER" in kinds and before is not None and before.type in _EVENTS and after is not None and after.type in _GIVEN
        tag.type = "PREP" if joins else "DROP"  # "cough following lobectomy"
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
    if "POST" in kinds and is_amount(before) and before is not None and before.type != "POST":
        return "POST"
    if "AGESUF" in kinds and is_amount(before):
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
        if tag.type not in {"PREP", "CMP", "DROP"} and not plays(tag, "PREP") and not plays(tag, "CMP"):
            return False
    return False


def _temporal(
    kinds: set[str], tag: Tag, before: Tag | None, after: Tag | None, beyond: Tag | None, seen: list[Tag], at: int
) -> str | None:
    anchor_next = _anchor_next(tag, after, beyond)
    if "WITHIN" in kinds and tag.text.lower().endswith("the first") and not _anchored_ahead(seen, at):
        return None
    if "WITHIN" in kinds and (
        number_ahead(seen, at, timed=True) or (plays(after, "TU") and after is not None and len(after.text) > 2)
    ):
        return "WITHIN"
    if "FORT" in kinds and number_ahead(seen, at, timed=True):
        return "FORT"
    if "BETW" in kinds and number_ahead(seen, at) and not _counts_source(tag, seen, at):
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
    if timed and "AFTER" in kinds and tag.text.lower() == "from" and _elapsed(seen, at, after):
        return "AFTER"
    if "ANCHOR" in kinds and before is not None and before.type in ANCHORED | {"AND_AT", "OR_AT"}:
        return "ANCHOR"
    if "IF" in kinds and tag.type == "IF":
        return "IF"
    if "CHANGE" in kinds:
        return "CHANGE"
    return None


_EVENTS = frozenset({"COND", "CONDN", "PROC", "PROCN"})
_LAST = frozenset({"last", "the last", "most recent", "the most recent", "the previous"})
_GIVEN = frozenset({"DRUG", "PROC", "TREAT", "HIST", "VACC", "COND"})


def _elapsed(seen: list[Tag], at: int, after: Tag | None) -> bool:
    """Whether a length of time counts from a treatment or finding ("at least 21 days from prior radiotherapy")."""
    sign = seen[at - 3] if at > 2 else None
    least = sign is not None and sign.type == "CMP" and sign.value in {">=", ">"} and seen[at - 2].type == "NUM"
    return least and after is not None and (after.type in _GIVEN or plays(after, "HIST") or _last_given(seen, at + 1))


def _last_given(seen: list[Tag], at: int) -> bool:
    """Whether the last of a treatment stands there ("at least 3 weeks from the last chemotherapy")."""
    return seen[at].text.lower() in _LAST and at + 1 < len(seen) and seen[at + 1].type in _GIVEN


def _anchored_ahead(seen: list[Tag], at: int) -> bool:
    """Whether a visit or event follows the stretch of time ("in the first 12 hours of symptom onset")."""
    return any(plays(tag, "ANCHOR") for tag in seen[at + 3 : at + 6])


def _counts_source(tag: Tag, seen: list[Tag], at: int) -> bool:
    """Whether "from" only says of how many things something comes ("from two blood draws")."""
    noun = seen[at + 2] if at + 2 < len(seen) else None
    return tag.text.lower() == "from" and noun is not None and noun.type in _THINGS


def _anchor_next(tag: Tag, after: Tag | None, beyond: Tag | None) -> bool:
    if plays(after, "ANCHOR"):
        return True
    return after is not None and plays(after, "PREP") and plays(beyond, "ANCHOR")


def _weak(tag: Tag, after: Tag | None) -> bool:
    """Whether "in", "on", "by" stand before words that name an anchor only after a stronger preposition."""
    if tag.text.lower() not in _WEAK_AT and not tag.text.lower().startswith("during"):
        return False
    value = (
        next((value for kind, value in ((after.type, after.value), *after.others) if kind == "ANCHOR"), None) if after else None
    )
    return value in _WEAK_ANCHORS or value == "enrollment" or value == "consent"


ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}


def class_number(tag: Tag, made: list[Tag], seen: list[Tag], at: int) -> None:
    """A Roman class behind a sign, or at either end of a range, is a number: "ASA ≥ III", "I-III"."""
    ahead = seen[at + 1 : at + 3]
    ranged = len(ahead) == 2 and (ahead[0].type == "DASH" or ahead[0].text.lower() == "to") and ahead[1].text in ROMAN
    signed = bool(made) and (
        made[-1].type in {"CMP", "RDASH"} or (made[-1].type == "STAGEW" and len(made) > 1 and made[-2].type == "CMP")
    )
    if ranged or signed:
        tag.type, tag.value = "NUM", Decimal(str(tag.value))


def roman(tag: Tag, made: list[Tag]) -> None:
    """ "III or IV" are classes both, whatever "IV" means elsewhere."""
    if tag.type == "ROMAN" or not made:
        return
    before = made[-2] if made[-1].type in {"AND", "OR", "COMMA", "SLASH", "RDASH", "DASH", "CMP"} and len(made) > 1 else made[-1]
    if before.type in {"ROMAN", "STAGEW"} or before.text in ROMAN or (before.type == "MEAS" and made[-1] is before):
        tag.be("ROMAN", ROMAN[tag.text])


def roman_next(tag: Tag | None) -> bool:
    """Whether another class follows, so that "I, II and III" is one list of classes."""
    return tag is not None and (tag.text in ROMAN or tag.type == "ROMAN")
