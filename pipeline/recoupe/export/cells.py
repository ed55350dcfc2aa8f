"""Cells of a table that a spreadsheet must not take for formulas."""

from __future__ import annotations

from typing import Final

__all__ = ["disarmed", "rearmed"]

_DANGEROUS: Final = "=+-@|%\t\r\n＝＋－＠'"
"""What a cell that a program runs may begin with; an apostrophe is there so that `rearmed` can undo all."""


def disarmed(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet might run it: = + - @ and their kind, after any space.

    >>> disarmed("=1+1")
    "'=1+1"
    """
    head = text.lstrip()[:1]
    return f"'{text}" if text[:1] in _DANGEROUS or head in _DANGEROUS else text


def rearmed(text: str) -> str:
    """What `disarmed` was given."""
    return text.removeprefix("'")
