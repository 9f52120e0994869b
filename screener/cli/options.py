"""The options that `screen` and `explain` share, and what they amount to."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Annotated

import typer

from screener.cli import shared
from screener.core.errors import ScreenerError

if TYPE_CHECKING:
    from screener.screening.options import Options


class Stage(StrEnum):
    """How far along the candidate is; what belongs to a later visit is deferred."""

    PRESCREEN = "prescreen"
    SCREENING = "screening"
    BASELINE = "baseline"


ProtocolArgument = Annotated[
    str, typer.Argument(metavar="PROTOCOL", help="A file, a bundled protocol's id, or - for standard input.")
]
IndexDate = Annotated[
    str | None, typer.Option("--index-date", metavar="DAY", help="The screening date, YYYY-MM-DD. Default: today.")
]
StageOption = Annotated[Stage, typer.Option("--stage", help="How far along the candidate is.")]
Anchors = Annotated[
    list[str] | None,
    typer.Option("--anchor", metavar="NAME=DAY", help="The day of consent, baseline, visit-2 …; may be repeated."),
]
Presume = Annotated[
    str,
    typer.Option(
        metavar="DOMAINS", help="Take what is not recorded as absent in: conditions,medications,… or all; marked."
    ),
]
SiteOption = Annotated[
    Path | None, typer.Option("--site", metavar="FILE", help="The site's reference ranges and choices (TOML).")
]


def choose_day(index_date: str | None, *, examples: bool) -> tuple[date, str]:
    """The index date, and whose choice it was where the caller gave none."""
    if index_date:
        return shared.parse_day(index_date, "--index-date"), ""
    if examples:
        return shared.examples_day(), " (that of the examples)"
    return date.today(), " (today, as none was given)"


def make_options(
    index_date: date, stage: Stage, anchor: list[str] | None, presume: str, site: Path | None
) -> Options:
    """The screening options that the arguments ask for."""
    from screener.screening.options import Options
    from screener.screening.site import load_site

    profile = None
    if site is not None:
        profile, issues = load_site(site)
        if profile is None:
            raise ScreenerError(
                f"{site} is not a usable site file: " + "; ".join(found.message for found in issues),
                hint="docs/language.md shows one.",
            )
    return Options(
        index_date=index_date,
        stage=stage.value,
        anchors=shared.parse_anchors(anchor or ()),
        presume=shared.parse_presumed(presume),
        site=profile,
    )
