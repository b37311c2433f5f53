"""The entry points for the browser: JSON text in, JSON text out.

There is one module for each layer of the archive that the page loads. Each holds a closed list of
calls; what a call does is in the rooms below.
"""
