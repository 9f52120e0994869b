"""Reads the project's own data files, which are TOML of the flattest kind."""

from __future__ import annotations

import json
import re
from typing import Any

_ENTRY = re.compile(r'\[(?:"(.+)"|([\w.-]+))\]\s*(?:#.*)?$')


def records(text: str) -> dict[str, dict[str, Any]]:
    """What `tomllib` gives for `[id]` and `[id.part]` tables with one `key = value` a line, many times as fast.

    The catalogue is read at every start; such values are JSON as they stand, and a test holds the two readers equal.
    """
    parts = ["{"]
    dotted: list[str] = []
    opened = first = False
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped[0] == "#":
            continue
        if stripped[0] == "[" and (entry := _ENTRY.match(stripped)):
            name = entry[1] or entry[2]
            parts.append(("}," if opened else "") + json.dumps(name) + ":{")
            if not entry[1] and "." in name:
                dotted.append(name)
            opened = first = True
            continue
        key, equals, value = stripped.partition(" = ")
        if not equals or not opened:
            raise ValueError(f"line {number} is neither [id] nor key = value on one line")
        key = key if key[0] == '"' else f'"{key}"'
        parts.append(f"{key}:{value}" if first else f",{key}:{value}")
        first = False
    parts.append("}}" if opened else "}")
    read: dict[str, dict[str, Any]] = json.loads("".join(parts))
    for name in dotted:
        entry_name, _, part = name.partition(".")
        read[entry_name][part] = read.pop(name)
    return read
