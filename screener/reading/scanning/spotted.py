"""A pattern that is looked for only where one of its words stands: a look for a word is cheap, one for a pattern is not."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spotted:
    """A pattern of any case with words in small letters, of which everything that it fits holds one."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def search(self, text: str, low: str) -> re.Match[str] | None:
        """Where the pattern first stands in a text, which is given in small letters as well."""
        return self.pattern.search(text) if any(map(low.__contains__, self.words)) else None
