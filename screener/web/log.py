"""The access log: method, the route's pattern, status and time; never an address as asked, a query or a body."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp
from starlette.types import Message
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

from screener.web.answers import told
from screener.web.failure import met_at
from screener.web.refusal import defect

log = logging.getLogger("screener.web")


class Log:
    """Outermost: writes one line a request, and turns a failure into an answer that repeats nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and writes its line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 0
        start = time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:  # noqa: BLE001  # a traceback's message could hold what was sent
            log.warning("%s", met_at(error))
            if not status:
                await told(scope, defect())(scope, receive, noted)
        took = 1000 * (time.perf_counter() - start)
        log.info("%s %s %s %.0f ms", _plain(scope["method"]), _pattern(scope), status, took)


def _pattern(scope: Scope) -> str:
    """The pattern of the route that answered, such as /protocols/{ident}."""
    if scope["path"].startswith("/static/"):
        return "/static/{name}"
    pattern = getattr(scope.get("route"), "path", None)
    return pattern if isinstance(pattern, str) else "(no route)"


def _plain(method: str) -> str:
    return method if method in {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"} else "(other)"
