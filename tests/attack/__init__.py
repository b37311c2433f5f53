"""Attacks on what a confidential group shows: nobody's answer may be worked out from it."""
