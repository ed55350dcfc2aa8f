"""Numerals in words (the lists are lexicon/numbers.toml)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from recoupe.lexicon.tables import load, number

__all__ = ["CARDINALS", "COLLECTIVES", "PARTS", "VULGAR"]

_DATA: Final = load("numbers")

CARDINALS: Final[dict[str, int]] = {
    form: int(number("numbers", form, value)) for form, value in _DATA["cardinals"].items()
}
"""Cardinal numerals by form, lower case: « septante » → 70."""

COLLECTIVES: Final[dict[str, Decimal]] = {
    form + ending: number("numbers", form, value)
    for form, value in _DATA["collectives"].items()
    for ending in ("", "s")
}
"""Nouns of number by form: « centaines » → 100."""

PARTS: Final[dict[str, int]] = {
    form + ending: int(number("numbers", form, value))
    for form, value in _DATA["parts"].items()
    for ending in (("", "s") if form.endswith("ième") else ("",))
}
"""The denominator that a noun of part stands for: « tiers » → 3."""

VULGAR: Final[dict[str, Fraction]] = {sign: Fraction(value) for sign, value in _DATA["vulgar"].items()}
"""Fractions that are one sign: « ½ »."""
