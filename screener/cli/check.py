"""`screener check`: how well a protocol was read, and what a person should look at."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from screener.cli import findings
from screener.cli import shared


class CheckFormat(StrEnum):
    """How the check is written."""

    TEXT = "text"
    JSON = "json"


def check(
    protocol: Annotated[
        str, typer.Argument(metavar="PROTOCOL", help="A file, a bundled protocol's id, or - for standard input.")
    ],
    format_: Annotated[CheckFormat, typer.Option("--format", "-f", help="How to write it.")] = CheckFormat.TEXT,
    fail_on: Annotated[
        list[findings.Smell] | None, typer.Option("--fail-on", help="Exit with 1 if there is any; may be repeated.")
    ] = None,
) -> None:
    """Show how much of a protocol was read, and what to look at.

    Shows the account of every character, the issues with a caret under their place, the parts that
    were not read, and the sentences that can be read in more than one way.

    \b
    Examples:
      screener check criteria.txt
      screener check NCT05488327
      screener check criteria.txt --fail-on unread --fail-on error
      pbpaste | screener check -
    """
    from screener.criteria.lint import lint
    from screener.criteria.problems import unusable

    found = shared.find_protocol(protocol)
    told = {(item.code, item.message) for item in found.issues}
    linted = tuple(item for item in lint(found) if (item.code, item.message) not in told)
    if format_ is CheckFormat.JSON:
        from screener.cli.render_check import check_to_json

        json.dump(check_to_json(found, linted), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        from screener.cli.render_check import render_check

        render_check(found, linted, sys.stdout)
    if unusable(found):
        raise typer.Exit(findings.BAD_INPUT)
    if findings.smells(found, linted) & set(fail_on or ()):
        raise typer.Exit(findings.FOUND)
