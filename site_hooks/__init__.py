"""Builds the site: MkDocs events of a few lines each, over plain functions that need no MkDocs.

`pages/` fills the pages, `policy/` guards them, `runtime/` makes Python for the browser, and
`software/` lists what a browser is sent; `theme/` holds our templates for the theme. Modules beside
this file belong to the site as a whole. Rules and wording of the instrument are in `pat_core`.
"""
