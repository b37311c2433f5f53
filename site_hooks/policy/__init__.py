"""Guards the built site: a Content-Security-Policy for each page, and headers for hosts.

A page, style sheet, drawing or script that a policy would refuse ends the build. Nothing here
changes what a page says.
"""
