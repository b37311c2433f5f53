"""The questionnaire as a value: its facts and wording as TOML in ``data/``, and their only readers.

Checklists, sources, the guided path and the facilitator's questions are read here too. Rules get
what was read as an argument and never load it themselves.
"""
