"""Code and table of issue codes agree: each code is listed, each listed code is used."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from screener.core.issues import issue_table

PACKAGE = Path(__file__).parent.parent / "screener"
MISTAKES = PACKAGE.parent / "grammars" / "notation-mistakes.toml"
MAKERS = {"issue", "Issue"}


def codes_in(path):
    """The codes that one module gives to `issue(...)` or `Issue(...)`, and every string it holds."""
    given, strings = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.add(node.value)
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            code = next((k.value for k in node.keywords if k.arg == "code"), node.args[0] if node.args else None)
            if name in MAKERS and isinstance(code, ast.Constant) and isinstance(code.value, str):
                given.add(code.value)
    return given, strings


MODULES = sorted(PACKAGE.rglob("*.py"))
FOUND = {path: codes_in(path) for path in MODULES}


def codes_of_mistakes():
    """The codes that the grammar of the notation gives to example mistakes."""
    return {mistake["code"] for mistake in tomllib.loads(MISTAKES.read_text(encoding="utf-8"))["mistake"]}


def test_every_code_of_a_mistake_is_listed():
    assert codes_of_mistakes() <= set(issue_table())


@pytest.mark.parametrize("path", [path for path in MODULES if FOUND[path][0]], ids=lambda path: path.stem)
def test_every_code_in_the_code_is_listed(path):
    assert FOUND[path][0] <= set(issue_table())


def test_every_listed_code_is_used():
    strings = set().union(*(strings for _, strings in FOUND.values()), codes_of_mistakes())
    unused = set(issue_table()) - strings
    assert not unused, f"listed in rules/issues.toml, used nowhere: {sorted(unused)}"


@pytest.mark.parametrize("code", issue_table())
def test_every_entry_says_how_severe_and_what_it_means(code):
    entry = issue_table()[code]
    assert entry["severity"] in {"error", "warning", "information"}
    assert entry["meaning"].endswith(".")
    assert code == code.lower()
    assert " " not in code
