"""Takes files or bytes, gives compiled protocols: finds the encoding and what kind of text it is."""

from __future__ import annotations

import codecs
import gzip
import json
import re
import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria.protocol import Protocol
from screener.reading.compile import compile_source
from screener.reading.compile import compile_text
from screener.reading.sources.registry import sources_of_json
from screener.reading.sources.registry import sources_of_xml

_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{\]"])')
_XML = re.compile(r"\s*<(?:\?xml|clinical_study|!--)")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_SAMPLE = 100_000
_MOST_CONTROLS = 0.02
_OTHER_FORMATS = {
    b"%PDF": "copy the text out of the PDF and paste it into a text file",
    b"PK\x03\x04": "open it in its program and save it as plain text",
    b"\xd0\xcf\x11\xe0": "open it in its program and save it as plain text",
}


def read_inputs(paths: Iterable[Path]) -> Iterator[Protocol]:
    """The protocols of the files, one after the other; a file that cannot be read gives one with only its issue."""
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            why = error.strerror or "unknown reason"
            found = issue("file-unreadable", f"cannot be opened: {why}", hint="check the path and its rights")
            yield _nothing(path.name, found)
            continue
        yield from read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Iterator[Protocol]:
    """The protocols that bytes hold: registry JSON (one or many), legacy XML, or text as it was pasted."""
    text, found = _decoded(data)
    if text is None:
        yield _nothing(name, *found)
        return
    for protocol in _protocols(text, name):
        yield _with_issues(protocol, found)


def _protocols(text: str, name: str) -> Iterator[Protocol]:
    if _JSON.match(text):
        try:
            sources = sources_of_json(_values(text), name)
        except (json.JSONDecodeError, RecursionError) as error:
            yield _nothing(name, _broken("json-broken", "JSON", getattr(error, "lineno", None)))
            return
    elif _XML.match(text):
        parsed = sources_of_xml(text, name)
        if parsed is None:
            yield _nothing(name, _broken("xml-broken", "XML", None))
            return
        sources = parsed
    else:
        yield compile_text(text, source=name)
        return
    if not sources:
        hint = "give a ClinicalTrials.gov record (API v2 JSON or legacy XML), or the criteria as plain text"
        yield _nothing(name, issue("registry-not-recognised", "holds no registry record that is known", hint=hint))
    for source in sources:
        yield compile_source(source)


def _values(text: str) -> list[object]:
    """The JSON values of a text: one, or one a line."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not error.msg.startswith("Extra data"):
            raise
        return [json.loads(line) for line in lines]


def _decoded(data: bytes) -> tuple[str | None, tuple[Issue, ...]]:
    """The text, line ends as they are and without a byte order mark; None with an issue where it is no text."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return None, (issue("file-unreadable", "the gzip file is damaged or cut off", hint="copy it again"),)
    for mark, hint in _OTHER_FORMATS.items():
        if data.startswith(mark):
            return None, (issue("binary-input", "the file is binary, not text", hint=hint),)
    guessed: tuple[Issue, ...] = ()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
            guessed = (issue("encoding-guessed", "the text is not UTF-8; it was read as Windows Latin-1"),)
    sample = text[:_SAMPLE]
    if "\x00" in sample or len(_CONTROLS.findall(sample)) > len(sample) * _MOST_CONTROLS:
        hint = "give plain text, registry JSON or XML"
        return None, (issue("binary-input", "the file is binary, not text", hint=hint),)
    return text, guessed


def _broken(code: str, what: str, line: int | None) -> Issue:
    place = f" at line {line}" if line else ""
    return issue(code, f"the {what} does not parse{place}: it is cut off or damaged", hint="download it again")


def _nothing(name: str, *found: Issue) -> Protocol:
    return Protocol(Path(name).stem, "", {}, (), {}, found, name)


def _with_issues(protocol: Protocol, found: tuple[Issue, ...]) -> Protocol:
    return replace(protocol, issues=(*found, *protocol.issues))
