"""Tests of ``pat_core``: they run under every supported CPython and inside Pyodide."""
