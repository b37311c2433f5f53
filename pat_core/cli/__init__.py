"""The command line: ``pat`` and its commands, the files they read and the streams they write.

Only this room uses files, the clock and the terminal. It gets figures from the same functions as
the page.
"""
