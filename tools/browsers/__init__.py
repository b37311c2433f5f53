"""Finds, or installs, the browsers in which the site is tested."""
