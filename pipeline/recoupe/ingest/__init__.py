"""Paths to articles: one module a format."""
