"""The command line: ``pat`` and its commands, the files they read and the streams they write.

Only this room touches files, the clock and the terminal. Figures come from the same functions that
the page calls.
"""
