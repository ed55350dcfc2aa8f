"""Scales: words and abbreviations that multiply a number (the lists are lexicon/scales.toml)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from recoupe.errors import LexiconError
from recoupe.lexicon.tables import load, number, strings

__all__ = ["SCALE_EXCEPTIONS", "SCALE_SIGNS", "SCALE_WORDS"]

_DATA: Final = load("scales")


def _forms(key: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for entry in _DATA["scale"]:
        for form in strings("scales", entry, key):
            if form in found:
                raise LexiconError(f"lexicon/scales.toml: {form!r} is claimed twice")
            found[form] = number("scales", form, entry["value"])
    return found


SCALE_WORDS: Final[dict[str, Decimal]] = _forms("words")
"""Scales written out, lower case."""

SCALE_SIGNS: Final[dict[str, Decimal]] = _forms("signs")
"""Abbreviated scales, with their case."""

SCALE_EXCEPTIONS: Final[dict[tuple[str, str], Decimal]] = {
    (entry["sign"], currency): number("scales", entry["sign"], entry["value"])
    for entry in _DATA["exception"]
    for currency in strings("scales", entry, "currencies")
}
"""The value of an abbreviation before one currency: (« MM », « DH ») → 1000000000."""
