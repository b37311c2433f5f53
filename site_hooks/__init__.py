"""Builds the site: thin MkDocs events over plain functions that work without MkDocs."""
