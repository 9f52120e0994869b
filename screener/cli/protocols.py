"""`screener protocols`: the protocols that come with the program."""

from __future__ import annotations

import sys

import typer

from screener.cli import shared


def protocols() -> None:
    """List the protocols that come with the program, by the id that other commands take.

    \b
    Examples:
      screener protocols
      screener check NCT04878770
      screener screen NCT04878770 --examples
    """
    from rich.table import Table
    from rich.text import Text

    from screener.cli.terminal import console

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for name, path in shared.bundled().items():
        protocol = shared.load_reviewed(path)
        table.add_row(Text(name, style="bold"), f"{len(protocol.criteria)} criteria", Text(protocol.title))
    if not table.row_count:
        typer.echo("No protocols are bundled.", err=True)
        raise typer.Exit(2)
    console(sys.stdout).print(table)
