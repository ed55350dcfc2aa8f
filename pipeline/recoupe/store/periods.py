"""A stretch of time as one asks for it on a command line: `2024`, `2024-T3`, `2024-S1`, `2024-03`, a day, `A..B`."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from recoupe.errors import UsageError
from recoupe.records import Interval

__all__ = ["interval_of"]

_ASKED = re.compile(
    r"(?P<year>\d{4})(?:-(?:[TQ](?P<quarter>[1-4])|[SH](?P<half>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?",
    re.IGNORECASE,
)


def interval_of(asked: str) -> Interval:
    """The interval that is asked for.

    Args:
        asked: a year, a quarter (`T3`, `Q3`), a half (`S1`, `H1`), a month, a day, or two of them around `..`; one of
            the two may be left out.

    Raises:
        UsageError: it is none of these.

    >>> interval_of("2024-T3").end
    datetime.date(2024, 9, 30)
    """
    first, dots, last = asked.partition("..")
    start = _bounds(first, asked)[0] if first else None
    end = _bounds(last if dots else first, asked)[1] if last or not dots else None
    if (start is None and end is None) or (start and end and start > end):
        raise _error(asked)
    return Interval(text=asked, start=start, end=end)


def _error(asked: str) -> UsageError:
    return UsageError(f"{asked!r} is no period: say 2024, 2024-T3, 2024-S1, 2024-03, 2024-03-31 or 2023..2024-06")


def _bounds(words: str, asked: str) -> tuple[dt.date, dt.date]:
    found = _ASKED.fullmatch(words.strip())
    if not found:
        raise _error(asked)
    year = int(found["year"])
    first, months = 1, 12
    for name, length in (("quarter", 3), ("half", 6), ("month", 1)):
        if found[name]:
            first, months = (int(found[name]) - 1) * length + 1, length
    try:
        if found["day"]:
            day = dt.date(year, first, int(found["day"]))
            return day, day
        last = first + months - 1
        return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    except ValueError as error:
        raise _error(asked) from error
