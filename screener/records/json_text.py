"""JSON text to values: numbers stay exact, lines are read one by one where it is JSON lines."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from decimal import InvalidOperation
from typing import Any
from typing import NoReturn

from screener.records.notes import Notes

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


Json = Any
"""What a JSON text can hold."""


class _BadNumberError(ValueError):
    """A number that JSON does not have (NaN, Infinity)."""


def values(text: str, notes: Notes) -> list[Json]:
    """The JSON values of a text: one, or one a line; what does not parse is noted with its place."""
    try:
        return [_loads(text)]
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        if _has_lines(lines):
            return _by_line(lines, notes)
        notes.add("json-broken", _broken(error), "the text may be cut off: export it again")
    except RecursionError:
        notes.add("json-broken", "the JSON nests deeper than any record does", "check the export")
    except ValueError:
        notes.add("json-broken", "the JSON holds a number that cannot be read", "check the export")
    return []


def _by_line(lines: list[str], notes: Notes) -> list[Json]:
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_loads(line))
        except json.JSONDecodeError as error:
            notes.add("json-broken", f"line {number}: {error.msg} at column {error.colno}", "the other lines were read")
        except (RecursionError, ValueError):
            notes.add("json-broken", f"line {number}: cannot be read", "the other lines were read")
    return found


def _has_lines(lines: list[str]) -> bool:
    """Whether the text is JSON lines: two or more objects, each on its own line."""
    full = [line for line in lines if line.strip()]
    if len(full) < 2 or not all(line.lstrip().startswith("{") for line in full):
        return False
    try:
        _loads(full[0])
    except (ValueError, RecursionError):
        return full[0].rstrip().endswith("}") or full[1].rstrip().endswith("}")
    return True


def _broken(error: json.JSONDecodeError) -> str:
    return f"line {error.lineno} column {error.colno}: {error.msg}"


def _loads(text: str) -> Json:
    value = json.loads(text, parse_float=_exact, parse_constant=_refuse)
    return _clean(value) if _may_hold_halves(text) else value


def _may_hold_halves(text: str) -> bool:
    return "\\ud" in text or "\\uD" in text or (not text.isascii() and _LONE_SURROGATE.search(text) is not None)


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise _BadNumberError from error


def _refuse(_: str) -> NoReturn:
    raise _BadNumberError


def _clean(value: Json) -> Json:
    """The value with half characters (lone surrogates), which no output can hold, replaced."""
    match value:
        case str():
            return _LONE_SURROGATE.sub("\ufffd", value) if not value.isascii() else value
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {_clean(key): _clean(one) for key, one in value.items()}
        case _:
            return value
