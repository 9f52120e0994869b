"""The workers: processes that read and decide, of which each can be ended when it takes too long."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from asyncio.subprocess import PIPE
from asyncio.subprocess import Process
from typing import Any

from screener.core.errors import ScreenerError
from screener.web import frames
from screener.web.refusal import Refusal
from screener.web.refusal import busy
from screener.web.refusal import defect
from screener.web.refusal import too_slow
from screener.web.settings import Settings

log = logging.getLogger("screener.web")
_START_SECONDS = 120


class Worker:
    """One process; asks are answered one at a time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.process: Process | None = None

    async def start(self) -> None:
        """Starts the process and waits until the catalogue and the protocols are loaded."""
        chosen = self.settings
        told = {
            "protocols": [str(path) for path in chosen.protocols],
            "site": str(chosen.site) if chosen.site is not None else None,
            "longest": chosen.longest_text,
        }
        command = (sys.executable, "-m", "screener.web.worker", json.dumps(told))
        self.process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        try:
            head, _ = await asyncio.wait_for(self._answer(self.process), _START_SECONDS)
        except (TimeoutError, asyncio.IncompleteReadError):
            await self.stop()
            raise ScreenerError("A worker of the service did not start.", hint="Look at the messages above.") from None
        if head["kind"] == frames.REFUSED:
            await self.stop()
            raise ScreenerError(head["message"], hint=head["hint"])

    async def ask(self, head: frames.Head, body: bytes) -> tuple[frames.Head, bytes]:
        """What the worker says."""
        if self.process is None or self.process.returncode is not None:
            await self.start()
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(frames.packed(head, body))
        await self.process.stdin.drain()
        return await self._answer(self.process)

    async def _answer(self, process: Process) -> tuple[frames.Head, bytes]:
        assert process.stdout is not None
        told, length = frames.LENGTHS.unpack(await process.stdout.readexactly(frames.LENGTHS.size))
        head: frames.Head = json.loads(await process.stdout.readexactly(told))
        return head, await process.stdout.readexactly(length)

    async def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
        self.process = None


class Workers:
    """All workers; each ask goes to one that is free."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.all = [Worker(settings) for _ in range(settings.workers)]
        self.free: asyncio.Queue[Worker] = asyncio.Queue()
        self.renewals: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Starts them all."""
        await asyncio.gather(*(worker.start() for worker in self.all))
        for worker in self.all:
            self.free.put_nowait(worker)

    async def stop(self) -> None:
        """Ends them all."""
        for task in self.renewals:
            task.cancel()
        for worker in self.all:
            await worker.stop()

    async def ask(self, verb: str, body: bytes = b"", **more: Any) -> bytes:  # noqa: ANN401  # plain JSON values
        """What a worker gives; a Refusal where it refuses, fails, or takes too long."""
        try:
            worker = await asyncio.wait_for(self.free.get(), self.settings.seconds)
        except TimeoutError:
            raise busy() from None
        whole = False
        try:
            head, found = await asyncio.wait_for(worker.ask({"verb": verb, **more}, body), self.settings.seconds)
            whole = True
        except TimeoutError:
            raise too_slow(self.settings.seconds) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            log.warning("a worker ended while it did: %s", verb)
            raise defect() from None
        finally:
            self._give_back(worker, whole=whole)
        match head["kind"]:
            case frames.DONE:
                return found
            case frames.REFUSED:
                raise Refusal(head["status"], head["code"], head["message"], head["hint"])
            case _:
                log.warning("%s failed: %s", verb, head["where"])
                raise defect()

    def _give_back(self, worker: Worker, *, whole: bool) -> None:
        """Makes the worker free again; one that was cut short is replaced first."""
        if whole:
            self.free.put_nowait(worker)
            return
        task = asyncio.ensure_future(self._renew(worker))
        self.renewals.add(task)
        task.add_done_callback(self.renewals.discard)

    async def _renew(self, worker: Worker) -> None:
        await worker.stop()
        try:
            await worker.start()
        except (ScreenerError, OSError) as error:  # the next ask tries again
            log.warning("a worker could not be started again: %s", type(error).__name__)
        self.free.put_nowait(worker)
