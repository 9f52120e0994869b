"""The signs and numbers in words: tokens of the benchmark's own parser of limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
NUMBER_WORDS = {word: Decimal(number) for number, word in enumerate(_WORDS.split())} | {
    "once": Decimal(1),
    "twice": Decimal(2),
    "thrice": Decimal(3),
    "thirty": Decimal(30),
    "sixty": Decimal(60),
}

_BIG = r"(?:superior|greater|more|higher|larger|older|longer|later|bigger|major|heavier|taller)"
_SMALL = r"(?:inferior|less|lower|fewer|younger|smaller|shorter|earlier)"
_EQUAL = r"(?:\s+th[ae]n)?\s*(?:,?\s*or|/|and/or)\s*(?:is\s+)?equals?(?:\s+(?:to|than))?\b"
_NOT_SIGN = r"(?!\s+(?:th[ae]n|or\s+equal|\d))"
_TOKEN = re.compile(
    rf"""
    (?P<skip>(?:/|per|⁄)\s*1[.,]7\d?\s*(?:m\b|m2|m²|m\^|m\*)|\b\w+\s*(?:\^|\*)\s*-?\d+\b)
  | (?P<le>\b{_SMALL}{_EQUAL}|\bequal(?:\s+to)?\s+or\s+(?:{_SMALL}|below|under)(?:\s+than)?\b
       |<\s*(?:or|/)\s*=(?:\s*to\b)?
       |<\s*=|=\s*\\?<|≤|≦|⩽|£(?=\s*\d)|\bat\s+most\b|\b(?:below|under)\s+or\s+equal\s+to\b
       |\b(?:a\s+)?max(?:imum|\.)?(?:\s+of)?(?=\s+\d)|\bup\s+to\b|\bwithin\b(?!\s+[\d.]+\s*%)
       |\b(?:not|no)\s+(?:{_BIG}\s+than|(?:to\s+)?exceed(?:ing)?|over|above)\b)
  | (?P<ge>\b{_BIG}{_EQUAL}|\b(?:equal|upper)(?:\s+to)?\s+or\s+(?:{_BIG}|above|over|equal)(?:\s+(?:than|to))?\b
       |\bupper\s+or\s+equal\s+to\b|>\s*(?:or|/)\s*=(?:\s*to\b)?|>\s*=|=\s*\\?>|≥|≧|⩾|³(?=\s*\d)|\bat\s+least\b
       |\b(?:a\s+)?min(?:imum|\.)?(?:\s+of)?(?=\s+(?:\d|one\b|two\b|three\b))|\b(?:a\s+)?minimum\s+of\b
       |\b(?:not|no)\s+(?:{_SMALL}\s+than|under|below)\b)
  | (?P<gt>>(?!\s*_)|＞|\b{_BIG}\s+th[ae]n\b|\bgreater(?=\s+\d)|\bexceed(?:s|ing)?\b|\babove\b|\bover\b
       |\bin\s+excess\s+of\b|\bbeyond\b|\bolder(?=\s+\d))
  | (?P<lt><(?!\s*_)|＜|˂|\b{_SMALL}\s+th[ae]n\b|\bbelow\b|\bunder\b)
  | (?P<postge>\b(?:or|and)\s+(?:more|greater|higher|older|above|over|worse|longer|later|larger|up(?:wards?)?|olders)\b
       {_NOT_SIGN}
       |(?<=\d)\s?\+(?=\s|$))
  | (?P<postle>\b(?:or|and)\s+(?:less|lower|younger|below|fewer|under|earlier|smaller|shorter)\b{_NOT_SIGN})
  | (?P<between>\bbetween\b|\brang(?:e|ing)\s+(?:of|from)\b|\bfrom\b)
  | (?P<outside>\boutside\b)
  | (?P<damage>=|\?(?=\s*\d)|\ufffd|[<>]\s*_)
  | (?P<pair>(?<![\w./])\d{{2,3}}\s?/\s?\d{{2,3}}(?![\w/]))
  | (?P<fraction>(?<![\w./])(?:\d+\s+)?\d+\s?/\s?\d+(?![\w/]))
  | (?P<num>(?<![^\W_])(?<![.,^*/])(?<![a-zA-Z]{{3}}-)(?<![hlmHL]-)(?<!dL-)
       (?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:\ \d{{3}})+(?!\d)|\d+[.,]\d+|\d+|\.\d+)
       (?:\s*[x×*]\s*10\s*(?:\^|\*\*?|e)?\s*-?\d{{0,2}}(?!\d)|\s+10(?:3|6|9|12)(?=\s*/)|\s*[x×]\s*10[⁰-⁹]+)?)
  | (?P<word>\b(?:{"|".join(NUMBER_WORDS)})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}\.000")
_CELLS = re.compile(r"\s*(?:/\s*mm|/\s*[µμu]l|cel\w*|copies|mm3|per\s+mm)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, a number or another word that bears on a limit; `value` for numbers only."""

    kind: str
    start: int
    end: int
    value: Decimal | None = None


def tokens(text: str) -> list[Token]:
    """Everything in the text that bears on a limit, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "skip" and re.match(r"\d", match.group()):
            continue
        if kind == "damage" and found and found[-1].kind in "le ge lt gt" and match.start() - found[-1].end <= 1:
            continue  # "> =" with a word between is one sign
        value = number(match.group(), text[match.end() :]) if kind in ("num", "word") else None
        if kind != "skip":
            found.append(Token(kind, match.start(), match.end(), value))
    return found


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
