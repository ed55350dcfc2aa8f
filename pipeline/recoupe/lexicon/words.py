"""What a word is, for the phrases of the lexicons and for the text around a figure alike."""

from __future__ import annotations

import re

__all__ = ["words"]

words = re.compile(r"[^\W\d_]+'?|\d+|[^\w\s]").findall
"""The words of a folded, lower-case stretch: letters (with the apostrophe of an elision), digits, single signs."""
