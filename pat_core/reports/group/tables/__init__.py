"""A group's figures as tables: CSV, and the worksheets, charts and codebook of a workbook."""
