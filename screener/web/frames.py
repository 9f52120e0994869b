"""How the service and a worker speak: a head in JSON, then bytes, each with its length before it."""

from __future__ import annotations

import json
import struct
from typing import Any
from typing import BinaryIO

LENGTHS = struct.Struct(">II")
READY, DONE, REFUSED, FAILED = "ready", "done", "refused", "failed"
Head = dict[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """One message as bytes."""
    told = json.dumps(head).encode("ascii")
    return LENGTHS.pack(len(told), len(body)) + told + body


def received(source: BinaryIO) -> tuple[Head, bytes] | None:
    """The next message, None where the other side has ended."""
    start = source.read(LENGTHS.size)
    if len(start) < LENGTHS.size:
        return None
    told, length = LENGTHS.unpack(start)
    head: Head = json.loads(source.read(told))
    return head, source.read(length)
