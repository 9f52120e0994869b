"""What the words before a condition's name say about it: history, family, suspicion, severity, denial of any history."""

from __future__ import annotations

import re
from dataclasses import dataclass

from screener.records.names import bare
from screener.records.spellings import graded

_PREFIX = re.compile(
    r"(?P<denied>(?:no (?:known |prior |previous |past |personal )*history of |den(?:ies|ied) (?:any )?history of "
    r"|never had (?:an? )?))"
    r"|(?P<family>family history of )|(?P<past>(?:past |personal |past medical )?history of )|(?P<suspected>suspected )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A condition's own name, and what stood before it."""

    name: str
    severity: str | None = None
    past: bool = False
    family: bool = False
    suspected: bool = False
    denied: bool = False


def phrase(text: str) -> Phrase:
    """The words of a recorded condition taken apart."""
    name = bare(text)
    found = _PREFIX.match(name)
    severity, name = graded(name[found.end() :] if found else name) or (None, name[found.end() :] if found else name)
    if found is None:
        return Phrase(name, severity)
    return Phrase(name, severity, bool(found["past"]), bool(found["family"]), bool(found["suspected"]), bool(found["denied"]))
