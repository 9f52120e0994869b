"""Names the reader under measure: by default the program's own, or any other `module:function`."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol as Shape

from screener.criteria.protocol import Category
from screener.criteria.protocol import Protocol

DEFAULT = "screener.reading.compile:compile_text"


class Reader(Shape):
    """A function from text to protocol; `category` says which side the criteria of a text without headings are of."""

    def __call__(self, text: str, *, source: str = "", category: Category | None = None) -> Protocol:
        """The compiled protocol of the text."""
        ...


def load_reader(name: str = DEFAULT) -> Reader:
    """The reader of that name, imported now."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader
