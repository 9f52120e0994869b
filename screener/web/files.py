"""The scripts and style sheets of the pages, and the form's module; nothing comes from anywhere else."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.responses import Response
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

from screener.forms.browser import module_text
from screener.paper.worksheet import worksheet_style
from screener.web.answers import told
from screener.web.refusal import Refusal

_KINDS = {"css": "text/css", "js": "text/javascript"}


class Files:
    """Answers for /static/NAME from a closed list of names."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One of the files, or that there is none."""
        text = texts().get(scope["path"].removeprefix("/static/"))
        if text is None or scope["method"] not in ("GET", "HEAD"):
            refusal = Refusal(404, "not-found", "There is nothing at this address.", "Start at /.")
            await told(scope, refusal)(scope, receive, send)
            return
        kind = _KINDS[scope["path"].rpartition(".")[2]]
        answer = Response(text, media_type=kind, headers={"Cache-Control": "no-cache"})
        await answer(scope, receive, send)


@cache
def texts() -> dict[str, bytes]:
    """Every file by name."""
    kept = files("screener.web").joinpath("static")
    found = {one.name: one.read_bytes() for one in kept.iterdir() if one.name.endswith((".css", ".js"))}
    return found | {"screener-form.js": module_text().encode(), "worksheet.css": worksheet_style().encode()}
