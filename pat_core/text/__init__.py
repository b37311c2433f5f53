"""Foreign text, made safe to show, to put into a CSV cell or into markup; and pieces of our own.

Foreign text is what people or other programs wrote. This room also decides when two spellings are
one name. What a text means is up to the rooms above.
"""
