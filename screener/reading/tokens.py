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
    (?:\\?&(?:lt|gt);|\\?[<>])\s*\\?/?_?\s*=                            # <=  \>=  &gt;=  >/=
  | =\s*\\?[<>]                                                        # =< =>
  | \\?[<>]\s*(?:/\s*or\s*=|or\s*=(?:\s*to\b)?|or\s+equal(?:\s+to|\s+than)?\b|and\s*/?\s*or\s+equal(?:\s+to)?\b)
  | \\?[<>]\s*than\s+(?:or\s+)?equal\s+to\b                             # "> than equal to"
  | \\?&(?:ge|le|gt|lt);
  | \\?[<>]_(?=\s?\d)                                                  # <_ for ≤
  | [≥≤≧≦⩾⩽＞＜≯≮˂˃]\s*(?:or\s*=\s*(?:to\b)?)?
  | \\?[<>]{1,2}
  | (?<![\w.)\]])[³£](?=\s*\d)                                         # a lost ≥ or ≤
  | (?<=\s)[³£](?=\s*\d)
  | \+\s*/\s*-|±
  | (?<![=])=(?![=])
  | [?\ufffd](?=\s?\d)
  | [~≈～](?=\s?\d)
"""
_NUMBER = r"""
    \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])
  | \d+[.·]\d+(?![\d,])
  | \d+,\d+(?![\d,])(?!\s*(?:,|or\b|and\b|&)\s*\d)
  | \d{1,3}(?:\.\d{3})+(?!\d)
  | \d{1,3}(?:[ \u00a0\u202f](?!10[69]\b)\d{3})+(?=\s*(?:/|cells|per|mm|µl|ul|x))
  | \d+
  | [½¼¾]
"""
_TOKEN = re.compile(
    rf"""
    (?P<cmp>{_COMPARE})
  | (?P<entity>&(?:amp|nbsp|quot|apos|\#\d+|[a-z]+);)
  | (?P<ratio>\d+:\d+(?![\d:])|20/\d{{2,4}}(?!\d))                      # 1:1000, 20/40
  | (?P<num>{_NUMBER})
  | (?P<glued>(?:than|to|of|least|aged?|and|or|over|under|above|below|is)(?=\d))
  | (?P<word>[^\W\d_]+(?:['’](?=[a-zA-Z])[^\W_]+|[^\W_])*)
  | (?P<mark>[^\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {"≥": ">=", "≧": ">=", "⩾": ">=", "≤": "<=", "≦": "<=", "⩽": "<=", "＞": ">", "＜": "<", "³": ">=", "£": "<=",
          "˂": "<", "˃": ">", "～": "~", "≯": "<=", "≮": ">=", "±": "±", "=": "=", "?": "?", "\ufffd": "?", "~": "~", "≈": "~"}  # fmt: skip
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_ENTITY_MARKS = {"&amp;": "&", "&nbsp;": " ", "&quot;": '"', "&apos;": "'"}
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?$")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`; every character that is not white space lies in exactly one."""
    made: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup or "mark"
        raw = match.group()
        first, last = match.span()
        if kind == "word":
            made.append(Token("word", first, last, raw, fold(raw)))
        elif kind == "num":
            made.append(Token("num", first, last, raw, plain_number(raw)))
        elif kind == "glued":
            made.append(Token("word", first, last, raw, fold(raw)))
        elif kind == "ratio":
            made.append(Token("word", first, last, raw, raw))
        elif kind == "cmp":
            made.append(Token("cmp", first, last, raw, sign(raw)))
        elif kind == "entity":
            made.append(Token("mark", first, last, raw, _ENTITY_MARKS.get(raw.lower(), raw)))
        else:
            made.append(Token("mark", first, last, raw, _MARKS.get(raw, raw)))
    return made


_MARKS = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "，": ",", "、": ",", "；": ";", "：": ":", "（": "(", "）": ")",
          "。": ".", "⁄": "/", "∕": "/", "［": "[", "］": "]", "＋": "+"}  # fmt: skip


def plain_number(raw: str) -> str:
    """A decimal string: grouping removed, a decimal comma made a point; `1.000` and `50.000` stay as they are."""
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
