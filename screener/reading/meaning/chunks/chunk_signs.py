"""What single tags, names and brackets of a chunk show: a unit, a time, an age, a count, a class."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.criteria.nodes import Bound
from screener.reading.meaning.chunks.names import measure_by_unit
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren

HEADS = {
    "COND": "condition", "DRUG": "treatment", "PROC": "treatment", "VACC": "vaccine", "STATE": "state", "DEMO": "state",
    "MEAS": "measure", "SEX": "sex",
}  # fmt: skip
STATES = frozenset(kind for kind, slot in HEADS.items() if slot == "state")
"""The tags that name a state."""
NOUNS = frozenset({"CONDN", "TREATN", "PROCN"})
AWAY = frozenset({"on", "in", "from", "at"})
SCALE_WORDS = frozenset({"scale", "score", "index", "inventory", "questionnaire"})
NAME_WORDS = NOUNS | {"MEASN", "TEXT", "ROMAN", "NUM", "STAGEW"}


def length_of(elements: list[Tag | Paren], at: int) -> bool:
    """Whether a time is the length of what follows ("more than 10 years of therapy"), and so nobody's age."""
    tag, rest = elements[at], elements[at + 1 :]
    if not rest or rest[0].type != "PREP" or not rest[0].text.lower().startswith("of") or not isinstance(tag, Tag):
        return False
    named = next((one.type for one in rest[1:4] if one.type not in {"TEXT", "SEV"}), "")
    return timed(tag) and named in HEADS.keys() | NOUNS - {"MEAS", "SEX"}


_ONCE = Bound(Decimal(1), True)


_WHEN = ("PRIOR", "AFTER", "DURING")
_WHENCE = frozenset({"from", "up to", "beyond"})


def says_when(tag: Tag) -> bool:
    """Whether a preposition says that one thing came before, after or during another."""
    return _tells_time(tag.text.lower())


@cache
def _tells_time(said: str) -> bool:
    key = words(said)
    return said not in _WHENCE and any(lexicon().role(key, kind) is not None for kind in _WHEN)


def drop_how_often(draft: Draft) -> None:
    """ "At least one temperature above 38 °C": the number before a measure with a limit of its own counts its values."""
    first, *others = draft.limits
    if first.end <= draft.heads[0].start and least_count(first) and any(with_unit(tag) for tag in others):
        draft.limits = others
        take(first)
        if limits_of(first.value)[0].lower != _ONCE:  # type: ignore[arg-type]
            draft.qualifiers.append(Tag("TEXT", first.start, first.end, first.text, first.text))


def least_count(tag: Tag) -> bool:
    """Whether a limit is only a least number of things."""
    one = limits_of(tag.value)[0] if tag.type == "LIMIT" else None  # type: ignore[arg-type]
    plain = one is not None and one.unit is None and one.time is None and one.relative == "none"
    return plain and one is not None and one.lower is not None and one.upper is None


def at_most(tag: Tag) -> bool:
    """Whether a limit only says how much there may be."""
    found = limits_of(tag.value) if tag.type == "LIMIT" else ()  # type: ignore[arg-type]
    return len(found) == 1 and found[0].upper is not None and found[0].lower is None


def counts_habit(tag: Tag) -> bool:
    """Whether a limit is in the unit of a habit ("20 cigarettes a day")."""
    return measure_by_unit(limits_of(tag.value)[0].unit) is not None  # type: ignore[arg-type]


def most_count(tag: Tag) -> bool:
    """Whether a limit is only a greatest number of things, of which there may be none."""
    one = limits_of(tag.value)[0] if at_most(tag) else None  # type: ignore[arg-type]
    return one is not None and one.unit is None and one.time is None and one.relative == "none"


def harms_it(last: Draft, name: list[Tag]) -> bool:
    """Whether a treatment's name only begins that of a finding ("lithium toxicity", "immunosuppressive disease")."""
    if last.slot != "treatment" or not last.ids or last.limits or last.windows or last.doses or last.qualifiers:
        return False
    plain = all(plays(tag, "CONDN") for tag in name)
    return plain and follows_name(last, name) and name[0].start - last.heads[-1].end <= 1


def follows_name(last: Draft, name: list[Tag]) -> bool:
    """Whether a name stands straight behind a head, over no more than the break of a line."""
    return not last.after and not last.parens and name[0].start - last.heads[-1].end <= 24


def limited_later(elements: list[Tag | Paren], at: int) -> bool:
    """Whether a measure stands here with its limit right behind it."""
    head = elements[at]
    if not isinstance(head, Tag) or head.type != "MEAS" or at + 1 >= len(elements):
        return False
    behind = elements[at + 1 : at + 3]
    tags = [one for one in behind if isinstance(one, Tag)]
    return any(one.type == "LIMIT" or (one.type == "WINDOW" and meaning_of(one).limits) for one in tags)


def ends_scale(name: list[Tag]) -> bool:
    """Whether words that the catalogue does not know end in what a scale is called."""
    return name[-1].type in {"MEASN", "STAGEW"} or name[-1].text.lower() in SCALE_WORDS


def scale_noun(name: list[Tag]) -> int:
    """How many words name a scale whose classes end the name ("Glogau score II III"); 0 where none do."""
    end = len(name)
    while end > 0 and name[end - 1].type in {"ROMAN", "NUM"}:
        end -= 1
    named = 1 < end < len(name) and name[end - 1].type in {"MEASN", "STAGEW"} and name[0].type == "TEXT"
    return end if named else 0


def is_class(tag: Tag) -> bool:
    """Whether a word by itself can name a class: a number, a Roman number, a capital letter, or "class"."""
    return tag.type in {"NUM", "STAGEW", "ROMAN"} or (tag.type == "TEXT" and len(tag.text) == 1 and tag.text.isupper())


def age_words(paren: Paren) -> list[Tag]:
    """The words "age", "aged" inside a bracket."""
    found = (
        tag for sentence in paren.sentences for clause in sentence.clauses for chunk in clause.listing.chunks for tag in chunk
    )
    return [tag for tag in found if isinstance(tag, Tag) and tag.type == "MEAS" and tag.value == ("age",)]


def never_had(lead: Lead) -> None:
    """ "No prior stroke" denies the stroke; "treatment-naive hepatitis" narrows the hepatitis."""
    tag = lead.scope.pop("NAIVE", None)
    if tag is None:
        return
    if says_naive(tag):
        lead.qualifiers.append(tag)
    else:
        lead.negation, lead.scope["HIST"] = tag, tag


def says_naive(tag: Tag) -> bool:
    """Whether that word says it, and no denial ("never received")."""
    return "naive" in tag.text.lower().replace("ï", "i")


def looks_back(tag: Tag) -> bool:
    """Whether a negation denies the past too ("no history of", "never had")."""
    said = tag.text.lower()
    return "history" in said or "had" in said.split() or said.startswith("never")


def timed(tag: Tag) -> bool:
    """Whether a limit counts in days, weeks, months or years."""
    if tag.type != "LIMIT":
        return False
    return any(one.time is not None for one in limits_of(tag.value))  # type: ignore[arg-type]


_GROWN = 12


def grown_years(tag: Tag) -> bool:
    """Whether a limit counts nothing but years, so many that they are an age rather than the length of something."""
    return all_grown(limits_of(tag.value)) if tag.type == "LIMIT" else False  # type: ignore[arg-type]


def all_grown(found: tuple[Limits, ...]) -> bool:
    """Whether limits are nothing but years, all of them so many."""
    bounds = [bound.value for one in found for bound in (one.lower, one.upper) if bound is not None]
    return bool(bounds) and all(one.time == "year" for one in found) and min(bounds) >= _GROWN


def with_unit(tag: Tag) -> bool:
    """Whether a limit has a unit of measure, so that what it limits is measured and not counted."""
    return tag.type == "LIMIT" and any(one.unit is not None for one in limits_of(tag.value))  # type: ignore[arg-type]


def share_only(tag: Tag) -> bool:
    """Whether a limit is nothing but a percentage."""
    found = limits_of(tag.value) if tag.type == "LIMIT" else ()  # type: ignore[arg-type]
    return bool(found) and all(one.unit == "%" and one.relative == "none" for one in found)


def spans(name: list[Tag]) -> bool:
    """Whether a name ends in a noun for a stretch of time, whose length is measured ("progression-free interval")."""
    return len(name) > 1 and name[-1].text.lower() in _SPANS


_SPANS = frozenset({"interval", "intervals", "period", "cycle", "cycles", "time", "duration", "delay", "latency", "gap"})


def few_only(tag: Tag) -> bool:
    """Whether a limit is a small whole number without a unit, such as counts readings."""
    found = limits_of(tag.value) if tag.type == "LIMIT" else ()  # type: ignore[arg-type]
    bounds = [bound for one in found for bound in (one.lower, one.upper) if bound is not None]
    if not bounds or (len(bounds) == 1 and bounds[0].value == 1 and found[0].upper is None and bounds[0].inclusive):
        return False  # "at least one" is any value
    return all(whole_count(one) for one in found) and all(bound.value <= 10 for bound in bounds)


def needs_unit(ident: str) -> bool:
    """Whether a measure is given in a unit of its own, so that a bare count is none of its values."""
    measure = catalog()[ident].measure
    return measure is not None and bool(measure.unit) and measure.unit != "1" and not measure.unit.startswith("{")


def whole_count(one: Limits) -> bool:
    """Whether a limit counts things: signed whole numbers without a unit."""
    plain = one.unit is None and one.time is None and one.relative == "none" and not one.damaged and not one.bare
    return plain and all(bound.value == int(bound.value) for bound in (one.lower, one.upper) if bound is not None)


def as_age(tag: Tag) -> bool:
    """Whether the words of a limit say that it is an age ("18 years of age")."""
    return tag.type == "LIMIT" and any(one.age for one in limits_of(tag.value))  # type: ignore[arg-type]


def mentions_age(paren: Paren) -> bool:
    """Whether a bracket speaks of age."""
    chunks = paren.sentences[0].clauses[0].listing.chunks
    return any(isinstance(tag, Tag) and tag.value == ("age",) for chunk in chunks for tag in chunk)


def only_limit(paren: Paren) -> Tag | None:
    """The limit that a bracket holds if it holds nothing else but "age"."""
    return only_one(paren, "LIMIT")


def limit_and_time(paren: Paren) -> list[Tag]:
    """The limit in a unit of its own and the time behind it that a bracket holds if it holds nothing else."""
    clauses = [clause for sentence in paren.sentences for clause in sentence.clauses]
    if len(clauses) != 1 or clauses[0].tails or len(clauses[0].listing.chunks) != 1:
        return []
    chunk = clauses[0].listing.chunks[0]
    tags = [element for element in chunk if isinstance(element, Tag) and element.type in {"LIMIT", "WINDOW", "PREP"}]
    numbers = [tag for tag in tags if tag.type != "PREP"]
    if len(tags) != len(chunk) or len(numbers) != 2 or not with_unit(numbers[0]):
        return []
    return tags if numbers[1].type == "WINDOW" or timed(numbers[1]) else []


_TOLD = frozenset({"PREP", "TEXT", "PROC", "MEASN", "SEV", "ROUTE"})
_MOST_WORDS = 8


def limit_with_words(paren: Paren) -> tuple[Tag, list[Tag]] | None:
    """The signed limit in a unit that a bracket begins with, and the plain words that it ends with; None for any other."""
    clauses = [clause for sentence in paren.sentences for clause in sentence.clauses]
    if len(clauses) != 1 or clauses[0].tails or any(conn.type != "COMMA" for conn in clauses[0].listing.conns):
        return None
    chunks = clauses[0].listing.chunks
    inside = [element for chunk in chunks for element in chunk]
    tags = [element for element in inside if isinstance(element, Tag)]
    told = tags[1:]
    if len(tags) != len(inside) or not 0 < len(told) <= _MOST_WORDS or not all(tag.type in _TOLD for tag in told):
        return None
    if tags[0].type != "LIMIT" or not with_unit(tags[0]):
        return None
    signed = not any(one.bare or one.damaged for one in limits_of(tags[0].value))  # type: ignore[arg-type]
    return (tags[0], sorted([*clauses[0].listing.conns, *told], key=lambda tag: tag.start)) if signed else None


def only_one(paren: Paren, kind: str) -> Tag | None:
    """The one tag of a kind that a bracket holds if it holds nothing else."""
    if len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1:
        return None
    clause = paren.sentences[0].clauses[0]
    listing, tails = clause.listing, clause.tails
    if len(tails) == 1 and tails[0].kind == "definition" and not any(listing.chunks):
        listing, word, tails = tails[0].listing, tails[0].word, []  # "recent stroke (i.e. < 3 months)"
        word.state = "compiled"
    filled = [chunk for chunk in listing.chunks if chunk]  # "i.e., two weeks or more"
    if len(filled) != 1 or filled[0] is not listing.chunks[-1] or (len(listing.chunks) > 1 and kind != "LIMIT"):
        return None
    inside = [tag for tag in filled[0] if not (isinstance(tag, Tag) and tag.type == "MEAS" and tag.value == ("age",))]
    if len(inside) != 1 or tails:
        return None
    only = inside[0]
    if not isinstance(only, Tag) or only.type != kind:
        return None
    for conn in listing.conns:
        conn.state = "compiled"
    return only
