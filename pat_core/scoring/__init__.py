"""Rules on answers: principle scores, bands, profile, typology gap, and agreement between people.

All of it is arithmetic on answers alone. Nothing here reads a file, and every word that is returned
comes from the instrument.
"""
