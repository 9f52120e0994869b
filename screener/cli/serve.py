"""`screener serve`: the service for browsers and programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from screener.cli import options
from screener.cli import shared
from screener.core.errors import ScreenerError


def serve(
    protocols: Annotated[
        list[str] | None, typer.Argument(metavar="PROTOCOL...", help="Protocol files to offer beside the bundled ones.")
    ] = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; another than this needs a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes a free one.", min=0, max=65535)] = 8765,
    token: Annotated[
        str, typer.Option(envvar="SCREENER_TOKEN", help="The secret that every request has to show.", show_default=False)
    ] = "",
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="A host name it is reached by (needs a token).")
    ] = None,
    site: options.SiteOption = None,
    tls_cert: Annotated[Path | None, typer.Option(metavar="FILE", help="Certificate (PEM), to speak HTTPS.")] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key (PEM).")] = None,
    max_mb: Annotated[float, typer.Option(help="The largest request, in MB.")] = 20,
    time_limit: Annotated[float, typer.Option(help="Seconds after which work is stopped.")] = 20,
    workers: Annotated[int, typer.Option(help="Processes that read and decide.", min=1)] = 2,
) -> None:
    """Run the service: protocols, compiling, forms, screening and worksheets in a browser, and a JSON API.

    It listens on this machine alone unless told otherwise, stores nothing, and loads nothing from anywhere.

    \b
    Examples:
      screener serve
      screener serve --port 9000 my-protocol.toml
      SCREENER_TOKEN=$(cat token.txt) screener serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem
    """
    try:
        from screener.web import server
        from screener.web.settings import MEGABYTE
        from screener.web.settings import Settings
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("screener"):
            raise
        raise ScreenerError(
            f"The service needs libraries that are not installed ({error.name}).",
            hint="Install them: pip install 'eligibility-screener[web]' (in a checkout: pip install -e '.[web]')",
        ) from None
    if (tls_cert is None) != (tls_key is None):
        raise ScreenerError("--tls-cert and --tls-key belong together.", hint="Give both, or neither.")
    settings = Settings(
        host=host,
        port=port,
        token=token,
        names=tuple(name or ()),
        protocols=tuple(path.resolve() for path in shared.input_files(protocols)) if protocols else (),
        site=shared.existing([str(site)])[0].resolve() if site is not None else None,
        largest=int(max_mb * MEGABYTE),
        seconds=time_limit,
        workers=workers,
    )
    tls = (tls_cert, tls_key) if tls_cert is not None and tls_key is not None else None
    server.run(settings, tls, lambda address: typer.echo(f"The screener listens on {address} (Ctrl+C ends it)."))
