"""The files and codes that people exchange: read strictly, checked entry by entry, written again.

Result files, result codes, answers by statement ("sheets") and the JSON of every other file pass
through here. What a group makes of many results is in ``group``.
"""
