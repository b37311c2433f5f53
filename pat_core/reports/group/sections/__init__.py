"""The sections of a group's page, one module each: HTML made from the group document.

``words`` holds the phrases and the pieces of HTML that they share.
"""
