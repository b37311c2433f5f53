"""The built site in a real browser, under its real policy."""
