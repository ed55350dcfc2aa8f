"""Periods: the one-line cases, and what holds for every text."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.extract.periods import extract_periods, role_of
from recoupe.read.periods.calendar import months
from tests.cases import Case, cases

_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?")
Days = tuple[dt.date | None, dt.date | None]


def one(written: str) -> Days:
    """First and last day of « 2024 », « 2024-Q3 », « 2024-03 », « 2024-03-12 »; nothing of an empty string."""
    if not written:
        return None, None
    found = _PART.fullmatch(written)
    assert found, written
    year, quarter, half, month, day = (int(part) if part else None for part in found.groups())
    assert year
    if day:
        return (dt.date(year, month or 1, day),) * 2
    if month:
        return months(year, month, 1)
    if quarter:
        return months(year, quarter * 3 - 2, 3)
    return months(year, half * 6 - 5, 6) if half else months(year, 1, 12)


def days(written: str) -> Days:
    """First and last day of what a mark says."""
    if written == "?":
        return None, None
    first, slash, last = written.partition("/")
    return (one(first)[0], one(last)[1]) if slash else one(first)


@pytest.mark.parametrize("case", cases("periods.txt"))
def test_case(case: Case) -> None:
    found = extract_periods(case.text, published=case.published)
    got = [(p.text, p.start, p.start_date, p.end_date, role_of(p)) for p in found]
    wanted = []
    for mark in case.marks:
        written, _, role = mark.reading.partition(" ")
        wanted.append((case.text[mark.start : mark.end], mark.start, *days(written), role or "plain"))
    assert got == wanted


_WORDS = st.sampled_from(
    [
        "en",
        "de",
        "depuis",
        "d'ici",
        "fin",
        "début",
        "mi-",
        "2024",
        "2025,",
        "T3",
        "3T24",
        "premier",
        "trimestre",
        "semestre",
        "l'an",
        "dernier",
        "année",
        "mars",
        "12",
        "1er",
        "janvier",
        "à",
        "et",
        "entre",
        "lundi",
        "hier",
        "sur",
        "trois",
        "ans",
        "contre",
        "exercice",
        "clos",
        "prochain",
        "2023/24",
        "jusqu'en",
        "les",
        "neuf",
        "premiers",
        "mois",
        "un",
        "plus",
        "tôt",
        "même",
        "période",
        "la",
        ".",
        "Le",
        "groupe",
        "ira",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=24).map(" ".join), st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
def test_any_text_is_read(text: str, published: dt.date | None) -> None:
    last = 0
    for period in extract_periods(text, published=published):
        assert text[period.start : period.end] == period.text
        assert period.start >= last
        assert not (period.start_date and period.end_date) or period.start_date <= period.end_date
        last = period.end
