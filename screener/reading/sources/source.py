"""One protocol's texts as they came, by field, before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field


@dataclass(frozen=True, slots=True)
class Source:
    """texts: field name -> exact text. `criteria` (or `text` for a pasted page) holds the lists; the other fields are

    `title`, `conditions`, `minimum_age`, `maximum_age`, `age`, `sex`, `healthy_volunteers`. name: the file it came from.
    """

    name: str = ""
    id: str = ""
    title: str = ""
    texts: dict[str, str] = field(default_factory=dict)
