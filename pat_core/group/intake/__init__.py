"""From whatever people send to the list of entries that count, with a remark on all the rest.

Files, spreadsheets, archives and pasted codes come in; one rule selects which of them count.
"""
