"""Makes the Python runtime for the browser: Pyodide's files, and the library as bytecode.

``tracing`` finds out which modules are needed, ``archive`` compiles and packs them, ``build`` puts
it all into the site. What else the browser loads is put together in ``site_hooks/bundle.py``.
"""
