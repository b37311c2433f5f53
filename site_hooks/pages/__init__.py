"""Fills the pages with what is made from data, so that each wording exists once.

Here are the snippets with their templates, pages made of nothing else, and the index of all pages.
What a page may load and run is decided in `policy/`.
"""
