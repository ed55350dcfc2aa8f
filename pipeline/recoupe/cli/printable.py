"""Text of articles made safe for a terminal."""

from __future__ import annotations

import re

__all__ = ["printable"]

# Control characters (an escape sequence begins with one), the marks that turn writing around, and what is no character.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def printable(text: str) -> str:
    """The text on one line, without anything that a terminal would obey: such characters become a space.

    Everything that comes from an article, its metadata or a file name passes through here before it is printed.
    """
    return _UNSAFE.sub(" ", text)
