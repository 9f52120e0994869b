"""Takes the parts' source, gives the same module smaller: no comments, no spaces to spare, short names for variables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from screener.forms.browser.names import NAMED
from screener.forms.browser.names import declared
from screener.forms.browser.names import short_names
from screener.forms.browser.names import statements
from screener.forms.browser.tokens import Token
from screener.forms.browser.tokens import roles
from screener.forms.browser.tokens import tokens

_SHORT = {"const": "let", "true": "!0", "false": "!1"}
_LITERALS = ("null", "undefined")


def compact(text: str, kept: tuple[str, ...], internal: tuple[str, ...] = ()) -> str:
    """The script in short; names in `kept` stay as they are, `internal` properties get short ones too."""
    told = [_literal(*token) for token in roles(list(tokens(text)))]
    found = list(statements(told))
    module = declared(found) - set(kept)
    uses = Counter(piece for role, piece in told if role in NAMED and piece in module)
    texts = Counter(piece for role, piece in told if role == "string")
    often = [piece for piece, times in texts.items() if len(piece) * times > len(piece) + 5 + 2 * times]
    uses.update({piece: texts[piece] for piece in often})
    shared = short_names(uses, set(kept))
    private = short_names(Counter(piece for role, piece in told if role == "private"), frozenset())
    inner = dict(zip(internal, (f"${name}" for name in short_names(Counter(internal), frozenset()).values()), strict=True))
    pieces = [f"let {','.join(f'{shared[piece]}={piece}' for piece in often)}", ";"] if often else []
    for statement in found:
        pieces.extend(_renamed(statement, shared, private, inner, kept))
    return _written(_joined(_bare(pieces)))


def _literal(role: str, piece: str) -> Token:
    return ("string" if role == "plain" and piece in _LITERALS else role), piece


def _renamed(
    statement: list[Token], shared: dict[str, str], private: dict[str, str], inner: dict[str, str], kept: tuple[str, ...]
) -> Iterator[str]:
    """The statement's tokens with the short names: the module's, and its own beside them."""
    used = {shared.get(piece, piece) for role, piece in statement if role in (*NAMED, "string")}
    own = Counter(piece for role, piece in statement if role in NAMED and piece not in shared and piece not in kept)
    names = shared | short_names(own, used | set(kept))
    for role, piece in statement:
        match role:
            case "private":
                yield f"#{private[piece]}"
            case "property":
                yield inner.get(piece, piece)
            case "variable" | "string":
                yield names.get(piece, piece)
            case "shorthand":
                key, new = inner.get(piece, piece), names.get(piece, piece)
                yield new if new == key else f"{key}:{new}"
            case _:
                yield _SHORT.get(piece, piece)

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
        if piece == "let" and out and out[-1] == ";" and starts[-1] == "ended":
            out[-1] = ","
            starts[-1] = "let"
            continue
        if not starts[-1] or starts[-1] == "ended":
            starts[-1] = piece
        if piece in ("(", "[", "{"):
            starts.append("")
        elif piece in (")", "]", "}"):
            starts.pop()
            if piece == "}" and starts[-1] in _ENDED:
                starts[-1] = ""
        elif piece == ";":
            starts[-1] = "ended" if starts[-1] == "let" else ""
        out.append(piece)
    return out


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
