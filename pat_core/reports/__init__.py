"""Reports: figures as pages, tables and workbooks for people to read, without rules or arithmetic.

``person`` holds those of one respondent, ``group`` those of a group; both share ``html_table``.
"""
