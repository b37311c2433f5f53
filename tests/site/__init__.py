"""The site as it was built: its pages, its files, and what builds them."""
