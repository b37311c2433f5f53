"""Measures the site beside stock Pyodide and plain Material: ``python -m tools.bench``."""
