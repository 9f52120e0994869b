"""`screener compile`: eligibility text in, rules out."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Annotated
from typing import TextIO

import typer

from screener.cli import findings
from screener.cli import shared
from screener.cli import terminal
from screener.core.errors import ScreenerError

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol

class CompileFormat(StrEnum):
    """How the compiled protocol is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    TOML = "toml"


def compile_(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or - for standard input.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
    ] = None,
    format_: Annotated[
        CompileFormat | None, typer.Option("--format", "-f", help="Default: by the ending of FILE, else text.")
    ] = None,
    fail_on: Annotated[
        list[findings.Smell] | None, typer.Option("--fail-on", help="Exit with 1 if there is any; may be repeated.")
    ] = None,
) -> None:
    """Read eligibility text and write the rules that it compiles to.

    Reads plain text, ClinicalTrials.gov API v2 JSON and legacy XML. With toml, a FILE that already
    exists keeps the rules that a person reviewed; what would change is reported.

    \b
    Examples:
      screener compile criteria.txt
      screener compile NCT04878770.json --format json -o rules.json
      screener compile registry/ --format jsonl -o rules.jsonl
      screener compile criteria.txt -o protocol.toml
      pbpaste | screener compile -
    """
    shape = format_ or _by_ending(output)
    run = _Run()
    protocols = run.watched(_read(inputs))
    if shape is CompileFormat.TOML:
        _write_toml(list(protocols), output)
    else:
        with terminal.output(output) as file:
            _write(protocols, shape, file, single=_names_one(inputs))
    if run.unusable:
        raise typer.Exit(findings.BAD_INPUT)
    if run.smells & set(fail_on or ()):
        raise typer.Exit(findings.FOUND)


class _Run:
    """What the protocols that went by amounted to; their input errors go to standard error at once."""

    def __init__(self) -> None:
        self.smells: frozenset[findings.Smell] = frozenset()
        self.unusable = 0

    def watched(self, protocols: Iterable[Protocol]) -> Iterator[Protocol]:
        from screener.cli.render_issue import render_issue
        from screener.criteria.problems import unusable

        for protocol in protocols:
            self.smells |= findings.smells(protocol)
            if unusable(protocol):
                self.unusable += 1
                for found in protocol.issues:
                    if found.severity == "error":
                        typer.echo(render_issue(found, protocol.texts.get(found.field, ""), protocol.source), err=True)
            yield protocol


def _by_ending(output: Path | None) -> CompileFormat:
    ending = output.suffix.lstrip(".").lower() if output else ""
    return CompileFormat(ending) if ending in set(CompileFormat) else CompileFormat.TEXT


def _names_one(inputs: list[str]) -> bool:
    return len(inputs) == 1 and not Path(inputs[0]).is_dir()


def _read(inputs: list[str]) -> Iterator[Protocol]:
    bundled = shared.bundled()
    if len(inputs) == 1 and inputs[0] in bundled and not Path(inputs[0]).exists():
        yield shared.load_reviewed(bundled[inputs[0]])
        return
    paths = shared.input_files(inputs)
    for path in terminal.progress(paths, len(paths), "compiling"):
        if str(path) == shared.PIPED:
            yield shared.read_piped()
        else:
            yield from [shared.load_reviewed(path)] if path.suffix == ".toml" else shared.read_files([path])


def _write(protocols: Iterator[Protocol], shape: CompileFormat, file: TextIO, *, single: bool) -> None:
    if shape is CompileFormat.TEXT:
        from screener.cli.render_protocol import render_protocol

        for protocol in protocols:
            render_protocol(protocol, file)
        return
    from screener.criteria.serial import protocol_to_json
    from screener.criteria.serial import protocol_to_line

    if shape is CompileFormat.JSONL:
        for number, protocol in enumerate(protocols):
            file.write(protocol_to_line(protocol) + "\n")
            if number == 0:
                _collect_less()
        return
    compiled = [protocol_to_json(protocol) for protocol in protocols]
    json.dump(compiled[0] if single and len(compiled) == 1 else compiled, file, ensure_ascii=False, indent=2)
    file.write("\n")


def _collect_less() -> None:
    """Keeps the collector from walking, over and over, the catalogue and grammars that are loaded by now."""
    gc.freeze()
    gc.set_threshold(50_000)


def _write_toml(protocols: list[Protocol], output: Path | None) -> None:
    from screener.criteria.protocol_file import dump_protocol

    if output is None or not (output.is_dir() or len(protocols) > 1):
        with_kept = [_merged(protocol, output) for protocol in protocols]
        with terminal.output(output) as file:
            file.write("\n".join(dump_protocol(protocol) for protocol in with_kept))
        return
    if not output.is_dir():
        raise ScreenerError(
            f"{len(protocols)} protocols do not fit in one protocol file.", hint="Name a folder that exists with -o."
        )
    for protocol in protocols:
        place = output / f"{protocol.id or Path(protocol.source).stem}.toml"
        text = dump_protocol(_merged(protocol, place))
        with terminal.output(place) as file:
            file.write(text)


def _merged(fresh: Protocol, place: Path | None) -> Protocol:
    """The fresh protocol with what a person had already reviewed in the file; differences go to standard error."""
    if place is None or not place.exists():
        return fresh
    from screener.cli.render_issue import render_issue
    from screener.criteria.protocol_file import merge_reviewed

    merged, issues = merge_reviewed(shared.load_reviewed(place), fresh)
    for found in issues:
        typer.echo(render_issue(found, merged.texts.get(found.field, ""), place.name), err=True)
    return merged
