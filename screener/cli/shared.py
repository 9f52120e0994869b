"""Finds what the arguments name: a protocol (bundled, file, pasted or piped), record files, dates and anchors."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from screener.core.data import folder
from screener.core.data import protocol_files
from screener.core.data import read_toml
from screener.core.errors import ScreenerError

if TYPE_CHECKING:
    from screener.core.issues import Issue
    from screener.criteria.protocol import Protocol
    from screener.records.patient import Patient

PIPED = "-"
LONGEST_NAME = 80


def bundled() -> dict[str, Path]:
    """The protocol files that come with the program, by id."""
    return protocol_files()


def example_records(protocol_id: str) -> Path:
    """The folder of made-up candidates for a bundled protocol."""
    place = folder("rules") / "examples" / protocol_id
    if not place.is_dir():
        raise ScreenerError(f"There are no example records for {_shown(protocol_id)}.", hint=_known())
    return place


def examples_day() -> date:
    """The day as of which the example records are told."""
    day = read_toml("rules", "examples", "examples.toml")["index_date"]
    if not isinstance(day, date):
        raise ScreenerError("rules/examples/examples.toml has no index_date.", hint="Write index_date = 2026-03-09.")
    return day


def find_protocol(argument: str) -> Protocol:
    """The protocol that one PROTOCOL argument stands for.

    `-` is standard input; a name with line breaks is the text itself; else a file; else the id of a bundled one.
    """
    if argument == PIPED:
        return read_piped()
    if "\n" in argument:
        from screener.reading.compile import compile_text

        return compile_text(argument, source="text")
    path = _existing(argument) or bundled().get(argument.upper()) or bundled().get(argument)
    if path is None:
        raise ScreenerError(f"There is no file and no bundled protocol named {_shown(argument)}.", hint=_known())
    if path.is_dir():
        raise ScreenerError(f"{path} is a folder; one protocol is needed here.", hint="Name one file in it.")
    if path.suffix == ".toml":
        return load_reviewed(path)
    found = list(read_files([path]))
    if len(found) != 1:
        raise ScreenerError(
            f"{path} holds {len(found)} protocols; one is needed here.",
            hint="Compile it to one file each: screener compile INPUT --format toml -o FOLDER",
        )
    return found[0]


def load_reviewed(path: Path) -> Protocol:
    """A protocol file; one that cannot be used is bad input, and a rule in it that cannot be is told and unread."""
    from screener.cli.render_issue import render_issue
    from screener.criteria.protocol_file import load_protocol

    protocol, issues = load_protocol(path)
    if issues:
        text = path.read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff")
        listed = "\n".join(render_issue(found, text, path.name) for found in issues)
    if protocol is None:
        raise ScreenerError(f"{path} is not a usable protocol file.\n{listed}")
    if issues:
        sys.stderr.write(f"{listed}\n")
    return protocol


def read_piped() -> Protocol:
    """What stands on standard input, compiled."""
    from screener.reading.inputs import read_bytes

    return next(iter(read_bytes(sys.stdin.buffer.read(), "standard input")))


def read_files(paths: Sequence[Path]) -> Iterator[Protocol]:
    """The protocols of files, one after the other."""
    from screener.reading.inputs import read_inputs

    yield from read_inputs(paths)


def existing(arguments: Sequence[str]) -> list[Path]:
    """The files and folders that the arguments name."""
    found: list[Path] = []
    for argument in arguments:
        path = Path(PIPED) if argument == PIPED else _existing(argument)
        if path is None:
            raise ScreenerError(
                f"There is no file or folder named {_shown(argument)}.", hint="Check the path, or pipe the text to -."
            )
        found.append(path)
    return found


def input_files(arguments: Sequence[str]) -> list[Path]:
    """The files that INPUT arguments name; a folder stands for every visible file below it, by name."""
    found: list[Path] = []
    for path in existing(arguments):
        found.extend(_visible(path) if path.is_dir() else [path])
    if not found:
        raise ScreenerError("The folder holds no files.", hint="Name a folder with at least one file in it.")
    return found


def read_patients(
    protocol: Protocol, paths: Sequence[Path], day: date
) -> Iterator[tuple[Path, tuple[Patient, ...], tuple[Issue, ...]]]:
    """The patients and issues of each record file or folder; answers to the protocol's form without a day are of `day`."""
    from screener.forms.read_back import read_back
    from screener.forms.read_back import read_back_text

    for path in paths:
        if str(path) == PIPED:
            text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
            yield Path("standard input"), *read_back_text(protocol, text, "standard input", day)
        else:
            yield path, *read_back(protocol, path, day)


def parse_day(text: str, option: str) -> date:
    """A day written as YYYY-MM-DD; anything else is bad input that names the option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ScreenerError(f"{option} is not a day.", hint=f"Write YYYY-MM-DD, as in {option} 2026-03-09.") from None


def parse_anchors(pairs: Sequence[str]) -> dict[str, date]:
    """The days that `--anchor NAME=DAY` options give."""
    anchors: dict[str, date] = {}
    for pair in pairs:
        name, equals, day = pair.partition("=")
        if not equals or not name.strip():
            raise ScreenerError("--anchor needs a name and a day.", hint="Write --anchor consent=2026-03-09.")
        anchors[name.strip().lower().replace(" ", "-")] = parse_day(day.strip(), "--anchor")
    return anchors


def parse_presumed(text: str) -> frozenset[str]:
    """The record domains that `--presume` declares complete: a comma list, or `all`."""
    from typing import get_args

    from screener.records.patient import Domain

    domains: tuple[str, ...] = get_args(Domain)
    named = frozenset(part.strip().lower() for part in text.split(",") if part.strip())
    if named == {"all"}:
        return frozenset(domains)
    if unknown := sorted(named - set(domains)):
        raise ScreenerError(
            f"--presume does not know {', '.join(_shown(word) for word in unknown)}.",
            hint=f"Write a comma list of {', '.join(domains)}, or all.",
        )
    return named


def _existing(argument: str) -> Path | None:
    path = Path(argument)
    try:
        return path if argument and path.exists() else None
    except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL
        return None


def _visible(place: Path) -> list[Path]:
    return sorted(
        path
        for path in place.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(place).parts)
    )


def _shown(argument: str) -> str:
    clean = "".join(mark if mark.isprintable() else "·" for mark in argument)
    return repr(clean if len(clean) <= LONGEST_NAME else clean[:LONGEST_NAME] + "…")


def _known() -> str:
    names = ", ".join(bundled())
    return f"Bundled: {names}." if names else "Name a file that exists, or pipe the text to -."
