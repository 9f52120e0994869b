"""The service for tests: inside this process for FastAPI's test client, or as the program that a site runs."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT

testclient = pytest.importorskip("fastapi.testclient", reason="the service needs its libraries (pip install '.[web]')")

HERE = "http://127.0.0.1:8765"
TOKEN = "a-token-for-tests-0123456789"
DAY = "2026-03-09"


@contextlib.contextmanager
def client(base_url: str = HERE, **settings):
    """A client of a service with these settings; it runs one worker."""
    from screener.web.app import create_app
    from screener.web.settings import Settings

    app = create_app(Settings(**{"workers": 1, **settings}))
    with testclient.TestClient(app, base_url=base_url, follow_redirects=False) as found:
        yield found


@dataclass
class Running:
    """A service that runs: where, and the file that its log goes to."""

    address: str
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


@contextlib.contextmanager
def running(folder: Path, *arguments: str, **environment: str) -> Iterator[Running]:
    """`screener serve` on a free port."""
    log = folder / "serve.log"
    command = [sys.executable, "-c", "from screener.cli.app import main; main()", "serve", "--port", "0", "--workers", "1"]
    settings = {name: value for name, value in os.environ.items() if name != "SCREENER_TOKEN"} | environment
    with log.open("wb") as told:
        process = subprocess.Popen([*command, *arguments], cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=told, text=True)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert "listens on" in line, log.read_text()
            yield Running(line.split()[4], log)
        finally:
            process.terminate()
            process.wait(20)
