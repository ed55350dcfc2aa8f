"""A multiple as it is read: where it stands, what it is worth, which way it goes by itself."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from recoupe.lexicon.numbers import CARDINALS
from recoupe.read.numbers import read_digits, read_numeral
from recoupe.read.numbers.digits import DIGITS, LONGEST
from recoupe.read.numbers.numerals import NUMERAL

__all__ = ["NUMBER", "Ratio", "count_before", "number_of"]

NUMBER: Final = rf"(?:{DIGITS}|{NUMERAL})"
"""A number in digits or words, for a larger expression."""


class Ratio(NamedTuple):
    """One multiple.

    Attributes:
        start, end: its span.
        value: what it is worth, exactly.
        rule: the rule that read it: `factor-…` or `fraction-…`.
        way: the way it goes by itself (« divisé »: down).
    """

    start: int
    end: int
    value: Fraction
    rule: str
    way: Literal["up", "down"] | None = None


_DIGITS: Final = re.compile(r"\d")
_COUNT: Final = re.compile(rf"(?<![\w,.])(?P<number>{NUMBER})[ -]$")
_LAST_WORD: Final = re.compile(r"[^\W_]+\Z")
_REACH: Final = 40


def number_of(text: str) -> Fraction | None:
    """The value of what `NUMBER` matched, or None where it is no number."""
    if _DIGITS.match(text):
        return Fraction(read_digits(text, decimal_point=True)) if len(text) <= LONGEST else None
    value = read_numeral(text)
    return Fraction(Decimal(value)) if value is not None else None


def count_before(text: str, at: int) -> str | None:
    """The number that stands right before a place, with the space or hyphen between (« deux » before « tiers »)."""
    joint = text[at - 1 : at]
    if joint not in (" ", "-"):
        return None
    word = _LAST_WORD.search(text, max(0, at - 12), at - 1)
    if word is None or not (word[0][-1].isdigit() or word[0].lower() in CARDINALS):
        return None
    found = _COUNT.search(text[max(0, at - _REACH) : at])
    return found[0] if found else None
