"""What verdicts were made with, in one line."""

from __future__ import annotations

from screener.screening.options import Options

TODAY = " (today, as none was given)"


def describe(options: Options, whose_day: str) -> str:
    """What the verdicts were made with, in one line; says so where the index date was not given."""
    parts = [
        f"Index date {options.index_date}{whose_day}",
        f"stage {options.stage}",
        *(f"{name} {anchor}" for name, anchor in options.anchors.items()),
    ]
    if options.presume:
        parts.append("presumed complete: " + ", ".join(sorted(options.presume)))
    if options.site and options.site.name:
        parts.append(f"site {options.site.name}")
    return f"{'; '.join(parts)}."
