"""The group document: built, written as a group file, read again and checked figure by figure.

It also compares one group document with that of an earlier round.
"""
