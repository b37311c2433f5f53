"""Guards the built pages: a Content-Security-Policy for each, and headers for three hosts."""
