"""Attacks on what a confidential group shows: can anybody's answer be worked out from it?"""
