"""What arrives for a group: files, codes, paper sheets and spreadsheets become entries.

The one rule for which entries count is here too, with the comments that come with them.
"""
