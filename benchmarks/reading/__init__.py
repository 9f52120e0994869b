"""Measures reading on public corpora; run with `python -m benchmarks.reading`."""
