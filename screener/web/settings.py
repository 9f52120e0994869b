"""What the service is started with, and what it refuses to start with."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from screener.core.errors import ScreenerError

SHORTEST_TOKEN = 16
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the service listens, who may ask, and the limits.

    `names` are further names under which it may be addressed (behind a proxy); `protocols` are files that it offers
    beside the bundled ones, `site` the site's profile. `longest_text` counts characters of a pasted protocol.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str = ""
    names: tuple[str, ...] = ()
    protocols: tuple[Path, ...] = ()
    site: Path | None = None
    largest: int = 20 * MEGABYTE
    longest_text: int = 200_000
    seconds: float = 20.0
    workers: int = 2

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host) and not self.names


def is_loopback(host: str) -> bool:
    """Whether the name or address stands for this machine alone."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def checked(settings: Settings) -> Settings:
    """The settings; ScreenerError where patients' data would be open to others."""
    if not settings.is_local and not settings.token:
        raise ScreenerError(
            "Whoever reaches this service could read and send patients' data, so it needs a token.",
            hint="Set SCREENER_TOKEN to a secret of at least 16 characters, or leave out --host and --name.",
        )
    if settings.token and len(settings.token) < SHORTEST_TOKEN:
        raise ScreenerError(
            f"The token is shorter than {SHORTEST_TOKEN} characters.",
            hint='Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"',
        )
    if settings.token and not (settings.token.isascii() and settings.token.isprintable() and " " not in settings.token):
        raise ScreenerError("The token has to be printable ASCII without spaces.", hint="Letters and digits are fine.")
    if settings.seconds <= 0 or settings.largest <= 0 or settings.workers < 1:
        raise ScreenerError("The limits have to be greater than zero.", hint="screener serve --help shows the defaults.")
    return settings
