"""Intervals of whole days: a year, a half, a month, and how to step from one to the next."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import Final, NamedTuple

__all__ = ["MONTHS_IN", "Dates", "day", "months", "shift_months", "span_of", "week_of"]

MONTHS_IN: Final = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
"""How many months a unit lasts, for the units that are made of months."""

_LAST_YEAR: Final = 9999


class Dates(NamedTuple):
    """First and last day of an interval, both included; None where it is open or not known."""

    start: dt.date | None = None
    end: dt.date | None = None


def day(year: int, month: int, number: int) -> dt.date | None:
    """A day of the calendar, or None where there is no such day (31 April)."""
    if not (1 <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return dt.date(year, month, number)


def months(year: int, month: int, count: int) -> Dates:
    """The interval of `count` whole months from the first of a month; `month` may lie outside 1 to 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = year * 12 + month - 1 + count - 1
    if not 1 <= year <= _LAST_YEAR or not 12 <= last < _LAST_YEAR * 12 + 12:
        return Dates()
    end_year, end_month = last // 12, last % 12 + 1
    return Dates(dt.date(year, month, 1), dt.date(end_year, end_month, monthrange(end_year, end_month)[1]))


def shift_months(date: dt.date, count: int) -> dt.date:
    """The same day some months on (or back); the last of the month where that month is shorter."""
    at = date.year * 12 + date.month - 1 + count
    year, month = min(max(at // 12, 1), _LAST_YEAR), at % 12 + 1
    return dt.date(year, month, min(date.day, monthrange(year, month)[1]))


def span_of(unit: str, date: dt.date, shift: int = 0) -> Dates:
    """The month, quarter, half, year… that holds a day, or the one `shift` further."""
    size = MONTHS_IN[unit]
    at = (date.year * 12 + date.month - 1) // size * size + shift * size
    return months(at // 12, at % 12 + 1, size)


def week_of(date: dt.date, shift: int = 0) -> Dates:
    """The week (Monday to Sunday) that holds a day, or the one `shift` further."""
    monday = date - dt.timedelta(days=date.weekday()) + dt.timedelta(weeks=shift)
    return Dates(monday, monday + dt.timedelta(days=6))
