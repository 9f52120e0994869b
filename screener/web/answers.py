"""A refusal as the answer that fits who asks: JSON for programs, a page for people."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.responses import RedirectResponse
from starlette.responses import Response
from starlette.types import Scope

from screener.web.refusal import Refusal
from screener.web.views import page


def told(scope: Scope, refusal: Refusal) -> Response:
    """The answer; a person without a token is led to the login form."""
    wants_page = "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith("/api/")
    headers = {"Connection": "close"} if refusal.status in (408, 413) else {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if not wants_page:
        return JSONResponse(refusal.to_json(), refusal.status, headers)
    if refusal.status == 401 and scope["method"] in ("GET", "HEAD"):
        return RedirectResponse("/login", 303)
    return page("error.html", status=refusal.status, headers=headers, refusal=refusal)
