"""The rules for a group: from many sheets to counts, agreement, parts, lists and change."""
