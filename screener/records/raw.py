"""Bytes of a file to text: unpacks gzip, finds the encoding, refuses what is not text."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

from screener.records.notes import Notes

_SPREADSHEET = "open it in its program and save it as CSV (UTF-8)"
_PACKED = {
    b"PK\x03\x04": _SPREADSHEET,
    b"\xd0\xcf\x11\xe0": _SPREADSHEET,
    b"%PDF": "export the data as CSV, JSON or FHIR",
}
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f]")
_MOST_CONTROLS = 0.02
_LARGEST = 2_000_000_000


def text_of_file(path: Path, notes: Notes) -> str | None:
    """The text of a file, None with an issue where it cannot be had."""
    try:
        data = path.read_bytes()
    except OSError as error:
        notes.add(
            "file-unreadable",
            f"cannot be opened: {error.strerror or 'unknown reason'}",
            "check the path and its rights",
        )
        return None
    return text_of_bytes(data, notes)


def text_of_bytes(data: bytes, notes: Notes) -> str | None:
    """The text of bytes: gzip unpacked, UTF-8 (BOM dropped), UTF-16 with a BOM, else Windows Latin-1 with an issue."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = _unpacked(data)
        except (OSError, EOFError, zlib.error):
            notes.add("file-unreadable", "the gzip file is damaged or cut off", "copy or download it again")
            return None
    for mark, hint in _PACKED.items():
        if data.startswith(mark):
            notes.add("binary-input", "the file is not text", hint)
            return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _checked(data.decode("utf-16", errors="replace"), notes)
    try:
        return _checked(data.decode("utf-8-sig"), notes)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if (checked := _checked(text, notes)) is not None:
        notes.add(
            "encoding-guessed", "the text is not UTF-8; it was read as Windows Latin-1", "save it as UTF-8 to be sure"
        )
    return checked


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    text = unpacker.decompress(data, _LARGEST)
    if unpacker.unconsumed_tail:
        raise OSError("larger than can be read")
    if not unpacker.eof:
        raise EOFError
    return text if not unpacker.unused_data else gzip.decompress(data)


def _checked(text: str, notes: Notes) -> str | None:
    sample = text[:100_000]
    if "\x00" in sample or len(_CONTROLS.findall(sample)) > len(sample) * _MOST_CONTROLS:
        notes.add("binary-input", "the file is not text", "give JSON, FHIR, CSV or TSV")
        return None
    return text
