"""A group's results as a page and as a printable report, put together from ``sections``.

The same figures as CSV and as a workbook are in ``tables``.
"""
