"""The entry points for the browser: JSON text in, JSON text out.

There is one module for each layer of the archive that the page loads. Each has a closed list
``CALLS`` and a function ``answer_call(name, payload)``. What a call does is in the rooms below.
"""
