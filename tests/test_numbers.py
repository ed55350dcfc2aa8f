"""Figures against the one-line cases, and digits and numerals by themselves."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.exact import spell
from recoupe.read.document import Document
from recoupe.read.numbers import Figure, read_digits, read_figures, read_numeral
from recoupe.read.numbers.digits import DIGITS, find_digits
from tests.cases import Case, cases


def reading(figure: Figure) -> str:
    """A figure in the notation of corpus/cases/numbers.txt."""
    return spell(figure.value) + " vague" * figure.vague + " approx" * figure.approximate


@pytest.mark.parametrize("case", cases("numbers.txt"))
def test_case(case: Case) -> None:
    found = [figure for figure in read_figures(Document(case.text)) if not figure.glued]
    assert [(f.start, f.end, reading(f)) for f in found] == [tuple(mark) for mark in case.marks]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("3.200", "3200"),
        ("0.125", "0.125"),
        ("12,345", "12.345"),
        ("1,234,567.8", "1234567.8"),
        ("1.234,5", "1234.5"),
    ],
)
def test_digits(written: str, value: str) -> None:
    assert read_digits(written) == Decimal(value)


def test_an_open_point_is_decimal_where_one_says_so() -> None:
    assert read_digits("1.739", decimal_point=True) == Decimal("1.739")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("quatre-vingt-dix-neuf", 99),
        ("soixante et onze", 71),
        ("septante et un", 71),
        ("cent quatre-vingts", 180),
        ("mille neuf cent quarante", 1940),
        ("deux cent mille", 200_000),
        ("un deux", None),
        ("vingt trente", None),
        ("cent cent", None),
    ],
)
def test_numerals(words: str, value: int | None) -> None:
    assert read_numeral(words) == value


@given(st.text(alphabet="0123456789 .,'x-/\n٣", max_size=60))
def test_digits_are_found_as_their_expression_finds_them(text: str) -> None:
    assert [found.span() for found in find_digits(text)] == [found.span() for found in re.finditer(DIGITS, text)]
