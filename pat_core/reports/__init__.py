"""What people read of figures: pages, tables and workbooks. No rule and no arithmetic lives here.

``person`` and ``group`` each hold one kind of reader's reports; ``style`` is shared by both.
"""
