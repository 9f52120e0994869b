"""Known wrongs: cases that the program does not get right yet, one line each with its reason, in known.txt.

A line whose case now passes fails the run, and so does a line that names no case: take it out.
"""

from __future__ import annotations

import pytest

from conftest import ROOT

FILE = ROOT / "tests" / "known.txt"


def known():
    """The reason of each known wrong, by the case's name."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    pairs = (line.split("  # ", 1) for line in lines if line and not line.startswith("#"))
    return {name.strip(): reason for name, reason in pairs}


def case(name, *values):
    """A test parameter of that name; a known wrong has to fail."""
    reason = known().get(name)
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(*values, id=name, marks=marks)
