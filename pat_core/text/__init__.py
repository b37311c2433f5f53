"""Foreign text, made safe to show, to put into a CSV cell or into markup.

Foreign is what people or other programs wrote. This room also decides when two spellings are one
name. What a text means is the business of others.
"""
