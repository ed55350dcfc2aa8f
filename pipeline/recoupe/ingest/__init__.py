"""Paths to articles: one module a format, one `FORMATS` tuple; every input ends as an article or as a named problem."""
