"""How deep a JSON value is nested: what moves into another object must not become too deep to read.

Reading looks at the depth of a text before anything is parsed (see ``strict_json``). What was read
is no deeper, so that this may call itself.
"""

from typing import Any

__all__ = ["depth_of"]


def depth_of(value: Any) -> int:
    """Return how many objects and lists stand in each other in *value*; 0 for any other value."""
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    return 0
