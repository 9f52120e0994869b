"""The guard before every route: which host was addressed, where a request comes from, and who asks."""

from __future__ import annotations

from http.cookies import CookieError
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp
from starlette.types import Message
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

from screener.web.answers import told
from screener.web.refusal import Refusal
from screener.web.session import COOKIE
from screener.web.session import Sessions
from screener.web.settings import Settings
from screener.web.settings import is_loopback

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would send a form's Origin as null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OPEN = frozenset({"/login", "/static/style.css"})
"""The only paths that do not ask for the token: the login form and its look."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Lets a request through, or answers it with the reason why not; puts the headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions | None) -> None:
        self.app = app
        self.settings = settings
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on if it may pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            self._check(scope, Headers(scope=scope))
        except Refusal as refusal:
            await told(scope, refusal)(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _check(self, scope: Scope, headers: Headers) -> None:
        if not self._addressed(headers.get("host", "")):
            hint = "Use the address that the service showed at its start, or start it with --name."
            raise Refusal(421, "other-host", "The request names a host that this service is not known by.", hint)
        if scope["method"] not in SAFE and not _own_origin(scope, headers):
            hint = "Send it from a page of this service, or from a program."
            raise Refusal(403, "other-origin", "The request comes from a page of another site.", hint)
        if self.sessions is not None and scope["path"] not in OPEN and not self._is_known(self.sessions, headers):
            hint = "Send the header Authorization: Bearer TOKEN, or log in at /login."
            raise Refusal(401, "token-missing", "This service asks for its token.", hint)

    def _addressed(self, host: str) -> bool:
        """Whether the Host header names this service; else a foreign name was made to point here (DNS rebinding)."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        known = {self.settings.host.strip("[]").lower(), *(one.lower() for one in self.settings.names)}
        anywhere = self.settings.host in ("0.0.0.0", "::")  # then the token alone protects
        return name in known or is_loopback(name) or (anywhere and not self.settings.names)

    def _is_known(self, sessions: Sessions, headers: Headers) -> bool:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return sessions.knows(token.strip())
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return found is not None and sessions.holds(found.value)


def _own_origin(scope: Scope, headers: Headers) -> bool:
    """Whether no other site's page sent it: browsers say where a request comes from, programs need not."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")
