"""The JSON API: the same work as the pages, for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query
from fastapi import Request
from starlette.responses import Response

from screener.web import openapi
from screener.web.forms import Forms
from screener.web.models import CompileRequest
from screener.web.models import FormKind
from screener.web.models import FormRequest
from screener.web.models import ScreenRequest
from screener.web.workers import Workers

router = APIRouter(prefix="/api", tags=["JSON API"])
FORM_KINDS: dict[str, str] = {
    "fhir": "application/fhir+json",
    "redcap": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
_JSON = "application/json"


def workers_of(request: Request) -> Workers:
    """The workers of the running service."""
    workers = request.app.state.workers
    assert isinstance(workers, Workers)
    return workers


def forms_of(request: Request) -> Forms:
    """The forms of the running service."""
    forms = request.app.state.forms
    assert isinstance(forms, Forms)
    return forms


@router.get("/protocols", summary="The protocols of this service", responses=openapi.answers(openapi.protocols(), "The list."))
async def protocols(request: Request) -> Response:
    """The bundled protocols, and the files that the service was started with."""
    return Response(await workers_of(request).ask("protocols"), media_type=_JSON)


@router.get(
    "/protocols/{ident}",
    summary="A protocol as rules",
    responses=openapi.answers(openapi.compiled(), "The compile contract.", 404),
)
async def protocol(request: Request, ident: str) -> Response:
    """The texts, the criteria with their rules and readings, the issues, and the account of every character."""
    return Response(await workers_of(request).ask("compiled", protocol=ident), media_type=_JSON)


@router.get(
    "/protocols/{ident}/form",
    summary="The form of a protocol",
    responses=openapi.answers(openapi.FORM, "The form.", 404),
)
async def form(
    request: Request, ident: str, to: Annotated[FormKind, Query(description="What it is made for.")] = "bundle"
) -> Response:
    """The intake form: the rules for `<screener-form>`, or what another system imports."""
    return Response(await forms_of(request).get(ident, to), media_type=FORM_KINDS.get(to, _JSON))


@router.post(
    "/compile",
    summary="Compile a text",
    openapi_extra=openapi.body(CompileRequest),
    responses=openapi.answers(openapi.compiled(), "The compile contract.", 413, 422, 503),
)
async def compile_(request: Request) -> Response:
    """Reads eligibility text into rules. Text never fails: what cannot be read is marked unread and told in `issues`."""
    return Response(await _done(request, "compile"), media_type=_JSON)


@router.post(
    "/form",
    summary="The form of a text",
    openapi_extra=openapi.body(FormRequest),
    responses=openapi.answers(openapi.FORM, "The form.", 413, 422, 503),
)
async def form_of_text(request: Request) -> Response:
    """Reads eligibility text and makes its form; an html form is one file that works offline."""
    made = await _done(request, "compile-form")
    return Response(made, media_type=_JSON if made.startswith(b"{") else "text/plain; charset=utf-8")


@router.post(
    "/screen",
    summary="Screen candidates",
    openapi_extra=openapi.body(ScreenRequest),
    responses=openapi.answers(openapi.screened(), "A report for each record, in their order.", 404, 409, 413, 422, 503),
)
async def screen(request: Request) -> Response:
    """Decides each record against the protocol. A request may hold one record or many; nothing is stored."""
    return Response(await _done(request, "screen"), media_type=_JSON)


@router.post(
    "/worksheet",
    summary="Worksheets to print",
    openapi_extra=openapi.body(ScreenRequest),
    responses=openapi.answers(openapi.PAGE, "One page, a sheet a candidate.", 404, 409, 413, 422, 503, kind="text/html"),
)
async def worksheet(request: Request) -> Response:
    """Takes what `/api/screen` takes; gives one self-contained HTML page with an A4 sheet for each candidate."""
    made = await _done(request, "worksheet")
    headers = {"Content-Disposition": "attachment; filename=worksheets.html"}
    return Response(made, media_type="text/html; charset=utf-8", headers=headers)


async def _done(request: Request, verb: str) -> bytes:
    """What a worker makes of the request's body."""
    return await workers_of(request).ask(verb, await request.body())
