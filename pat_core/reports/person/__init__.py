"""One respondent's result as HTML: the page, its table of answers and its table of scores."""
