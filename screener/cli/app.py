"""The command line's front door: `screener VERB …`; each verb lives in the module of its name."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from screener import __version__
from screener.cli.check import check
from screener.cli.compile import compile_
from screener.cli.explain import explain
from screener.cli.form import form
from screener.cli.protocols import protocols
from screener.cli.screen import screen
from screener.cli.serve import serve
from screener.core.errors import ScreenerError

BAD_INPUT = 2

app = typer.Typer(
    name="screener",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("compile")(compile_)
app.command("check")(check)
app.command("screen")(screen)
app.command("explain")(explain)
app.command("form")(form)
app.command("protocols")(protocols)
app.command("serve")(serve)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"screener {__version__}")
        raise typer.Exit


@app.callback()
def screener(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Read a trial's eligibility text and screen candidates against it, explained and offline.

    It supports a decision; a person confirms every verdict.

    \b
    Try it:
      screener protocols                          which protocols come with the program
      screener screen NCT04878770 --examples      verdicts on made-up candidates
      screener compile criteria.txt               what the program reads in your text
      screener check criteria.txt                 what it could not read, and where
      screener screen criteria.txt records/       a work list over a folder of records
      screener form criteria.txt -o form.html     an intake form that decides as it is answered
      screener serve                              all this in a browser, and as a JSON API

    Exit codes: 0 done, 1 something was found that --fail-on names, 2 bad input.
    """


def main() -> None:
    """Runs the command line; a problem with the input is one sentence on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `screener … | head` ends quietly, as other tools do
    try:
        app()
    except ScreenerError as error:
        typer.echo(f"screener: {error}", err=True)
        sys.exit(BAD_INPUT)
