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
  | =\s{0,40}\\?[<>]                                                        # =< =>
  | \\?[<>]\s{0,40}(?:/\s{0,40}or\s{0,40}=|or\s{0,40}=(?:\s{0,40}to\b)?|or\s{1,9}equal(?:\s{1,9}to|\s{1,9}than)?\b|and\s{0,40}/?\s{0,40}or\s{1,9}equal(?:\s{1,9}to)?\b)
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
  | \d+[.·]\d+(?![\d,])
  | \d+,\d+(?![\d,])(?!\s{0,9}(?:,|or\b|and\b|&)\s{0,9}\d)
  | \d{1,3}(?:\.\d{3})+(?!\d)
  | \d{1,3}(?:[ \u00a0\u202f](?!10[69]\b)\d{3}){1,5}(?=\s{0,9}(?:/|cells|per|mm|µl|ul|x))
  | \d+
  | [½¼¾]
"""
_TOKEN = re.compile(
    rf"""
    (?P<word>[^\W\d_³½¼¾][^\W\d_]*+(?![^\W_]|['’]))                       # letters alone: most of any text
  | (?P<plural>(?<=[a-zA-Z])\((?:s|es|ies)\))
  | (?P<mark>[-,.;:()/*'"\[\]%])                                         # begins no sign, number or entity
  | (?P<ratio>\d+:\d+(?![\d:])|20/\d{{2,4}}(?!\d))                      # 1:1000, 20/40
  | (?i:(?P<num>{_NUMBER})
  | (?P<cmp>{_COMPARE})
  | (?P<entity>&(?:amp|nbsp|quot|apos|\#\d+|[a-z]+);)
  | (?P<glued>(?:than|to|of|least|aged?|and|or|over|under|above|below|is)(?=\d)))
  | (?P<odd_word>[^\W\d_](?:['’](?=[a-zA-Z])[^\W_]+|[^\W_])*)
  | (?P<odd_mark>[^\s])
    """,
    re.VERBOSE,
)
_SIGNS = {"≥": ">=", "≧": ">=", "⩾": ">=", "≤": "<=", "≦": "<=", "⩽": "<=", "＞": ">", "＜": "<", "³": ">=", "£": "<=",
          "˂": "<", "˃": ">", "～": "~", "≯": "<=", "≮": ">=", "±": "±", "=": "=", "?": "?", "\ufffd": "?", "~": "~", "≈": "~"}  # fmt: skip
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_ENTITY_MARKS = {"&amp;": "&", "&nbsp;": " ", "&quot;": '"', "&apos;": "'"}
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?$")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`; every character that is not white space lies in exactly one."""
    made: list[Token] = []
    add, new = made.append, tuple.__new__
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        raw = match.group()
        first, last = match.span()
        if kind == "word":
            add(new(Token, ("word", first, last, raw, fold(raw))))
        elif kind == "mark":
            add(new(Token, ("mark", first, last, raw, raw)))
        else:
            add(_odd(kind or "", first, last, raw))
    return made


def _odd(kind: str, first: int, last: int, raw: str) -> Token:
    """A token of the rarer kinds."""
    match kind:
        case "num":
            return Token("num", first, last, raw, plain_number(raw))
        case "cmp":
            return Token("cmp", first, last, raw, sign(raw))
        case "odd_word" | "glued":
            return Token("word", first, last, raw, fold(raw))
        case "ratio":
            return Token("word", first, last, raw, raw)
        case "plural":
            return Token("mark", first, last, raw, "")
        case "entity":
            return Token("mark", first, last, raw, _ENTITY_MARKS.get(raw.lower(), raw))
        case _:
            return Token("mark", first, last, raw, _MARKS.get(raw, raw))


_MARKS = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "，": ",", "、": ",", "；": ";", "：": ":", "（": "(", "）": ")",
          "。": ".", "⁄": "/", "∕": "/", "［": "[", "］": "]", "＋": "+"}  # fmt: skip


def plain_number(raw: str) -> str:
    """A decimal string: grouping removed, a decimal comma made a point; `1.000` and `50.000` stay as they are."""
    if raw.isdecimal():
        return raw
    if raw in _FRACTIONS:
        return _FRACTIONS[raw]
    if _GROUPED.match(raw):
        return re.sub(r"[,\u00a0\u202f ]", "", raw)
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
