"""Takes a template's name and plain values, gives a page; whatever is put in is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined
from markupsafe import Markup
from markupsafe import escape
from starlette.responses import HTMLResponse

from screener import __version__
from screener.paper.verdict_words import DISCLAIMER
from screener.paper.verdict_words import FINDING_MARKS
from screener.paper.verdict_words import STATUS_MEANINGS
from screener.paper.verdict_words import key_reason

_CODE = re.compile(r"`([^`]+)`")


@cache
def templates() -> Environment:
    """The templates of this folder; a name that a template does not get is an error, not a blank."""
    made = Environment(
        loader=FileSystemLoader(str(files(__name__))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        version=__version__,
        disclaimer=DISCLAIMER,
        finding_marks=FINDING_MARKS,
        status_meanings=STATUS_MEANINGS,
        key_reason=key_reason,
    )
    made.filters["coded"] = _coded
    return made


def _coded(text: str) -> Markup:
    """The text with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # escaped before


def page(name: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: object) -> HTMLResponse:
    """The page that a template makes of the values."""
    return HTMLResponse(templates().get_template(name).render(**values), status, dict(headers or {}))
