"""Gives malformed files to everything that reads foreign ones: ``python -m tools.fuzz``."""
