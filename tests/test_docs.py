"""What the documents show is what the program does: commands are run, outputs compared, examples executed.

`pytest tests/test_docs.py --accept` writes the outputs anew; review the difference before it is committed.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
FENCE = re.compile(r"(?:<!-- (?P<mark>[a-z-]+): (?P<name>[\w-]+) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
HASH = re.compile(r"\b[0-9a-f]{12}\b")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def blocks(kind):
    """Every fenced block of that kind: page, its place on the page, its body."""
    return [
        pytest.param(page, match["body"], id=f"{page.stem}: {match['body'].splitlines()[0][:60]}")
        for page in PAGES
        for match in FENCE.finditer(page.read_text(encoding="utf-8"))
        if match["kind"] == kind
    ]


def command(mark):
    """The command of the README that is marked so."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (found,) = [match["body"] for match in FENCE.finditer(text) if (match["mark"], match["name"]) == ("command", mark)]
    return found.strip()


def replace(page, old, new):
    """Writes one block of a page anew."""
    text = page.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{page.name}: the block stands there twice"
    page.write_text(text.replace(old, new), encoding="utf-8")


def run(line):
    """What a reader sees who runs the command in the checkout."""
    here = Path(sys.executable).parent
    settings = os.environ | {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    code = f"(exit code {done.returncode})\n" if done.returncode else ""
    shown = "\n".join(part.rstrip() for part in (done.stdout + done.stderr).splitlines())
    return f"{shown}\n{code}"


@pytest.mark.parametrize(("page", "body"), blocks("console"))
def test_commands_print_what_the_page_shows(page, body, accept):
    parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)
    assert parts[0] == "", f"{page.name}: a console block starts with '$ command'"
    made = "".join(f"$ {line}\n{run(line)}" for line in parts[1::2])
    if accept:
        replace(page, body, made)
        return
    assert HASH.sub("…", body) == HASH.sub("…", made)


def shown(body):
    """The python block with what each of its examples prints."""
    lines, names = [], {}
    for example in doctest.DocTestParser().get_examples(body):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "example", "single"), names)
        first, *rest = example.source.splitlines()
        lines += [f">>> {first}", *(f"... {line}" for line in rest), *printed.getvalue().splitlines()]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("page", "body"), blocks("python"))
def test_python_examples_give_what_the_page_shows(page, body, accept):
    made = shown(body)
    if accept:
        replace(page, body, made)
        return
    assert body == made


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_ci_runs_the_tests_as_the_readme_says():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "command: tests" in script
    assert "pytest" in command("tests")
    assert ".[test,web]" in command("tests")


def test_the_readme_says_how_to_run_the_main_job_on_bundled_examples():
    assert command("try").endswith("screener screen NCT04878770 --examples")


@pytest.mark.parametrize("verb", ["compile", "check", "screen", "explain", "protocols", "serve"])
def test_every_verb_is_in_the_readme_or_the_help_of_the_program(verb):
    assert f"screener {verb}" in (ROOT / "README.md").read_text(encoding="utf-8") + run("screener --help")
