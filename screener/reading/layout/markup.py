"""Reads a text that was copied with its HTML as what a browser shows: items for `<li>`, lines for `<br>`, signs for `&#8805;`."""

from __future__ import annotations

import html
import re

from screener.core.span import Span

_LINES = "address|article|blockquote|br|div|dd|dl|dt|h[1-6]|hr|ol|p|section|table|tbody|thead|tr|ul"
_WORDS = "a|b|big|code|em|font|i|mark|s|small|span|strong|sub|sup|u"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>li|td|th|{_LINES}|{_WORDS})"
    r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[\w#.%-]+))*\s*/?>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\\?<!--\s{0,9}--\\?>")
"""An empty comment, which editors leave between two lists."""
_POWER = re.compile(r"(?:10|m)\s*\Z", re.IGNORECASE)
"""What a raised number is a power of: ten, or a length."""
_NOTE = re.compile(r"(?:\d{1,2}|[a-z*†‡§])\s*</sup\s*>(?!\w)", re.IGNORECASE)
"""The mark of a footnote, which says nothing of a candidate ("18 years<sup>1</sup> or older")."""
_LINE = re.compile(_LINES, re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_KNOWN = frozenset({"&amp;", "&quot;", "&apos;", "&lt;", "&gt;", "&le;", "&ge;"})
"""Entities that the tokens of a text have a sign for."""
_DEEPEST = 2
"""How far the mark of an item in lists within lists can be set in: `<li>` has no more letters."""


def shown(text: str) -> tuple[str, list[Span]]:
    """The text with what a browser shows in the place of its HTML, character for character; and where the HTML stood."""
    if "<" not in text and "&" not in text:
        return text, []
    places: list[Span] = []
    made: list[str] = []
    last = depth = 0
    for match, sign in _found(text):
        name = (match["name"] if sign is None else "").lower()
        depth = max(0, depth + (-1 if match["end"] else 1)) if name in {"ul", "ol"} else depth
        width = match.end() - match.start()
        stands = sign.ljust(width) if sign is not None else _instead(name, bool(match["end"]), depth, width)
        end = match.end()
        if match.start() < last:
            continue
        if stands.strip() == "^" and _POWER.search(text, last, match.start()) is None:
            note = _NOTE.match(text, end)
            end = note.end() if note is not None else end
            stands = " " * (end - match.start())
        made += [text[last : match.start()], stands]
        last = end
        places.append(Span(match.start(), end))
    return "".join([*made, text[last:]]), places


def _found(text: str) -> list[tuple[re.Match[str], str | None]]:
    """The tags of a text in their order, and the entities with the sign that each stands for."""
    found: list[tuple[re.Match[str], str | None]] = [(match, None) for match in _TAG.finditer(text)] if "<" in text else []
    if "<!" in text:
        found += [(match, " ") for match in _COMMENT.finditer(text)]
    if "&" in text:
        signs = [(match, _sign(match.group())) for match in _ENTITY.finditer(text)]
        found += [(match, sign) for match, sign in signs if sign]
    return sorted(found, key=lambda one: one[0].start())


def _sign(entity: str) -> str:
    """The one letter or sign that an entity stands for, however often it was escaped; nothing where it is no such."""
    if entity.lower() in _KNOWN:
        return ""
    sign = html.unescape(html.unescape(entity))
    return sign if len(sign) == 1 and sign.isprintable() else " " if sign.isspace() else ""


def _instead(name: str, ends: bool, depth: int, width: int) -> str:
    """What stands in the place of a tag: the mark of an item, a line's end, the sign of a power, or nothing."""
    if name == "li" and not ends:
        return ("\n" + " " * min(max(depth - 1, 0), _DEEPEST) + "*").ljust(width)
    if name == "sup" and not ends:
        return "^".rjust(width)
    if name in {"td", "th"} and ends:
        return "|".ljust(width)
    return "\n".ljust(width) if _LINE.fullmatch(name) or name == "li" else " " * width
