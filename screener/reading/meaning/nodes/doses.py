"""The numbers of a treatment: its dose, how often and how long it is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.core.quantity import find_unit
from screener.core.span import Span
from screener.criteria.nodes import Count
from screener.criteria.nodes import Dose
from screener.criteria.nodes import Duration
from screener.reading.meaning.chunks.how_many import count_of
from screener.reading.meaning.chunks.how_many import whole
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import lengths_of
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


@dataclass(slots=True)
class Amounts:
    """What the numbers of a treatment say; of several doses one is enough. share: a part in percent of what a procedure shows."""

    doses: tuple[Dose, ...] = ()
    count: Count | None = None
    length: Duration | None = None
    share: tuple[Tag, Limits] | None = None


def amounts_of(draft: Draft, kind: str, context: Context) -> Amounts:
    """The dose, number of times and duration among a treatment's numbers; a number that is none of them stays unread."""
    found = Amounts()
    for tag in (*draft.lead.limits, *draft.limits):
        ones = lengths_of(tag.value)  # type: ignore[arg-type]
        if kind == "procedure" and ones[0].unit == "%":
            _shown(found, tag, ones, draft)
            continue
        if any(_measures_other(one, kind) for one in ones):
            continue  # stays unread
        if ones[0].unit == "min" and not ones[0].bare and not ones[0].damaged and found.length is None and len(ones) == 1:
            found.length = Duration(ones[0].lower, ones[0].upper, "minute", Span(tag.start, tag.end))
            take(tag)
            continue
        if all(one.unit is not None and not one.bare and not one.damaged for one in ones):
            if not found.doses:
                _dosed(found, ones, tag, draft)
            continue
        take(tag)
        if not ones[0].damaged:
            _further(found, ones[0], tag, draft, context)
    draft.lead.limits = []
    return found


def _measures_other(one: Limits, kind: str) -> bool:
    """Whether a limit is of something else than a treatment: no dose's unit, a multiple of a reference, or more than is counted.

    A part in percent is one of a body irradiated, never of a drug ("FEV1 after a bronchodilator < 70 %").
    """
    if one.unit is not None:
        return one.unit in _INSTANTS or not given_in(one.unit) or (one.unit == "%" and kind in {"drug", "class"} and not one.bare)
    ends = [bound.value for bound in (one.lower, one.upper) if bound is not None]
    return one.relative != "none" or (one.time is None and any(end >= _MOST for end in ends))


_INSTANTS = frozenset({"ms", "s"})
_MOST = 100
"""More than anybody counts of courses, doses or operations ("ADC < 600")."""


def _dosed(found: Amounts, ones: tuple[Limits, ...], tag: Tag, draft: Draft) -> None:
    """The dose of a limit, or its doses where "or" parts them; another amount that holds too is to be confirmed."""
    take(tag)
    either = getattr(tag.value, "join", "") == "or"
    found.doses = tuple(dose_of(one, tag, draft) for one in (ones if either else ones[:1]))
    if len(ones) > 1 and not either:
        draft.qualifiers.append(Tag("TEXT", tag.start, tag.end, tag.text, tag.text))


def _further(found: Amounts, one: Limits, tag: Tag, draft: Draft, context: Context) -> None:
    """A time, a plain amount or a count among the numbers."""
    of = one.bare and one.lower is not None and tag.end < draft.heads[0].start  # "3 months of methotrexate"
    if one.time is not None and of and found.length is None:
        found.length = Duration(one.lower, None, one.time, Span(tag.start, tag.end))
    elif one.time is not None and one.bare:
        draft.qualifiers.append(Tag("SEV", tag.start, tag.end, "other", tag.text, state="compiled"))
    elif one.time is not None and found.length is None:
        found.length = Duration(one.lower, one.upper, one.time, Span(tag.start, tag.end))
    elif one.unit is not None and not (_maximum(draft) and not found.doses):
        draft.qualifiers.append(Tag("SEV", tag.start, tag.end, "dose", tag.text, state="compiled"))
    elif one.unit is not None:
        found.doses = (dose_of(one, tag, draft),)
    elif one.time is None and found.count is None and not _any(one) and whole(one) and not _of_its_index(tag, draft, context):
        found.count = count_of(one, tag, context)
    elif one.time is None and not one.bare and not _any(one):
        draft.qualifiers.append(Tag("SEV", tag.start, tag.end, "other", tag.text, state="compiled"))


_NO_COUNTS = frozenset({"index", "grade", "ratio", "score", "level", "levels", "titer", "titre", "x", "control"})
"""What a number behind a treatment's name is told of where one of these stands between them or behind it."""


def _of_its_index(tag: Tag, draft: Draft, context: Context) -> bool:
    """Whether a number behind a name is none of how often it was given ("androgen index > 5")."""
    between = context.text[draft.heads[-1].end : tag.start] if tag.start > draft.heads[-1].end else ""
    return bool(_NO_COUNTS & set(between.lower().split()))


def _shown(found: Amounts, tag: Tag, ones: tuple[Limits, ...], draft: Draft) -> None:
    """ "Biopsy ≥ 30 %": a part in percent straight behind a procedure is what it shows; no procedure is given in percent."""
    plain = len(ones) == 1 and not ones[0].bare and not ones[0].damaged
    if plain and found.share is None and 0 <= tag.start - draft.heads[-1].end <= 2:
        found.share = tag, ones[0]
        take(tag)


def in_blood(draft: Draft) -> bool:
    """Whether the one number of a drug is a concentration, so that its level is meant ("lithium > 0.8 mmol/L")."""
    if len(draft.limits) != 1 or draft.lead.limits or draft.doses or any(head.type != "DRUG" for head in draft.heads):
        return False
    if not 0 <= draft.limits[0].start - draft.heads[-1].end <= _NEAR:
        return False
    ones = limits_of(draft.limits[0].value)  # type: ignore[arg-type]
    told = all(one.unit is not None and not one.bare and not one.damaged for one in ones)
    return told and all((one.unit or "").endswith(_VOLUMES) and not given_in(one.unit or "") for one in ones)


_VOLUMES = ("/L", "/mL", "/dL")
_NEAR = 4


def level_of(draft: Draft, context: Context) -> tuple[str, ...]:
    """The measure of a drug's level; none where the catalogue has none."""
    known = catalog()
    names = [context.words(draft.heads[0].start, draft.heads[-1].end), *(known[ident].label for ident in draft.ids)]
    return next((found[:1] for name in names if (found := known.by_text(f"{name} level"))), ())


def plain_amount(tag: Tag) -> bool:
    """Whether a limit is an amount without any sign."""
    return all(one.bare for one in limits_of(tag.value))  # type: ignore[arg-type]


@cache
def _measures() -> tuple[frozenset[str], frozenset[str]]:
    table = read_toml("rules", "doses.toml")
    return frozenset(table["dimensions"]), frozenset(table["units"])


def given_in(code: str) -> bool:
    """Whether a treatment can be given in that unit."""
    dimensions, units = _measures()
    unit = find_unit(code)
    return unit is None or (unit.dimension not in dimensions and unit.code not in units)


def _any(one: Limits) -> bool:
    """ "At least one" says no more than that there is one."""
    return one.upper is None and one.lower is not None and one.lower.inclusive and one.lower.value == 1


def _maximum(draft: Draft) -> bool:
    """Whether the words say that a plain amount is the most ("max 20 mg daily")."""
    return any("max" in word.text.lower() for word in draft.doses)


_SEVERAL = ("twice", "two times", "three times", "four times", "bid", "tid", "qid", "every other", "every 2", "every second")


def several_times(tag: Tag) -> bool:
    """Whether a dose is told for each of several times a day, or for some days only: the amount of a day is another."""
    return tag.text.lower().startswith(_SEVERAL)


def how_often(draft: Draft, dose: Dose | None) -> list[Tag]:
    """The words for a dose or for how often it is given that no amount says ("daily aspirin", "a cumulative dose of")."""
    tags = [tag for tag in (*draft.lead.doses, *draft.doses) if tag.type == "DOSE" and _unsaid(tag, dose)]
    if any(tag.value == "dose" for tag in draft.qualifiers):  # a plain amount is to be confirmed as it is given
        return [tag for tag in tags if several_times(tag) or tag.text.lower().startswith(_VAGUE_DOSES)]
    return tags


def _unsaid(tag: Tag, dose: Dose | None) -> bool:
    said = tag.text.lower()
    if several_times(tag) or "cumulative" in said:
        return True
    return dose is None and (said.startswith(_VAGUE_DOSES) or any(word in said for word in _HOW_OFTEN))


_VAGUE_DOSES = ("low", "high", "moderate", "full", "therapeutic", "max")
"""How words begin that tell a dose without a number."""
_HOW_OFTEN = ("daily", "day", "week", "month", "qd", "q2w")


def dose_of(one: Limits, tag: Tag, draft: Draft) -> Dose:
    """The dose that a limit sets, per weight or time as its unit or the words beside it say."""
    unit = one.unit or "1"
    per = None
    weight = False
    parts = unit.split("/")
    if len(parts) > 1:
        if parts[-1] in {"d", "wk", "h", "mo"}:
            per = parts.pop()
        if "kg" in parts[1:]:
            weight = True
            parts.remove("kg")
    unit = "/".join(parts) or "{times}"
    words = " ".join(word.text.lower() for word in (*draft.doses, *draft.lead.doses))
    plain = per is None and not any(map(several_times, (*draft.doses, *draft.lead.doses)))
    if plain and any(word in words for word in ("daily", "per day", "a day", "qd", "every day")):
        per = "d"
    elif plain and any(word in words for word in ("weekly", "per week", "a week", "every week")):
        per = "wk"
    upper = one.upper
    lower = None if one.bare else one.lower
    equivalent = "prednisone" if any(word.type == "EQUIV" and "predn" in word.text.lower() for word in draft.doses) else None
    return Dose(lower, upper, unit, per, weight, equivalent, Span(tag.start, tag.end))
