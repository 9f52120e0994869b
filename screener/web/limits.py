"""Takes in the whole body of a request before anything is done with it, and not more or longer than allowed."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp
from starlette.types import Message
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

from screener.web.answers import told
from screener.web.refusal import Refusal
from screener.web.refusal import too_large
from screener.web.settings import Settings


class Limits:
    """Refuses a body that is too large, whatever length it tells, or that comes too slowly."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on with its whole body, or refuses it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            length = Headers(scope=scope).get("content-length", "0")
            if length.isascii() and length.isdigit() and int(length[:20]) > self.settings.largest:
                raise too_large(self.settings.largest)
            body = await asyncio.wait_for(self._body(receive), self.settings.seconds)
        except TimeoutError:
            slow = Refusal(408, "body-slow", f"The request took longer than {self.settings.seconds:g} seconds to arrive.")
            await told(scope, slow)(scope, receive, send)
            return
        except Refusal as refusal:
            await told(scope, refusal)(scope, receive, send)
            return
        if body is not None:
            await self.app(scope, _again(body, receive), send)

    async def _body(self, receive: Receive) -> bytes | None:
        """The body; None where the other side went away."""
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.settings.largest:
                raise too_large(self.settings.largest)
            if not message.get("more_body", False):
                return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read to whoever asks for it next."""
    left = [body]

    async def replay() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return replay
