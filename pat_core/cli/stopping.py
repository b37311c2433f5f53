"""How the program stops when it is told to: by Ctrl-C, or by the system.

What comes in as an exception can be lost where Python cleans up, and shows a traceback while
modules are loaded. So the program ends at once, whatever it is doing, and takes away what it had
begun to write. Nothing is loaded up here that Python does not bring with it.
"""

import os
import sys

__all__ = ["BEGUN", "CANNOT_WRITE", "SENTENCE", "STOPPED", "stop_when_told"]

SENTENCE = "stopped before it was done"
CANNOT_WRITE = 3
STOPPED = 130
"""How programs end that were stopped by a key: 128 and the number of the signal."""
BEGUN: set[str] = set()
"""Paths of the files that are being written and not in their place yet."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def stop_when_told() -> None:
    """From now on, end the program at once when it is told to stop, unless that is switched off."""
    import signal  # noqa: PLC0415

    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, _frame: object) -> None:
    for path in list(BEGUN):
        try:
            os.unlink(path)  # noqa: PTH108 - as few steps as can be
        except OSError:
            continue
    os._exit(128 + number if _say() else CANNOT_WRITE)


def _say() -> bool:
    """Write the sentence past all buffers; return whether it could be written."""
    if sys.__stderr__ is None:
        return False
    try:
        start = "\r\x1b[K" if os.isatty(2) else ""
        os.write(2, f"{start}pat: {SENTENCE}\n".encode())
    except OSError:
        return False
    return True
