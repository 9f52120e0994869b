"""Takes the parts' source, gives its tokens, each with its role: variable, property, private name, string or plain.

It knows the JavaScript that the parts are written in: every statement ends in a semicolon, and objects hold no methods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<name>#?[A-Za-z_$][\w$]*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<string>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
    r"|(?P<mark>\.\.\.|=>|\?\.|\?\?=|\?\?|\|\|=|&&=|===|!==|\*\*|&&|\|\||[-+*/<>=!]=|\+\+|--|[^\w\s])",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+/[a-z]*")
WORDS = frozenset(
    re.findall(
        r"\w+",
        "async await break case catch class const continue default delete do else export extends finally for "
        "function get if in instanceof let new null of return set static super switch this throw true false "
        "try typeof undefined void while",
    )
)
GLOBALS = frozenset(
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


def roles(found: list[Token]) -> Iterator[Token]:
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
    if brace[0] == "object" and before in ("{", ",") and not (piece in WORDS and after != ":"):
        if after == ":":
            return "property"
        return "shorthand" if after in (",", "}", "=") else "variable"
    return "plain" if piece in WORDS or piece in GLOBALS else "variable"
