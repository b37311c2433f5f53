"""The entry point for the command line: ``pat score``, ``validate``, ``combine`` and ``table``.

The commands take a while to load, so Ctrl-C is handled before that.
"""

import sys

from pat_core.cli.stopping import SENTENCE, STOPPED, stop_when_told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run one command and return its exit status; *arguments* are those of the process if None."""
    try:
        if arguments is None:
            stop_when_told()
        from pat_core.cli.commands import run  # noqa: PLC0415

        return run(arguments)
    except KeyboardInterrupt:
        print(f"pat: {SENTENCE}", file=sys.stderr)
        return STOPPED
