"""The forms of the service's protocols, each made once."""

from __future__ import annotations

import asyncio

from screener.web.workers import Workers


class Forms:
    """Keeps what a worker made; a form takes up to a second to make and never changes while the service runs."""

    def __init__(self, workers: Workers) -> None:
        self.workers = workers
        self.made: dict[tuple[str, str], bytes] = {}
        self.making = asyncio.Lock()

    async def get(self, protocol: str, to: str) -> bytes:
        """The form of a protocol for one system."""
        known = self.made.get((protocol, to))
        if known is None:
            async with self.making:
                known = self.made.get((protocol, to))
                if known is None:
                    known = self.made[protocol, to] = await self.workers.ask("form", protocol=protocol, to=to)
        return known
