"""Names as they are compared: without case, accents, punctuation or spaces that differ."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["key_of"]

_GAPS = re.compile(r"[\W_]+")


@lru_cache(maxsize=65_536)
def key_of(name: str) -> str:
    """The key of a name: its words in lower case without accents, each followed by one space and the whole led by one.

    So that a key holds the words of another if it contains it.

    >>> key_of("L’Oréal S.A.")
    ' l oreal s a '
    """
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    return f" {_GAPS.sub(' ', plain.casefold()).strip()} "
