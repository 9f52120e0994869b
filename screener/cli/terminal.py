"""What the terminal is like: width, colour, progress; and writing to a file instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TextIO
from typing import TypeVar

from screener.core.errors import ScreenerError

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
PLAIN_WIDTH = 100
SMALL = 20


def console(file: TextIO | None = None) -> Console:
    """A console that takes text as it is; colour only on a terminal, and not with NO_COLOR."""
    from rich.console import Console

    target = file or sys.stdout
    width = None if target.isatty() else int(os.environ.get("COLUMNS") or PLAIN_WIDTH)
    return Console(file=target, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)


def colour(file: TextIO) -> bool:
    """Whether colour may be used there."""
    return file.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def progress(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """The items, with a bar on standard error when there are many and a person is watching."""
    if total < SMALL or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, total=total, console=Console(stderr=True), transient=True)


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or the file that `-o` names; the file appears whole or not at all."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
        draft.replace(path)
    except OSError as error:
        raise ScreenerError(f"{path} cannot be written: {error.strerror}.", hint="Name another file with -o.") from None
    finally:
        draft.unlink(missing_ok=True)
