"""Fills pages with what is made from data, so that each wording exists once."""
