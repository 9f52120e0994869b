"""Reads numeric limits out of words: a small parser of the benchmark's own, independent of the program's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from benchmarks.reading.signs import Token
from benchmarks.reading.signs import tokens as find_tokens
from screener.criteria.nodes import Bound

State = Literal["signed", "listed", "damaged", "unsigned", "wordless"]
_FILLER = re.compile(
    r"(?:\s|\(|\[|[<>=≥≤]|\)|\]|:|\b(?:the|ages?|aged|of|an?|scores?|grade|value|approximately|about|to|level|class|stage)\b)*"
    r"[-−]?\s*",
    re.IGNORECASE,
)
_UNIT_GAP = r"[^\d;:()<>=≥≤]{0,24}?(?:\(inclusive\))?"
_RANGE = re.compile(rf"{_UNIT_GAP}\s*(?:[-–—~～‐‑−]|\bto(?![a-z])|\bthrough\b)\s*(?:ages?|the|of)?\s*", re.IGNORECASE)
_AND = re.compile(rf"{_UNIT_GAP}\s*(?:\band\b|\ban\b|&|[-–—~～‐‑−]|\bto\b)\s*", re.IGNORECASE)
_POST_GAP = re.compile(r"(?:\s|[^\s;:,.()<>=≥≤]+){0,7}\(?\s*", re.IGNORECASE)
_JOIN = re.compile(r"[^;:.\d]{0,24}", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|or|and|&|/|,\s*or|,\s*and|-)\s*", re.IGNORECASE)
_ULN = re.compile(
    r"\s*\)?(?:[x×*]|times|folds?|-fold)?\s*.{0,40}?(?:\bx?ULN\b|\bUNL\b|upper\s+(?:normal|limits?|lim)|normal\s+upper|"
    r"(?:x|times|twice)\s*(?:the\s+)?normal(?:\s+range)?|^\s*(?:the\s+)?normal\s+range)",
    re.IGNORECASE,
)
_LLN = re.compile(r".{0,40}?(?:\bLLN\b|lower\s+(?:normal|limits?))", re.IGNORECASE)
_TIME = re.compile(r"(?<![a-z])[\s-]*(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|hours?|hrs?)\b", re.IGNORECASE)
_COMPOSITE = re.compile(r"weeks?\s+and\s+\d+\s+days", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Interval:
    """A limit as its words say it: bounds, the unit's raw words, ULN or LLN, and where it stands."""

    lower: Bound | None
    upper: Bound | None
    unit: str = ""
    relative: str = "none"
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        low = f"{'[' if self.lower.inclusive else '('}{self.lower.value}" if self.lower else "("
        high = f"{self.upper.value}{']' if self.upper.inclusive else ')'}" if self.upper else ")"
        return f"{low}, {high} {self.unit}{'' if self.relative == 'none' else ' x' + self.relative}".strip()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the words of one annotated value say: its limits and how they are signed."""

    parts: tuple[Interval, ...]
    state: State


def parse_value(text: str) -> Parsed:
    """The limits in the words of one annotation; a state other than `signed` tells why there are none to score."""
    tokens = find_tokens(text)
    numbers = [token for token in tokens if token.value is not None]
    if not numbers:
        pairs = any(token.kind in ("pair", "fraction") for token in tokens)
        parts = tuple(_pairs(text, tokens))
        return Parsed(parts, "signed" if parts else "unsigned" if pairs else "wordless")
    if any(token.kind == "damage" for token in tokens):
        return Parsed((), "damaged")
    if any(token.kind == "fraction" for token in tokens) or re.search(r"±|\+/-", text) or _COMPOSITE.search(text):
        return Parsed((), "unsigned")
    if len(numbers) > 1 and len(numbers) == len(tokens) and _is_list(text, numbers):
        values = sorted(token.value for token in numbers if token.value is not None)
        return Parsed((Interval(Bound(values[0], True), Bound(values[-1], True)),), "listed")
    parts = tuple(_merge(text, list(_assemble(text, tokens)), loose=True))
    if any(token.kind == "outside" for token in tokens):
        parts = tuple(side for part in parts for side in _outside(part))
    return Parsed(parts, "signed" if parts else "unsigned")


def _outside(interval: Interval) -> Iterator[Interval]:
    """The two limits of "outside the range of 100-160"."""
    if interval.lower and interval.upper:
        yield replace(interval, lower=None, upper=Bound(interval.lower.value, False))
        yield replace(interval, lower=Bound(interval.upper.value, False), upper=None)
    else:
        yield interval


def find_limits(text: str, *, joined: bool = True) -> list[Interval]:
    """Every signed number or range in running text, one by one and, where two make a range, joined too if wanted."""
    found = find_tokens(text)
    single = [*_assemble(text, found), *_pairs(text, found)]
    if not joined:
        return single
    ranges = _merge(text, single, loose=False)
    return single + [interval for interval in ranges if interval not in single]


def _is_list(text: str, numbers: list[Token]) -> bool:
    gaps = [text[one.end : two.start] for one, two in pairwise(numbers)]
    dashes = sum(bool(re.fullmatch(r"\s*-\s*", gap)) for gap in gaps)
    return all(_LIST.fullmatch(gap) for gap in gaps) and not (dashes == 1 and len(gaps) == 1)


def _assemble(text: str, tokens: list[Token]) -> Iterator[Interval]:
    """Signs joined to their numbers, numbers to the words after them, and ranges, from left to right."""
    at = 0
    while at < len(tokens):
        made = _signed(text, tokens, at) or _ranged(text, tokens, at) or _postfix(text, tokens, at)
        if made is None:
            at += 1
            continue
        interval, at = made
        yield interval


Made = tuple[Interval, int] | None


def _signed(text: str, tokens: list[Token], at: int) -> Made:
    sign = tokens[at]
    if sign.kind not in ("ge", "gt", "le", "lt") or at + 1 >= len(tokens):
        return None
    after = at + 1
    if tokens[after].kind in ("ge", "gt", "le", "lt") and after + 1 < len(tokens):  # "greater than (>) 450"
        if not _FILLER.fullmatch(text[sign.end : tokens[after].start]):
            return None
        after += 1
    token = tokens[after]
    gap = text[tokens[after - 1].end : token.start]
    if token.value is None or not _FILLER.fullmatch(gap):
        return None
    titer = _TITER.match(text, token.end) if token.value == 1 else None
    if titer is not None:  # "> 1:80" is above a titre of 80
        after += 1 + (after + 1 < len(tokens) and tokens[after + 1].start < titer.end())
        bound = Bound(Decimal(titer[1]), sign.kind in ("ge", "le"))
        lower, upper = (bound, None) if sign.kind in ("ge", "gt") else (None, bound)
        return Interval(lower, upper, start=sign.start, end=titer.end()), after
    if text[sign.start : sign.end].lower() == "within" and (reach := _ranged(text, tokens, after)) is not None:
        return replace(reach[0], start=sign.start), reach[1]  # "within 18.5 - 33 kg/m2"
    value = -token.value if gap.rstrip().endswith(("-", "−")) else token.value
    signs = {one.kind for one in tokens[at:after]}
    inclusive = sign.kind in ("ge", "le") or signs in ({"gt", "ge"}, {"lt", "le"})  # "more than ≥ 14"
    bound = Bound(value, inclusive or _OR_AT.search(text[: sign.start]) is not None)
    lower, upper = (bound, None) if sign.kind in ("ge", "gt") else (None, bound)
    return _with_unit(text, Interval(lower, upper, start=sign.start, end=token.end), tokens, after), after + 1


def _ranged(text: str, tokens: list[Token], at: int) -> Made:
    joint = _RANGE
    start = tokens[at].start
    if tokens[at].kind in ("between", "outside"):
        joint, at = _AND, at + 1
        at += at < len(tokens) and tokens[at].kind == "between"
    if at + 1 >= len(tokens) or tokens[at].value is None:
        return None
    if joint is _RANGE and tokens[at].kind == "word":
        return None
    chained = _chain(text, tokens, at)
    if chained:
        return chained
    low, high = tokens[at], tokens[at + 1]
    inclusive = True
    if high.kind in ("lt", "le") and at + 2 < len(tokens) and tokens[at + 2].value is not None:
        inclusive, joint_end, high, after = high.kind == "le", high.start, tokens[at + 2], at + 2
    else:
        joint_end, after = high.start, at + 1
    if high.value is None or low.value is None or not joint.fullmatch(text[low.end : joint_end]):
        return None
    if _NUMBERED.match(text, low.end) or _CODE.search(text[: low.start]):
        return None
    if joint is _RANGE and _CODES.search(text[low.end : joint_end]):
        return None  # "9. Allergy to AB-12", "trials 1193, -1194" and "IL-10"
    if _below_zero(text, high) and _below_zero(text, low):
        interval = Interval(Bound(-high.value, True), Bound(-low.value, inclusive), start=start, end=high.end)
        return (_with_unit(text, interval, tokens, after), after + 1) if high.value > low.value else None
    if high.value < low.value or _two_units(text[low.end : joint_end], text[high.end : high.end + 12]):
        return None
    interval = Interval(Bound(low.value, True), Bound(high.value, inclusive), start=start, end=high.end)
    return _with_unit(text, interval, tokens, after), after + 1


_TITER = re.compile(r"\s?:\s?(\d+)")
_OR_AT = re.compile(r"\b(?:at|equal(?:\s+to)?)\s*(?:or|/)\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\\?\.\s+[A-Z]")
_CODE = re.compile(r"(?:[A-Za-z]\d*|\d{4,})[-–]$")
_CODES = re.compile(r"(?:,|\band\b|\bor\b)\s*[-–]$")
_MINUS = re.compile(r"(?:\S[\s(][-−–]|\b(?:of|between|from)\s[-−–]\s)$")


def _below_zero(text: str, token: Token) -> bool:
    """Whether a minus stands before a number, and not the dash of a list."""
    return _MINUS.search(text[max(0, token.start - 12) : token.start]) is not None


def _two_units(gap: str, tail: str) -> bool:
    """Whether the ends of a range are counted in different units of time: "3 months to 5 years"."""
    units = [found.group().strip(" -\t\n\r").lower()[:2] for found in (_TIME.search(gap), _TIME.match(tail)) if found]
    return len(units) == 2 and units[0] != units[1]


def _chain(text: str, tokens: list[Token], at: int) -> Made:
    """ "18 ≤ BMI ≤ 32": a number, a sign, a name, a sign and a number."""
    if at + 3 >= len(tokens) or tokens[at + 1].kind not in ("lt", "le") or tokens[at + 2].kind not in ("lt", "le"):
        return None
    low, first, second, high = tokens[at : at + 4]
    if low.value is None or high.value is None or text[low.end : first.start].strip():
        return None
    interval = Interval(
        Bound(low.value, first.kind == "le"), Bound(high.value, second.kind == "le"), start=low.start, end=high.end
    )
    return _with_unit(text, interval, tokens, at + 3), at + 4


def _postfix(text: str, tokens: list[Token], at: int) -> Made:
    if at + 1 >= len(tokens):
        return None
    token, post = tokens[at], tokens[at + 1]
    if token.value is None or post.kind not in ("postge", "postle"):
        return None
    if not _POST_GAP.fullmatch(text[token.end : post.start]):
        return None
    bound = Bound(token.value, True)
    fewer = "letter" in text[token.end : post.start].lower() and text[post.start : post.end].lower().endswith("worse")
    lower, upper = (bound, None) if post.kind == "postge" and not fewer else (None, bound)
    interval = Interval(lower, upper, start=token.start, end=token.end)
    return replace(_with_unit(text, interval, tokens, at), end=post.end), at + 2


def _pairs(text: str, tokens: list[Token]) -> Iterator[Interval]:
    """ "> 140/90 mmHg": one sign over a pair of pressures makes two limits."""
    for sign, pair in pairwise(tokens):
        if sign.kind not in ("ge", "gt", "le", "lt") or pair.kind != "pair":
            continue
        high, low = (Decimal(part) for part in text[pair.start : pair.end].replace(" ", "").split("/"))
        if not (low < high and high >= 60 and low >= 30):
            continue
        for value in (high, low):
            bound = Bound(value, sign.kind in ("ge", "le"))
            sides = (bound, None) if sign.kind in ("ge", "gt") else (None, bound)
            yield Interval(sides[0], sides[1], "mmHg", start=sign.start, end=pair.end)


def _with_unit(text: str, interval: Interval, tokens: list[Token], at: int) -> Interval:
    stop = tokens[at + 1].start if at + 1 < len(tokens) else len(text)
    tail = text[tokens[at].end : min(stop, tokens[at].end + 70)]
    relative = "ULN" if _ULN.match(tail) else "LLN" if _LLN.match(tail) else "none"
    number_words = text[tokens[at].start : tokens[at].end]
    power = re.search(r"[x×*]\s*10.*$|\s10(?:3|6|9|12)$", number_words, re.IGNORECASE)
    return replace(interval, unit=((power.group() if power else "") + tail).strip()[:30], relative=relative)


def _merge(text: str, intervals: list[Interval], *, loose: bool) -> list[Interval]:
    """A lower and an upper bound that stand side by side and leave room between them become one range."""
    merged: list[Interval] = []
    for interval in intervals:
        before = merged[-1] if merged else None
        gap = text[before.end : interval.start] if before else ""
        bare = re.sub(r"\d" if loose else r"(?<=[a-zA-Z])\d", "", gap)
        joins = _JOIN.fullmatch(bare) and not _OR.search(gap)
        if before and joins and (loose or len(gap.split()) <= 4):
            both = _both(before, interval)
            if both:
                merged[-1] = both
                continue
        merged.append(interval)
    return merged


def _both(one: Interval, two: Interval) -> Interval | None:
    lower, upper = one.lower or two.lower, one.upper or two.upper
    single = (one.lower is None) != (one.upper is None) and (two.lower is None) != (two.upper is None)
    if not single or lower is None or upper is None or lower.value >= upper.value:
        return None
    return Interval(lower, upper, two.unit or one.unit, two.relative, one.start, two.end)
