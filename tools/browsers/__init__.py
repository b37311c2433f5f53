"""Finds, or installs, the browsers in which the site is tested, and drives Firefox.

Playwright drives Chromium. Nothing here tests anything: that is in tests/browser.
"""
