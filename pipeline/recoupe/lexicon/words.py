"""What a word is, for the phrases of the lexicons and for the text around a figure alike."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["words"]

_ANY: Final = re.compile(r"[^\W\d_]")
# `[^\W\d_]` asks three questions a character; the letters of Latin script as one set answer in one look.
_LATIN: Final = re.escape("".join(filter(_ANY.match, map(chr, range(0x250)))))

words: Final = re.compile(rf"[{_LATIN}]+'?|\d+|[^\w\s]|[^\W\d_]+'?").findall
"""The words of a folded, lower-case stretch: letters (with the apostrophe of an elision), digits, single signs."""
