"""What a form on a page has sent, kept in memory alone."""

from __future__ import annotations

import sys
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.datastructures import FormData
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.formparsers import MultiPartParser

from screener.web.refusal import Refusal

_MOST_FILES = 5_000
_MOST_FIELDS = 50


class _InMemory(MultiPartParser):
    """Uploads never go to a temporary file: the limit on a request's size keeps them small enough."""

    spool_max_size = sys.maxsize


class Sent:
    """The fields and files of one form."""

    def __init__(self, data: FormData) -> None:
        self.data = data

    def field(self, name: str) -> str | None:
        """The text of a field, its line ends as they were typed; None where it is absent."""
        given = self.data.get(name)
        return given.replace("\r\n", "\n") if isinstance(given, str) else None  # browsers send every line end so

    def fields(self, name: str) -> list[str]:
        """The texts of all fields of a name."""
        return [given for given in self.data.getlist(name) if isinstance(given, str)]

    async def files(self, name: str) -> list[tuple[str, bytes]]:
        """Name and content of every file that was chosen."""
        chosen = [given for given in self.data.getlist(name) if isinstance(given, UploadFile) and given.filename]
        return [(one.filename or "", await one.read()) for one in chosen]


async def sent(request: Request) -> Sent:
    """What the request holds; nothing where it is no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    largest = request.app.state.settings.largest
    try:
        if kind == "multipart/form-data":
            parts = _InMemory(
                request.headers, request.stream(), max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=largest
            )
            return Sent(await parts.parse())
        if kind == "application/x-www-form-urlencoded":
            told = (await request.body()).decode("ascii", errors="replace")
            pairs: list[tuple[str, str | UploadFile]] = [*parse_qsl(told, True, max_num_fields=_MOST_FIELDS)]
            return Sent(FormData(pairs))
    except (MultiPartException, KeyError, ValueError):
        raise Refusal(400, "form-broken", "The form that was sent is damaged.", "Load the page again.") from None
    return Sent(FormData())
