"""Puts the service together: routes inside, the guard, the limits and the log around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from screener import __version__
from screener.core.errors import ScreenerError
from screener.web import api
from screener.web import pages
from screener.web.answers import told
from screener.web.files import Files
from screener.web.forms import Forms
from screener.web.limits import Limits
from screener.web.log import Log
from screener.web.models import place
from screener.web.refusal import Refusal
from screener.web.security import Guard
from screener.web.session import Sessions
from screener.web.settings import Settings
from screener.web.settings import checked
from screener.web.workers import Workers

ABOUT = """Reads a clinical trial's eligibility text into rules and screens candidates' records against them.

It supports a decision; a person confirms every verdict. Nothing that is sent is stored. Errors never repeat a value."""


def create_app(settings: Settings) -> FastAPI:
    """The service as an ASGI application."""
    checked(settings)
    sessions = Sessions(settings.token) if settings.token else None

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        workers = Workers(settings)
        try:
            await workers.start()
        except ScreenerError as error:
            app.state.refused = error
            await workers.stop()
            raise
        app.state.workers = workers
        app.state.forms = Forms(workers)
        try:
            yield
        finally:
            await workers.stop()

    app = FastAPI(
        title="Eligibility screener",
        version=__version__,
        description=ABOUT,
        lifespan=running,
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
        middleware=[
            Middleware(Log),
            Middleware(Guard, settings=settings, sessions=sessions),
            Middleware(Limits, settings=settings),
        ],
        exception_handlers={
            Refusal: _refused,
            RequestValidationError: _unusable,
            HTTPException: _other,
        },
    )
    app.state.settings = settings
    app.state.sessions = sessions
    app.state.refused = None
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", Files(), name="static")
    return app


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return told(request.scope, error)


async def _unusable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    known = {str(one["loc"][1]) for one in error.errors() if len(one["loc"]) > 1}  # what routes declare, no more
    listed = "; ".join(f"{place(one['loc'], known)}: {one['msg']}" for one in error.errors()[:5])
    return told(request.scope, Refusal(422, "request-unusable", listed, "GET /api/ shows what is expected."))


async def _other(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        refusal = Refusal(404, "not-found", "There is nothing at this address.", "Start at /.")
    elif error.status_code == 405:
        refusal = Refusal(405, "method", "This address does not take that method.", "GET /api/ shows what it takes.")
    else:
        refusal = Refusal(error.status_code, "request-unusable", "The request cannot be used.", "GET /api/ shows how.")
    return told(request.scope, refusal)
