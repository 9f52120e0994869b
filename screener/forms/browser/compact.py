"""Takes the parts' source, gives the same module smaller: no comments, no spaces to spare, short names for variables.

It knows the JavaScript that the parts are written in: every statement ends in a semicolon, objects hold no methods, and
names are declared once for one purpose. A variable's name is shortened everywhere alike; properties keep theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count

_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<name>#?[A-Za-z_$][\w$]*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<string>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
    r"|(?P<mark>\.\.\.|=>|\?\.|\?\?=|\?\?|\|\|=|&&=|===|!==|\*\*|&&|\|\||[-+*/<>=!]=|\+\+|--|[^\w\s])",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+/[a-z]*")
_WORDS = frozenset(
    re.findall(
        r"\w+",
        "async await break case catch class const continue default delete do else export extends finally for "
        "function get if in instanceof let new null of return set static super switch this throw true false "
        "try typeof undefined void while",
    )
)
_GLOBALS = frozenset(
    re.findall(
        r"\w+",
        "Array BigInt Boolean CSSStyleSheet CustomEvent Date Error FormData HTMLElement JSON Map Math Number "
        "Object RangeError Set String TypeError clearTimeout customElements document fetch globalThis "
        "sessionStorage setTimeout structuredClone",
    )
)
_BEFORE_REGEX = frozenset(["(", ",", "=", ":", "?", "!", "&&", "||", "{", "}", ";", "=>", "return", "["])
_BEFORE_BLOCK = frozenset([")", "=>", "{", "}", ";", "else", "try", "finally", "do"])
Token = tuple[str, str]


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a script as (kind, text); a template's expressions are tokens of their own between its quotes."""
    at, before, depths = 0, "", [0]
    while at < len(text):
        if text[at] == "`" or (text[at] == "}" and depths[-1] == 0 and len(depths) > 1):
            if text[at] == "}":
                depths.pop()
            found = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL).match(text, at)
            assert found is not None, "a template that does not end"
            if found[1] == "${":
                depths.append(0)
            kind, piece = "template", found[0]
        elif text[at] == "/" and before in _BEFORE_REGEX and (regex := _REGEX.match(text, at)) and text[at + 1] not in "/*":
            kind, piece = "regex", regex[0]
        else:
            found = _TOKEN.match(text, at)
            assert found is not None, "a character that no token has"
            assert found.lastgroup is not None, "every token has a kind"
            kind, piece = found.lastgroup, found[0]
            depths[-1] += (piece == "{") - (piece == "}")
        at += len(piece)
        if kind != "space":
            before = piece
            yield kind, piece


def compact(text: str, kept: tuple[str, ...], internal: tuple[str, ...] = ()) -> str:
    """The script in short; names in `kept` stay as they are, `internal` properties get short ones too."""
    told = list(_roles(list(tokens(text))))
    uses = Counter(piece for role, piece in told if role in _NAMED and piece not in kept)
    texts = Counter(piece for role, piece in told if role == "string")
    often = [piece for piece, times in texts.items() if len(piece) * times > len(piece) + 5 + 2 * times]
    uses.update({piece: texts[piece] for piece in often})
    short = dict(zip((name for name, _ in uses.most_common()), _names(set(kept)), strict=False))
    inner = dict(zip(internal, (f"${name}" for name in _names(set())), strict=False))
    pieces = [f"const {','.join(f'{short[piece]}={piece}' for piece in often)}", ";"] if often else []
    for role, piece in told:
        new = short.get(piece, piece) if role in (*_NAMED, "string") else piece
        if role == "private":
            new = f"#{new}"
        if role == "property":
            new = inner.get(piece, piece)
        key = inner.get(piece, piece)
        pieces.append(f"{key}:{new}" if role == "shorthand" and new != key else new)
    return _written(_joined(_bare(pieces)))


_NAMED = ("variable", "shorthand", "private")


def _bare(pieces: list[str]) -> list[str]:
    """Arrow functions of one plain name without the brackets around it."""
    out: list[str] = []
    for piece in pieces:
        if piece == "=>" and len(out) > 2 and out[-1] == ")" and out[-3] == "(" and _NAME.fullmatch(out[-2]):
            out[-3:] = [out[-2]]
        out.append(piece)
    return out


_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_ENDED = frozenset(["function", "if", "for", "class", "switch", "while", "else"])


def _joined(pieces: list[str]) -> list[str]:
    """Declarations of constants that follow each other as one."""
    out: list[str] = []
    starts = [""]
    for piece in pieces:
        if piece == "const" and out and out[-1] == ";" and starts[-1] == "const ended":
            out[-1] = ","
            starts[-1] = "const"
            continue
        if not starts[-1] or starts[-1] == "const ended":
            starts[-1] = piece
        if piece in ("(", "[", "{"):
            starts.append("")
        elif piece in (")", "]", "}"):
            starts.pop()
            if piece == "}" and starts[-1] in _ENDED:
                starts[-1] = ""
        elif piece == ";":
            starts[-1] = "const ended" if starts[-1] == "const" else ""
        out.append(piece)
    return out


def _roles(found: list[Token]) -> Iterator[tuple[str, str]]:
    """Each token with its role: variable, shorthand (`{ a }`), property, private, or plain."""
    braces: list[list[object]] = [["block", 0]]
    for number, (kind, piece) in enumerate(found):
        before = found[number - 1][1] if number else ";"
        after = found[number + 1][1] if number + 1 < len(found) else ";"
        if kind == "template":
            yield "plain", piece
            continue
        if piece in ("(", "[", "{"):
            braces.append([_brace(found, number) if piece == "{" else piece, 0])
        elif piece in (")", "]", "}"):
            braces.pop()
        elif piece == "?" and kind == "mark":
            braces[-1][1] = int(str(braces[-1][1])) + 1
        elif piece == ":" and int(str(braces[-1][1])):
            braces[-1][1] = int(str(braces[-1][1])) - 1
        yield _role(kind, piece, before, after, braces[-1]), piece.removeprefix("#") if kind == "name" else piece


def _brace(found: list[Token], number: int) -> str:
    before = found[number - 1][1] if number else ";"
    line = [piece for _, piece in found[max(0, number - 4) : number]]
    if "class" in line:
        return "class"
    labelled = before == ":" and number > 2 and found[number - 3][1] == "case"
    return "block" if before in _BEFORE_BLOCK or labelled else "object"


def _role(kind: str, piece: str, before: str, after: str, brace: list[object]) -> str:
    if kind == "string" and not (brace[0] == "object" and before in ("{", ",") and after == ":"):
        return "string"
    if kind != "name":
        return "plain"
    if piece.startswith("#"):
        return "private"
    if before in (".", "?."):
        return "property"
    if brace[0] == "class" and before in ("{", "}", ";", "static", "get", "set", "async"):
        return "property"
    if brace[0] == "object" and before in ("{", ",") and not (piece in _WORDS and after != ":"):
        if after == ":":
            return "property"
        return "shorthand" if after in (",", "}", "=") else "variable"
    return "plain" if piece in _WORDS or piece in _GLOBALS else "variable"


def _names(taken: set[str]) -> Iterator[str]:
    first = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"
    rest = first + "0123456789"
    for number in count():
        name, left = first[number % len(first)], number // len(first)
        while left:
            left -= 1
            name, left = name + rest[left % len(rest)], left // len(rest)
        if name not in _WORDS and name not in taken:
            yield name


_WORDLIKE = re.compile(r"[\w$#]")


def _written(pieces: list[str]) -> str:
    """The pieces with spaces only where two would run together, and a new line now and then."""
    out, length = [], 0
    last = ";"
    for piece in pieces:
        runs = _WORDLIKE.match(last[-1]) and _WORDLIKE.match(piece[0])
        if runs or (last in "+-" and piece in "+-"):
            out.append(" ")
        if piece == "}" and last == ";":
            out.pop()
        out.append(piece)
        length += len(piece)
        if piece == ";" and length > 500 and not last.startswith("for"):
            out.append("\n")
            length = 0
        last = piece
    return "".join(out)
