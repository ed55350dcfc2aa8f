"""Where in a text one of many words may start, told by its first three letters and the sign before it.

Python's `re` tries an expression at every sign and space; this looks once at each character, and leaves few places to
try it at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["Starts"]

_BITS: Final = 6
_LOW: Final = 63
"""Of a letter this much counts: the lower case of Latin script apart from its upper case."""


class Starts:
    """Where an expression may match that begins with a sign and one of some words.

    Args:
        pattern: begins with one character that stands before a word (a space, a sign), which it consumes.
        words: what the word begins with, in every spelling that it may have.
        signs: the characters that may stand before it; those past U+00FF are always tried.
    """

    def __init__(self, pattern: str, words: Iterable[str], signs: str) -> None:
        self._pattern = re.compile(pattern)
        table = bytearray(1 << 3 * _BITS)
        for word in words:
            codes = [[ord(char) & _LOW] for char in word[:3]]
            one, two, three = codes + [list(range(_LOW + 1))] * (3 - len(codes))
            for second in two:
                for third in three:
                    table[one[0] << 2 * _BITS | second << _BITS | third] = 1
        self._table = bytes(table)
        self._signs = bytes(chr(code) in signs or chr(code).isspace() for code in range(256))

    def matches(self, text: str) -> list[re.Match[str]]:
        """Its matches in a text, in order, none overlapping another, as `finditer` gives them."""
        match, table, signs = self._pattern.match, self._table, self._signs
        found: list[re.Match[str]] = []
        last = len(text) - 1
        end = 0
        for at in range(last):
            sign = ord(text[at])
            if sign < 256 and not signs[sign]:
                continue
            if at + 3 <= last:  # Nearer to the end there are no three letters to tell by.
                one, two, three = ord(text[at + 1]) & _LOW, ord(text[at + 2]) & _LOW, ord(text[at + 3]) & _LOW
                if not table[one << 2 * _BITS | two << _BITS | three]:
                    continue
            here = match(text, at) if at >= end else None
            if here is not None:
                end = here.end()
                found.append(here)
        return found
