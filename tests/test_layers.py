"""The import order of the rooms, and which module may import what from outside, as data."""

from __future__ import annotations

import ast
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "screener"
ROOMS = ("core", "catalog", "criteria", "reading", "records", "screening", "forms", "paper", "web", "cli")
"""Each room imports only from itself and the rooms before it; nobody imports from the doors, but `cli.serve` opens `web`."""

READING = ("scanning", "layout", "sources", "syntax", "passes", "meaning", "contraception", "left", "items")
"""The inner rooms of `reading`, in the same order: each imports only from itself and those before it; the rest stands above them."""

THIRD_PARTY = {
    "pint": ("core.quantity",),
    "ucumvert": ("core.quantity",),
    "lark": ("core.quantity", "criteria.notation*", "reading.*"),
    "pydantic": ("records.*", "criteria.serial", "screening.site", "web.models"),
    "pydantic_core": ("criteria.serial", "web.desk"),
    "tomlkit": ("criteria.protocol_file",),
    "typer": ("cli.*",),
    "rich": ("cli.*",),
}
"""The only modules that may import each library; a library that is not here may not be imported at all."""

WEB = {
    "fastapi": ("web.*",),
    "starlette": ("web.*",),
    "uvicorn": ("web.server",),
    "jinja2": ("web.views",),
    "markupsafe": ("web.views",),
}
"""The same for the libraries of the extra `web`; starlette comes with fastapi, markupsafe with jinja2."""

STARTUP = ("cli.app", "cli.check", "cli.compile", "cli.explain", "cli.form", "cli.protocols", "cli.screen", "cli.serve", "cli.shared", "cli.terminal", "cli.findings")
"""Modules that `screener --help` loads: nothing heavy at their top."""

NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio"}


def modules():
    return sorted(
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py" or path.parent != PACKAGE
    )


def source(module):
    path = PACKAGE.joinpath(*module.split("."))
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")


def imports(module, *, top_only=False):
    """Every module that it imports by name; those for type checking alone do not count as loaded."""
    tree = ast.parse(source(module))
    nodes = tree.body if top_only else list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: write the whole module name, not a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module):
    return module.split(".")[0]


def inner(module):
    """The inner room of `reading` in which a module stands; None for what stands above them all."""
    parts = module.removeprefix("screener.").split(".")
    return parts[1] if parts[0] == "reading" and len(parts) > 1 and parts[1] in READING else None


@pytest.mark.parametrize("module", [module for module in modules() if inner(module)])
def test_an_inner_room_of_reading_imports_only_from_those_before_it(module):
    for name in imports(module):
        if name.startswith("screener.reading."):
            target = inner(name)
            assert target, f"{module} imports {name}, which stands above it"
            assert READING.index(target) <= READING.index(inner(module)), f"{module} imports {name}, which comes later"


@pytest.mark.parametrize("module", modules())
def test_a_module_stands_in_a_room_and_imports_only_from_rooms_before_it(module):
    assert room(module) in ROOMS, f"{module}: place its room in ROOMS"
    for name in imports(module):
        if name.startswith("screener."):
            target = name.split(".")[1]
            if target == "__version__":
                continue
            assert target in ROOMS, f"{module} imports {name}"
            assert ROOMS.index(target) <= ROOMS.index(room(module)), f"{module} imports {name} from a later room"


@pytest.mark.parametrize("module", modules())
def test_third_party_libraries_stay_in_their_places(module):
    for name in imports(module):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top == "screener":
            banned = any(name == one or name.startswith(one + ".") for one in NETWORK)
            assert not banned or room(module) == "web", f"{module}: {name}"
            continue
        allowed = (THIRD_PARTY | WEB).get(top, ())
        assert any(fnmatch(module, pattern) for pattern in allowed), f"{module} may not import {name}"


@pytest.mark.parametrize("module", [name for name in modules() if name in STARTUP])
def test_start_up_modules_import_nothing_heavy_at_the_top(module):
    for name in imports(module, top_only=True):
        top = name.split(".")[0]
        light = top in sys.stdlib_module_names or top == "typer" or name.startswith(("screener.core", "screener.cli"))
        assert light or name in {"screener", "screener.__version__"}, f"{module} loads {name} at start-up"


def test_no_module_imports_itself_in_a_circle():
    known = set(modules())
    graph = {}
    for module in known:
        targets = {name.removeprefix("screener.") for name in imports(module, top_only=True) if name.startswith("screener.")}
        graph[module] = {target for target in targets if target in known and target != module}
    done, path = set(), []

    def visit(module):
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if module not in done:
            path.append(module)
            for target in sorted(graph[module]):
                visit(target)
            path.pop()
            done.add(module)

    for module in sorted(known):
        visit(module)


def test_every_library_in_the_table_is_a_declared_dependency():
    import tomllib

    def names(requirements):
        return {requirement.split(">")[0].split("=")[0].strip() for requirement in requirements}

    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert names(project["dependencies"]) == set(THIRD_PARTY) - {"pydantic_core"}, "pydantic_core comes with pydantic"
    assert names(project["optional-dependencies"]["web"]) == set(WEB) - {"starlette", "markupsafe"} | {"python-multipart"}


def test_only_the_serve_command_opens_the_web_room_and_only_when_it_runs():
    for module in modules():
        opened = [name for name in imports(module) if name.startswith("screener.web")]
        if room(module) != "web":
            assert not opened or module == "cli.serve", f"{module} imports {opened}"
            assert not any(name.startswith("screener.web") for name in imports(module, top_only=True)), module


def test_every_room_says_what_it_takes_and_gives():
    for name in (name for name in ROOMS if (PACKAGE / name).is_dir()):
        words = (ast.get_docstring(ast.parse(source(name))) or "").lower()
        assert words, f"{name} has no docstring"
