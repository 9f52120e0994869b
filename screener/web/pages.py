"""The pages for people: protocols, compiling, forms, screening, and the documentation of the JSON API."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import APIRouter
from fastapi import Request
from starlette.responses import RedirectResponse
from starlette.responses import Response

from screener.screening.options import STAGES
from screener.web.api import forms_of
from screener.web.api import workers_of
from screener.web.reference import operations
from screener.web.refusal import Refusal
from screener.web.sent import sent
from screener.web.session import COOKIE
from screener.web.session import Sessions
from screener.web.views import page

router = APIRouter(include_in_schema=False)
_WRONG_TOKEN_PAUSE = 0.5


async def _entry(request: Request, ident: str) -> dict[str, Any]:
    listed = json.loads(await workers_of(request).ask("protocols"))["protocols"]
    found = next((one for one in listed if one["id"] == ident), None)
    if found is None:
        raise Refusal(404, "protocol-unknown", "There is no protocol of that id.", "The list of protocols is at /.")
    assert isinstance(found, dict)
    return found


def _shown(request: Request, name: str, **values: Any) -> Response:  # noqa: ANN401  # what templates take
    return page(name, locked=request.app.state.sessions is not None, **values)


@router.get("/")
async def protocols(request: Request) -> Response:
    """The list of protocols."""
    listed = json.loads(await workers_of(request).ask("protocols"))["protocols"]
    return _shown(request, "protocols.html", protocols=listed)


@router.get("/protocols/{ident}")
async def form(request: Request, ident: str) -> Response:
    """The page of a protocol with its form."""
    has_site = request.app.state.settings.site is not None
    return _shown(request, "form.html", protocol=await _entry(request, ident), view="form", has_site=has_site)


@router.get("/protocols/{ident}/bundle.json")
async def bundle(request: Request, ident: str) -> Response:
    """The rules that the form decides from."""
    return Response(await forms_of(request).get(ident, "bundle"), media_type="application/json")


@router.get("/site.json")
async def site(request: Request) -> Response:
    """The site's profile, from which the form decides too."""
    return Response(await workers_of(request).ask("site"), media_type="application/json")


@router.get("/protocols/{ident}/rules")
async def rules(request: Request, ident: str) -> Response:
    """The protocol's text beside its rules."""
    view = json.loads(await workers_of(request).ask("rules", protocol=ident))
    return _shown(request, "rules.html", protocol=await _entry(request, ident), view="rules", compiled=view)


@router.get("/protocols/{ident}/screen")
async def upload(request: Request, ident: str) -> Response:
    """Where records are given."""
    return _shown(request, "upload.html", protocol=await _entry(request, ident), view="screen", stages=STAGES)


@router.get("/compile")
async def paste(request: Request) -> Response:
    """Where a text is pasted."""
    return _shown(request, "compile.html", text="", compiled=None, stages=STAGES)


@router.post("/compile")
async def compile_(request: Request) -> Response:
    """The pasted text beside its rules."""
    text = (await sent(request)).field("text") or ""
    view = json.loads(await workers_of(request).ask("compile-page", _bytes(text), name=""))
    return _shown(request, "compile.html", text=text, compiled=view, stages=STAGES)


@router.post("/compile/file")
async def protocol_file(request: Request) -> Response:
    """The pasted text as a protocol file to keep."""
    text = (await sent(request)).field("text") or ""
    made = await workers_of(request).ask("protocol-file", _bytes(text), name="")
    headers = {"Content-Disposition": "attachment; filename=protocol.toml"}
    return Response(made, media_type="application/toml", headers=headers)


@router.post("/compile/form")
async def form_of_text(request: Request) -> Response:
    """The pasted text's form as one file that works offline."""
    text = (await sent(request)).field("text") or ""
    made = await workers_of(request).ask("compile-form", json.dumps({"text": text, "to": "html"}).encode())
    headers = {"Content-Disposition": "attachment; filename=form.html"}
    return Response(made, media_type="text/html", headers=headers)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


@router.post("/screen")
async def screen(request: Request) -> Response:
    """The work list over uploaded records, or over the answers of a form, with a worksheet for each candidate."""
    told = await sent(request)
    given = await told.files("files")
    if answers := told.field("answers"):
        given.append(("answers.json", _bytes(answers)))
    if not given:
        raise Refusal(422, "no-records", "No file was chosen.", "Go back and choose at least one file of records.")
    asked = {
        "protocol": told.field("protocol"),
        "text": told.field("text"),
        "rules_hash": told.field("rules_hash") or None,
        "index_date": told.field("index_date") or None,
        "stage": told.field("stage") or STAGES[0],
        "presume": told.fields("presume"),
    }
    sizes = [(name, len(data)) for name, data in given]
    found = await workers_of(request).ask("screen-page", b"".join(data for _, data in given), request=asked, files=sizes)
    return _shown(request, "result.html", found=json.loads(found))


@router.get("/api")
@router.get("/api/")
async def reference(request: Request) -> Response:
    """The documentation of the JSON API; it loads nothing from anywhere."""
    return _shown(request, "reference.html", operations=operations(request.app.openapi()))


@router.get("/login")
async def login(request: Request) -> Response:
    """Where a person shows the token."""
    return _shown(request, "login.html", wrong=False)


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Sets the cookie, if the token is right."""
    sessions: Sessions | None = request.app.state.sessions
    if sessions is None:
        return RedirectResponse("/", 303)
    token = (await sent(request)).field("token") or ""
    if not sessions.knows(token.strip()):
        await asyncio.sleep(_WRONG_TOKEN_PAUSE)
        return page("login.html", status=401, locked=True, wrong=True)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, sessions.cookie(), httponly=True, samesite="strict", secure=secure, path="/")
    return answer


@router.post("/logout")
async def log_out(request: Request) -> Response:
    """Takes the cookie away."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer
