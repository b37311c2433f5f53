"""How the program stops on Ctrl-C, or when the system asks it to.

Python's own KeyboardInterrupt can be lost during clean-up, and shows a traceback while modules are
loaded. So a signal handler ends the program at once and removes unfinished files. At the top, this
module imports only what Python has already loaded when it starts.
"""

import os
import sys

__all__ = ["BEGUN", "CANNOT_WRITE", "SENTENCE", "STOPPED", "stop_when_told"]

SENTENCE = "stopped before it was done"
CANNOT_WRITE = 3
STOPPED = 130
"""The exit status of programs that were stopped by Ctrl-C: 128 plus the number of the signal."""
BEGUN: set[str] = set()
"""Paths of the temporary files of outputs that are not complete yet."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def stop_when_told() -> None:
    """From now on, end the program at once on a signal to stop, unless that signal is ignored."""
    import signal  # noqa: PLC0415

    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, _frame: object) -> None:
    for path in list(BEGUN):
        try:
            os.unlink(path)  # noqa: PTH108 - with as few calls as possible
        except OSError:
            continue
    os._exit(128 + number if _say() else CANNOT_WRITE)


def _say() -> bool:
    """Write the sentence without buffering; return whether it could be written."""
    if sys.__stderr__ is None:
        return False
    try:
        start = "\r\x1b[K" if os.isatty(2) else ""
        os.write(2, f"{start}pat: {SENTENCE}\n".encode())
    except OSError:
        return False
    return True
