"""Reads numeric limits out of words: a small parser of the benchmark's own, independent of the program's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from screener.criteria.nodes import Bound

State = Literal["signed", "listed", "damaged", "unsigned", "wordless"]
NUMBER_WORDS = {
    word: Decimal(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"once": Decimal(1), "twice": Decimal(2), "thrice": Decimal(3), "thirty": Decimal(30), "sixty": Decimal(60)}

_BIG = r"(?:greater|more|higher|larger|older|longer|later|bigger|major|heavier|taller)"
_SMALL = r"(?:less|lower|fewer|younger|smaller|shorter|earlier)"
_EQUAL = r"(?:\s+th[ae]n)?\s*(?:,?\s*or|/|and/or)\s*(?:is\s+)?equals?(?:\s+(?:to|than))?\b"
_TOKEN = re.compile(
    rf"""
    (?P<skip>(?:/|per|⁄)\s*1[.,]7\d?\s*(?:m\b|m2|m²|m\^|m\*)|\b\w+\s*(?:\^|\*)\s*-?\d+\b)
  | (?P<le>\b{_SMALL}{_EQUAL}|\bequal(?:\s+to)?\s+or\s+(?:{_SMALL}|below|under)(?:\s+than)?\b|<\s*(?:or|/)\s*=(?:\s*to\b)?
       |<\s*=|=\s*<|≤|≦|⩽|£(?=\s*\d)|\bat\s+most\b|\b(?:below|under)\s+or\s+equal\s+to\b|\b(?:a\s+)?max(?:imum|\.)?(?:\s+of)?(?=\s+\d)|\bup\s+to\b|\bwithin\b(?!\s+[\d.]+\s*%)
       |\b(?:not|no)\s+(?:{_BIG}\s+than|(?:to\s+)?exceed(?:ing)?|over|above)\b)
  | (?P<ge>\b{_BIG}{_EQUAL}|\b(?:equal|upper)(?:\s+to)?\s+or\s+(?:{_BIG}|above|over|equal)(?:\s+(?:than|to))?\b
       |\bupper\s+or\s+equal\s+to\b|>\s*(?:or|/)\s*=(?:\s*to\b)?|>\s*=|=\s*>|≥|≧|⩾|³(?=\s*\d)|\bat\s+least\b
       |\b(?:a\s+)?min(?:imum|\.)?(?:\s+of)?(?=\s+\d)|\b(?:a\s+)?minimum\s+of\b
       |\b(?:not|no)\s+(?:{_SMALL}\s+than|under|below)\b)
  | (?P<gt>>|＞|\b{_BIG}\s+th[ae]n\b|\bgreater(?=\s+\d)|\bexceed(?:s|ing)?\b|\babove\b|\bover\b|\bin\s+excess\s+of\b
       |\bbeyond\b|\bolder(?=\s+\d))
  | (?P<lt><|＜|˂|\b{_SMALL}\s+th[ae]n\b|\bbelow\b|\bunder\b)
  | (?P<postge>\b(?:or|and)\s+(?:more|greater|higher|older|above|over|worse|longer|later|larger|up(?:wards?)?|olders)\b(?!\s+(?:th[ae]n|or\s+equal))
       |(?<=\d)\s?\+(?=\s|$))
  | (?P<postle>\b(?:or|and)\s+(?:less|lower|younger|below|fewer|under|earlier|smaller|shorter)\b(?!\s+(?:th[ae]n|or\s+equal)))
  | (?P<between>\bbetween\b|\brang(?:e|ing)\s+(?:of|from)\b|\bfrom\b)
  | (?P<outside>\boutside\b)
  | (?P<damage>=|\?(?=\s*\d)|\ufffd|[<>]\s*_)
  | (?P<pair>(?<![\w./])\d{{2,3}}\s?/\s?\d{{2,3}}(?![\w/]))
  | (?P<fraction>(?<![\w./])(?:\d+\s+)?\d+\s?/\s?\d+(?![\w/]))
  | (?P<num>(?<![\w.,^*/])(?<![a-zA-Z]-)
       (?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:\ \d{{3}})+(?!\d)|\d+[.,]\d+|\d+|\.\d+)
       (?:\s*[x×*]\s*10\s*(?:\^|\*\*?|e)?\s*-?\d{{0,2}}(?!\d)|\s+10(?:3|6|9|12)(?=\s*/)|\s*[x×]\s*10[⁰-⁹]+)?)
  | (?P<word>\b(?:{"|".join(NUMBER_WORDS)})\b)
    """,
    re.X | re.I,
)
_FILLER = re.compile(
    r"(?:\s|\(|\[|[<>=≥≤]|\)|\]|:|\b(?:the|ages?|aged|of|an?|scores?|grade|value|approximately|about|to|level|class|stage)\b)*"
    r"[-−]?\s*",
    re.I,
)
_UNIT_GAP = r"[^\d;:()<>=≥≤]{0,24}?"
_RANGE = re.compile(rf"{_UNIT_GAP}\s*(?:[-–—~‐‑−]|\bto(?![a-z])|\bthrough\b)\s*(?:ages?|the|less|of)?\s*", re.I)
_AND = re.compile(rf"{_UNIT_GAP}\s*(?:\band\b|\ban\b|&|[-–—~‐‑−]|\bto\b)\s*", re.I)
_POST_GAP = re.compile(r"(?:\s|[^\s;:,.()<>=≥≤]+){0,7}\(?\s*", re.I)
_JOIN = re.compile(r"[^;:.\d]{0,24}", re.I)
_LIST = re.compile(r"\s*(?:,|or|and|&|/|,\s*or|,\s*and|-)\s*", re.I)
_ULN = re.compile(
    r"\s*\)?(?:[x×*]|times|folds?|-fold)?\s*.{0,40}?(?:\bx?ULN\b|\bUNL\b|upper\s+(?:normal|limits?|lim)|normal\s+upper|"
    r"(?:x|times|twice)\s*(?:the\s+)?normal(?:\s+range)?|^\s*(?:the\s+)?normal\s+range)",
    re.I,
)
_LLN = re.compile(r".{0,40}?(?:\bLLN\b|lower\s+(?:normal|limits?))", re.I)
_THOUSANDS = re.compile(r"\d{1,3}\.000")
_TIME = re.compile(r"(?<![a-z])[\s-]*(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|hours?|hrs?)\b", re.I)
_COMPOSITE = re.compile(r"weeks?\s+and\s+\d+\s+days", re.I)
_CELLS = re.compile(r"\s*(?:/\s*mm|/\s*[µμu]l|cel\w*|copies|mm3|per\s+mm)", re.I)


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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    value: Decimal | None = None


def parse_value(text: str) -> Parsed:
    """The limits in the words of one annotation; a state other than `signed` tells why there are none to score."""
    tokens = _tokens(text)
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


def find_limits(text: str) -> list[Interval]:
    """Every signed number or range in running text, one by one and, where two make a range, joined too."""
    single = list(_assemble(text, _tokens(text)))
    joined = _merge(text, single, loose=False)
    return single + [interval for interval in joined if interval not in single]


def number(words: str, after: str = "") -> Decimal:
    """The value of a written number: thousands separators, decimal commas, `100.000/mm3`, number words."""
    plain = words.strip().lower()
    if plain in NUMBER_WORDS:
        return NUMBER_WORDS[plain]
    plain = re.split(r"\s*[x×*]|\s+10(?=3|6|9|12)", plain)[0].strip()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?: \d{3})+", plain):
        plain = plain.replace(" ", "")
    elif _THOUSANDS.fullmatch(plain) and _CELLS.match(after):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "skip" and re.match(r"\d", match.group()):
            continue
        if kind == "damage" and found and found[-1].kind in "le ge lt gt" and match.start() - found[-1].end <= 1:
            continue  # "> =" with a word between is one sign
        value = number(match.group(), text[match.end() :]) if kind in ("num", "word") else None
        if kind != "skip":
            found.append(_Token(kind, match.start(), match.end(), value))
    return found


def _is_list(text: str, numbers: list[_Token]) -> bool:
    gaps = [text[one.end : two.start] for one, two in zip(numbers, numbers[1:], strict=False)]
    dashes = sum(bool(re.fullmatch(r"\s*-\s*", gap)) for gap in gaps)
    return all(_LIST.fullmatch(gap) for gap in gaps) and not (dashes == 1 and len(gaps) == 1)


def _assemble(text: str, tokens: list[_Token]) -> Iterator[Interval]:
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


def _signed(text: str, tokens: list[_Token], at: int) -> Made:
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
    value = -token.value if gap.rstrip().endswith(("-", "−")) else token.value
    bound = Bound(value, sign.kind in ("ge", "le"))
    lower, upper = (bound, None) if sign.kind in ("ge", "gt") else (None, bound)
    return _with_unit(text, Interval(lower, upper, start=sign.start, end=token.end), tokens, after), after + 1


def _ranged(text: str, tokens: list[_Token], at: int) -> Made:
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
    if high.value < low.value or _two_units(text[low.end : joint_end], text[high.end : high.end + 12]):
        return None
    interval = Interval(Bound(low.value, True), Bound(high.value, inclusive), start=start, end=high.end)
    return _with_unit(text, interval, tokens, after), after + 1


def _two_units(gap: str, tail: str) -> bool:
    """Whether the ends of a range are counted in different units of time: "3 months to 5 years"."""
    units = [found.group().strip(" -\t\n\r").lower()[:2] for found in (_TIME.search(gap), _TIME.match(tail)) if found]
    return len(units) == 2 and units[0] != units[1]


def _chain(text: str, tokens: list[_Token], at: int) -> Made:
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


def _postfix(text: str, tokens: list[_Token], at: int) -> Made:
    if at + 1 >= len(tokens):
        return None
    token, post = tokens[at], tokens[at + 1]
    if token.value is None or post.kind not in ("postge", "postle"):
        return None
    if not _POST_GAP.fullmatch(text[token.end : post.start]):
        return None
    bound = Bound(token.value, True)
    lower, upper = (bound, None) if post.kind == "postge" else (None, bound)
    interval = Interval(lower, upper, start=token.start, end=token.end)
    return replace(_with_unit(text, interval, tokens, at), end=post.end), at + 2


def _pairs(text: str, tokens: list[_Token]) -> Iterator[Interval]:
    """ "> 140/90 mmHg": one sign over a pair of pressures makes two limits."""
    for sign, pair in zip(tokens, tokens[1:], strict=False):
        if sign.kind not in ("ge", "gt", "le", "lt") or pair.kind != "pair":
            continue
        high, low = (Decimal(part) for part in text[pair.start : pair.end].replace(" ", "").split("/"))
        if not (low < high and high >= 60 and low >= 30):
            continue
        for value in (high, low):
            bound = Bound(value, sign.kind in ("ge", "le"))
            sides = (bound, None) if sign.kind in ("ge", "gt") else (None, bound)
            yield Interval(*sides, unit="mmHg", start=sign.start, end=pair.end)


def _with_unit(text: str, interval: Interval, tokens: list[_Token], at: int) -> Interval:
    stop = tokens[at + 1].start if at + 1 < len(tokens) else len(text)
    tail = text[tokens[at].end : min(stop, tokens[at].end + 70)]
    relative = "ULN" if _ULN.match(tail) else "LLN" if _LLN.match(tail) else "none"
    number_words = text[tokens[at].start : tokens[at].end]
    power = re.search(r"[x×*]\s*10.*$|\s10(?:3|6|9|12)$", number_words, re.I)
    return replace(interval, unit=((power.group() if power else "") + tail).strip()[:30], relative=relative)


def _merge(text: str, intervals: list[Interval], *, loose: bool) -> list[Interval]:
    """A lower and an upper bound that stand side by side and leave room between them become one range."""
    merged: list[Interval] = []
    for interval in intervals:
        before = merged[-1] if merged else None
        gap = text[before.end : interval.start] if before else ""
        joins = _JOIN.fullmatch(re.sub(r"\d", "", gap) if loose else gap) and not re.search(r"\bor\b|/\s*or", gap, re.I)
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
