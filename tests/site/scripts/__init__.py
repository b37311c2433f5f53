"""Tests of what the page's scripts take for granted of Python."""
