"""A group's results as a page and as a report to print, both made of ``sections``.

The same figures as CSV and as a workbook are in ``tables``.
"""
