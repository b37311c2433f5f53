"""Lists the software that a browser is sent: components, versions, licences, bill of materials.

What only builds or tests the site is listed in `requirements/` and `package-lock.json`.
"""
