"""Figures in a text: digits in every French style, words, scales, and what counts without naming a number."""

from __future__ import annotations

from recoupe.read.numbers.digits import read_digits
from recoupe.read.numbers.figures import Figure, read_figures
from recoupe.read.numbers.numerals import read_numeral

__all__ = ["Figure", "read_digits", "read_figures", "read_numeral"]
