"""Runs the service: one socket, one process that speaks HTTP, and its workers."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from screener.core.errors import ScreenerError
from screener.web.app import create_app
from screener.web.settings import Settings
from screener.web.settings import checked

_MOST_AT_ONCE = 64
_ERRORS = logging.getLogger("uvicorn.error")


def run(settings: Settings, tls: tuple[Path, Path] | None, tell: Callable[[str], None]) -> None:
    """Serves until it is ended; `tell` gets the address once it can be asked."""
    app = create_app(checked(settings))
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("screener.web").setLevel(logging.INFO)
    config = uvicorn.Config(
        app,
        access_log=False,  # it would write addresses with whatever they hold; web/log.py writes patterns
        log_config=None,
        server_header=False,
        proxy_headers=True,  # from this machine alone, so that a proxy can say that it speaks TLS
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=5,
        h11_max_incomplete_event_size=32_768,
        ssl_certfile=tls[0] if tls else None,
        ssl_keyfile=tls[1] if tls else None,
    )
    listening = _listen(settings)
    scheme = "https" if tls else "http"
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    server = _Told(config, lambda: tell(f"{scheme}://{shown}:{port}"))
    try:
        server.run(sockets=[listening])
    except SystemExit:
        if app.state.refused is None:
            raise
    if isinstance(app.state.refused, ScreenerError):
        raise app.state.refused


class _Told(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As ever, then a word; what goes wrong before is told once, by the one who called."""
        _ERRORS.setLevel(logging.CRITICAL)
        await super().startup(sockets)
        _ERRORS.setLevel(logging.WARNING)
        if self.started:
            self.ready()


def _listen(settings: Settings) -> socket.socket:
    host = settings.host.strip("[]")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, settings.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)  # with its protocol named, asyncio sends without delay
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise ScreenerError(
            f"It cannot listen on {settings.host}, port {settings.port}: {why}.", hint="Choose another with --port or --host."
        ) from None
    return listening
