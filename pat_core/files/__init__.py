"""The files and codes that people exchange: read strictly, checked entry by entry, written again.

Result files, result codes, one person's answers ("sheets") and the JSON of every other file are
read and written here. Putting many results together is the work of ``group``.
"""
