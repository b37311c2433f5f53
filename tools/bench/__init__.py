"""Measures the site beside stock Pyodide and plain Material: ``python -m tools.bench``.

What each figure means, and what it does not, is in docs/developers/benchmarks.md.
"""

from pathlib import Path

__all__ = ["ROOT", "BenchError"]

ROOT = Path(__file__).resolve().parents[2]


class BenchError(Exception):
    """Something could not be measured; the message says what and why."""
