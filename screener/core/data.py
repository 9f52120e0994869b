"""Reads the project's own data: inside the wheel first, else beside the package in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from typing import Literal

Folder = Literal["rules", "grammars"]
_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def folder(name: Folder) -> Path:
    """The folder `rules` or `grammars`, wherever this installation keeps it."""
    packaged = _PACKAGE / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def read_text(name: Folder, *parts: str) -> str:
    """The text of one data file, line ends as stored."""
    with folder(name).joinpath(*parts).open(encoding="utf-8", newline="") as file:
        return file.read()


def read_toml(name: Folder, *parts: str) -> dict[str, Any]:
    """What one data file in TOML holds."""
    import tomllib  # a start that reads no such file need not load it

    return tomllib.loads(read_text(name, *parts))


def files(name: Folder, *parts: str, suffix: str) -> tuple[Path, ...]:
    """The files with that suffix below a data folder, by name."""
    return tuple(sorted(folder(name).joinpath(*parts).glob(f"*{suffix}")))


def protocol_files() -> dict[str, Path]:
    """The protocol files that come with the program, by id."""
    return {path.stem: path for path in files("rules", "protocols", suffix=".toml")}
