"""The rules for one person: answers to principle scores, bands, profile and typology gap.

Agreement between several people is here as well, since it is arithmetic on answers alone. Nothing
here reads a file or writes a word that is not in the instrument.
"""
