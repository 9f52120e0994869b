"""Where a defect was met: its kind and place, and nothing of what it was given."""

from __future__ import annotations

import traceback
from pathlib import Path


def met_at(error: BaseException) -> str:
    """The kind of an error with the file and line that raised it; its message could hold what was sent."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
