"""Files of an npm package, fetched by npm for the tests alone and kept in pytest's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile

import pytest


def npm_files(config: pytest.Config, package: str, version: str, *names: str) -> dict[str, bytes]:
    """The named files of a package; where npm cannot fetch it the tests are skipped, in CI they fail."""
    place = config.cache.mkdir("npm")
    packed = place / f"{package}-{version}.tgz"
    if not packed.exists():
        problem = _fetch(place, f"{package}@{version}")
        if problem and os.environ.get("SCREENER_CI"):
            pytest.fail(problem)
        if problem:
            pytest.skip(problem)
    with tarfile.open(packed) as archive:
        found = {name: archive.extractfile(f"package/{name}") for name in names}
        return {name: file.read() for name, file in found.items() if file is not None}


def _fetch(place: os.PathLike[str], wanted: str) -> str:
    """What stands in the way of fetching a package; empty where it is fetched."""
    if shutil.which("npm") is None:
        return f"npm is needed to fetch {wanted} (Debian's package npm)"
    command = ["npm", "pack", "--silent", "--pack-destination", os.fspath(place), wanted]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=place)
    except subprocess.TimeoutExpired:
        return f"npm could not fetch {wanted} within five minutes"
    return f"npm could not fetch {wanted}: {run.stderr.strip()[-300:]}" if run.returncode else ""
