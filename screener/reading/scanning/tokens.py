"""Takes source text, gives its tokens: words, numbers, signs and punctuation, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from screener.catalog.words import fold


class Token(NamedTuple):
    """kind: `word`, `num`, `cmp` or `mark`; norm: the folded word, the plain number, the sign, or the mark itself."""

    kind: str
    start: int
    end: int
    text: str
    norm: str


_COMPARE = r"""
    (?:\\?&(?:lt|gt);|\\?[<>])\s{0,40}\\?/?_?\s{0,40}=                            # <=  \>=  &gt;=  >/=
  | =\s{0,40}(?:(?:to\s{1,9})?/?\s{0,9}or\s{0,40})?\\?[<>](?!\s?=)            # =<  =>  "= or >"
  | \\?[<>]\s{0,40}(?:/\s{0,40}or\s{0,40}=|or\s{0,40}=(?:\s{0,40}to\b)?
      |or\s{1,9}equal(?:\s{1,9}to|\s{1,9}than)?\b|and\s{0,40}/?\s{0,40}or\s{1,9}equal(?:\s{1,9}to)?\b)
  | \\?[<>]\s{0,40}than\s{1,9}(?:or\s{1,9})?equal\s{1,9}to\b                             # "> than equal to"
  | \\?&(?:ge|le|gt|lt);
  | \\?[<>]_(?=\s?\d)                                                  # <_ for ≤
  | [≥≤≧≦⩾⩽＞＜≯≮˂˃]\s{0,40}(?:or\s{0,40}=\s{0,40}(?:to\b)?)?
  | \\?[<>]{1,2}
  | (?<![\w.)\]])[³£](?=\s{0,40}\d)                                         # a lost ≥ or ≤
  | (?<=\s)[³£](?=\s{0,40}\d)
  | \+\s{0,40}/\s{0,40}-|±
  | (?<![=])=(?![=])
  | [?\ufffd](?=\s?\d)
  | [~≈～](?=\s?\d)
"""
_NUMBER = r"""
    \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])
  | \d{1,3}(?:['’]\d{3})+(?!\d)                                          # 20'000
  | \d+(?:\.|·(?!10[\^*69⁶⁹]))\d+(?!\d|,\d)
  | \d+,\d+(?![\d,])(?!\s{0,9}(?:,|or\b|and\b|&)\s{0,9}\d)
  | \d{1,3}(?:\.\d{3})+(?!\d)
  | \d{1,3}(?:[ \u00a0\u202f](?!10[69]\b)\d{3}){1,5}(?=\s{0,9}(?:/|cells|per|mm|µl|ul|x))
  | \d{1,3}(?:[ \u00a0\u202f]000){1,2}(?!\d|[.,]\d)
  | \d+
  | [½¼¾]
"""
_PATTERN = rf"""
    (?P<plain_word>[A-Za-z]++(?=[ \r\n,.;:()/-]))                     # the same, found faster
  | (?P<word>[^\W\d_³½¼¾][^\W\d_]*+(?![^\W_]|['’]))                       # letters alone: most of any text
  | (?P<plural>(?<=[a-zA-Z])\((?:s|es|ies)\))
  | (?P<point>\.(?=\d)(?:(?<=[<>=≤≥(]\.)|(?<=[<>=≤≥]\s\.)            # < .45
      |(?<=\bthan\s\.)|(?<=\bto\s\.)|(?<=\bof\s\.)|(?<=\bleast\s\.)
      |(?<=\bthan\.)|(?<=\bleast\.))\d+(?![\d.]))
  | (?P<mark>[-,.;:()/*'"\[\]%])                                         # begins no sign, number or entity
  | (?P<ratio>\d+:\d+(?![\d:])|20/\d{{2,4}}(?!\d)|6/(?:[4569]|7\.5|12|18|24|36|48|60)(?![\d.]))  # 1:1000, 20/40, 6/12
  | (?i:(?P<num>{_NUMBER})
  | (?P<cmp>{_COMPARE})
  | (?P<entity>&(?:amp|nbsp|quot|apos|\#\d+|[a-z]+);)
  | (?P<glued>(?:than|to|of|least|aged?|and|or|over|under|above|below|is)(?=\d)))
  | (?P<times>(?:(?<=\d)|(?<=\d\s))[·•](?=\s?10[\^*69⁶⁹]))                 # 50·10^9
  | (?P<odd_word>[^\W\d_](?:['’](?=[a-zA-Z])[^\W_]+|[^\W_])*)
  | (?P<odd_mark>[^\s])
  | (?P<space>\s+)
    """
_TOKEN = re.compile(_PATTERN, re.VERBOSE)
_PIECE = re.compile(rf"(?:{re.sub(r'[?]P<[a-z_]+>', '?:', _PATTERN)})\s*+", re.VERBOSE)
"""The same without groups: all pieces of a text at once, each with the white space behind it, so that lengths give the places."""
_KNOWN: dict[str, tuple[str, str, str]] = {}
"""Pieces met before with their kind (none for white space), text and norm, where what stands around them does not matter."""
_MOST_KNOWN = 50_000
_LONGEST_KNOWN = 40
_AMBIGUOUS = frozenset("³£=?\ufffd~≈～")
_SIGNS = {"≥": ">=", "≧": ">=", "⩾": ">=", "≤": "<=", "≦": "<=", "⩽": "<=", "＞": ">", "＜": "<", "³": ">=", "£": "<=",
          "˂": "<", "˃": ">", "～": "~", "≯": "<=", "≮": ">=", "±": "±", "=": "=", "?": "?", "\ufffd": "?", "~": "~",
          "≈": "~"}  # fmt: skip
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_ENTITY_MARKS = {"&amp;": "&", "&nbsp;": " ", "&quot;": '"', "&apos;": "'"}
_GROUPED = re.compile(r"\d{1,3}(?:[,'’\u00a0\u202f ]\d{3})+(?:\.\d+)?$")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`; every character that is not white space lies in exactly one."""
    made: list[Token] = []
    add, new, known = made.append, tuple.__new__, _KNOWN
    first, stop = start, len(text) if end is None else end
    for piece in _PIECE.findall(text, start, stop):
        kind, raw, norm = known.get(piece) or _read(piece, text, first, stop)
        if kind:
            add(new(Token, (kind, first, first + len(raw), raw, norm)))
        first += len(piece)
    return made


def _read(piece: str, text: str, first: int, stop: int) -> tuple[str, str, str]:
    """Kind, text and norm of the piece at a place; kept for the next time where its neighbours do not matter."""
    match = _TOKEN.match(text, first, stop)
    assert match is not None  # every character begins a piece
    raw = match.group()
    kind, norm = _kind_and_norm(match.lastgroup or "", raw)
    if len(piece) <= _LONGEST_KNOWN and raw not in _AMBIGUOUS:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[piece] = (kind, raw, norm)
    return kind, raw, norm


def _kind_and_norm(group: str, raw: str) -> tuple[str, str]:
    match group:
        case "plain_word" | "word" | "odd_word" | "glued":
            return "word", fold(raw)
        case "num":
            return "num", plain_number(raw)
        case "point":
            return "num", f"0{raw}"
        case "cmp":
            return "cmp", sign(raw)
        case "ratio":
            return "word", raw
        case "times":
            return "word", "x"
        case "plural":
            return "mark", ""
        case "entity":
            return "mark", _ENTITY_MARKS.get(raw.lower(), raw)
        case "space":
            return "", ""
        case _:
            return "mark", _MARKS.get(raw, raw)


_MARKS = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "，": ",", "、": ",", "；": ";", "：": ":", "（": "(", "）": ")",
          "。": ".", "⁄": "/", "∕": "/", "［": "[", "］": "]", "＋": "+"}  # fmt: skip


def plain_number(raw: str) -> str:
    """A decimal string: grouping removed, a decimal comma made a point; `1.000` and `50.000` stay as they are."""
    if raw.isdecimal():
        return raw
    if raw in _FRACTIONS:
        return _FRACTIONS[raw]
    if _GROUPED.match(raw):
        return re.sub(r"[,'’\u00a0\u202f ]", "", raw)
    if raw.count(".") > 1:
        return raw.replace(".", "")
    return raw.replace(",", ".").replace("·", ".")


def sign(raw: str) -> str:
    """The plain sign of a comparison: `<`, `<=`, `>`, `>=`, `=`, `±`, `~` or `?` for a damaged one."""
    low = raw.lower()
    if low in _SIGNS:
        return _SIGNS[low]
    if low.lstrip("\\")[:1] in _SIGNS and low.lstrip("\\")[:1] != "=":
        base = _SIGNS[low.lstrip("\\")[:1]]
        return base if "=" in base or "=" not in low else base + "="
    if "+" in low:
        return "±"
    equal = "=" in low or "_" in low or "equal" in low or low in {"&ge;", "\\&ge;", "&le;", "\\&le;"}
    side = "<" if "<" in low or "&l" in low else ">"
    return side + ("=" if equal else "")
