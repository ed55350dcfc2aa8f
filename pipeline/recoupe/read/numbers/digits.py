"""Numbers in digits: which separator is the decimal one is decided by how the groups are written.

A space, an apostrophe or a repeated point or comma between groups of three separates thousands (« 1 234 567,89 »,
« 1'234.50 », « 1.234.567 », « 1,234,567.8 »). One comma is decimal (« 12,345 » is twelve and a bit), as French has it.
One point before three digits is the one form that is open: thousands on their own (« 3.200 euros »), decimal before a
scale (« 1.739 million ») or after a zero.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Final

from recoupe.memo import Memo

__all__ = ["DIGITS", "LONGEST", "find_digits", "is_open", "read_digits"]

DIGITS: Final = (
    r"[0-9](?:[0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]{0,2}(?:'[0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]{0,2}(?:\.[0-9]{3}){2,}(?![0-9])(?:,[0-9]+)?"
    r"|[0-9]{0,2}(?:,[0-9]{3}){2,}(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{0,2}\.[0-9]{3},[0-9]+"
    r"|[0-9]{0,2},[0-9]{3}\.[0-9]+"
    r"|[0-9]*(?:[.,][0-9]+)?)"
)
"""A number in digits, for a larger expression. Every alternative advances with each step: linear."""

_DIGITS: Final = re.compile(DIGITS)
LONGEST: Final = 24
"""More characters than this are no quantity (a card number, an identifier)."""


def find_digits(text: str) -> list[re.Match[str]]:
    """All numbers in digits, in order, none overlapping another; looked for where a digit follows none."""
    found: list[re.Match[str]] = []
    end = 0
    before = False
    for at in range(len(text)):
        code = ord(text[at])
        digit = 48 <= code <= 57
        if digit and not before and at >= end:
            number = _DIGITS.match(text, at)
            if number is not None:
                end = number.end()
                found.append(number)
        before = digit
    return found


def is_open(text: str) -> bool:
    """Whether the point in « 3.200 » may be a thousands or a decimal point."""
    head, point, tail = text.partition(".")
    return (
        bool(point) and len(tail) == 3 and tail.isdigit() and 1 <= len(head) <= 3 and head.isdigit() and head[0] != "0"
    )


def _read(text: str, decimal_point: bool) -> Decimal:
    if text.isdigit():
        return Decimal(text)
    plain = text.replace(" ", "").replace("'", "")
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        thousands = "." if plain.rindex(",") > plain.rindex(".") else ","
        return Decimal(plain.replace(thousands, "").replace(",", "."))
    if commas > 1 or points > 1:
        return Decimal(plain.replace(",", "").replace(".", ""))
    if points and not decimal_point and is_open(text):
        return Decimal(plain.replace(".", ""))
    return Decimal(plain.replace(",", "."))


_PLAIN: Final = Memo(partial(_read, decimal_point=False), 4096)
_DECIMAL: Final = Memo(partial(_read, decimal_point=True), 4096)


def read_digits(text: str, decimal_point: bool = False) -> Decimal:
    """The value of a number in digits.

    Args:
        text: what `DIGITS` matched, folded.
        decimal_point: what a point before three last digits is, where the writing leaves it open.

    Returns:
        The exact value: « 1 234,50 » → 1234.50.
    """
    return _DECIMAL.of(text) if decimal_point else _PLAIN.of(text)
