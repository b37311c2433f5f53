"""Gives malformed files to everything that reads foreign ones: ``python -m tools.fuzz``.

`samples` are good files, `mutations` damage them, `targets` read them and hold the `promises`, and
`search` looks for a case that breaks one, led by Hypothesis alone or by atheris. A case that does
is kept in tests/core/kept_cases, where the tests try it from then on.
"""
