"""Measures how often the tool's own rules for groups err; ``python -m tools.method`` runs it."""
