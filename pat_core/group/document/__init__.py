"""The group document: how it is built, written as a group file, read again and checked.

This room also compares the document with that of an earlier round.
"""
