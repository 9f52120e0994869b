"""One worker: `python -m screener.web.worker` takes messages on its standard input and answers on its standard output."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from screener.core.errors import ScreenerError
from screener.web import frames
from screener.web.desk import Desk
from screener.web.failure import met_at
from screener.web.refusal import Refusal

_BETWEEN_COLLECTIONS = 50_000
"""A report makes some thousand objects, none of them in a circle."""


def main(told: str) -> None:
    """Loads everything once, then answers until the service ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the service ends it; a Ctrl+C reaches both
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints by mistake goes to the log, not into a message
    given = json.loads(told)
    try:
        site = Path(given["site"]) if given["site"] is not None else None
        desk = Desk(tuple(Path(one) for one in given["protocols"]), given["longest"], site)
    except ScreenerError as error:
        _send(sink, {"kind": frames.REFUSED, "message": error.message, "hint": error.hint})
        return
    gc.collect()
    gc.freeze()  # the catalogue and grammars stay; the collector need not walk them over and over
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    _send(sink, {"kind": frames.READY})
    while (message := frames.received(source)) is not None:
        _send(sink, *answer(desk, *message))


def answer(desk: Desk, head: frames.Head, body: bytes) -> tuple[frames.Head, bytes]:
    """What the desk gives; a failure tells where it happened, and nothing of what it was given."""
    verb = head.pop("verb")
    try:
        return {"kind": frames.DONE}, desk.do(verb, body, head)
    except Refusal as told:
        return {"kind": frames.REFUSED, "status": told.status, **told.to_json()["error"]}, b""
    except Exception as error:  # noqa: BLE001  # one bad request must not end the worker
        return {"kind": frames.FAILED, "where": met_at(error)}, b""


def _send(sink: BinaryIO, head: frames.Head, body: bytes = b"") -> None:
    sink.write(frames.packed(head, body))
    sink.flush()


if __name__ == "__main__":
    main(sys.argv[1])
