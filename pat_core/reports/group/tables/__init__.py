"""A group's figures as tables: CSV, codebook and the sheets and charts of a workbook."""
