"""The instrument: its facts and wording as TOML files in ``data/``, and the code that reads them.

The checklists, the sources, the guided path and the facilitator's questions are read here too. All
other rooms are given what was read as an argument; only entry points and the build load it.
"""
