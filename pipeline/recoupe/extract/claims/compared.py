"""The period of what a figure is compared with: the one that it is told with, stepped back where that says how far."""

from __future__ import annotations

import datetime as dt
from typing import Final

from recoupe.extract.claims.scene import Frame, When
from recoupe.extract.periods import interval_of, role_of
from recoupe.records import Interval, Period, Place, filled

__all__ = ["compared"]

_PART: Final = range(27, 300)
"""The length, in days, of a part of a year that « l'an dernier » is compared with."""


def compared(frame: Frame, own: Period | None) -> When:
    """The period of the earlier figure of a comparison.

    Args:
        frame: the earlier figure (« contre 15,2 milliards »), the other one resolved.
        own: the time told with it, if any.

    Returns:
        That time; or, for « un an plus tôt », or « l'an dernier » against a quarter, the same stretch a year before.
    """
    against = frame.like.when if frame.like is not None else None
    if own is None:
        return When(rule="none")
    months = _months_back(own)
    if months and against is not None and against.interval is not None and against.interval.end is not None:
        place = Place(start=own.start, end=own.end)
        start, end = _months_before(against.interval, months)
        return When(Interval(text=own.text, start=start, end=end, span=place), "months-before", own)
    if against is not None and against.interval is not None and _steps_back(own, against.interval):
        earlier = _year_before(against.interval)
        if earlier is not None:
            place = filled(Place, start=own.start, end=own.end)
            return When(
                filled(Interval, text=own.text, start=earlier[0], end=earlier[1], span=place), "year-before", own
            )
    return When(interval_of(own), "compared", own)


def _months_back(own: Period) -> int:
    """How many months « trois mois plus tôt » steps back; 0 for other times."""
    count, _, rest = own.text.casefold().partition(" ")
    if role_of(own) != "comparison" or not rest.startswith(("mois", "trimestre")):
        return 0
    number = int(count) if count.isdigit() else _COUNTS.get(count, 0)
    return number * (3 if rest.startswith("trimestre") else 1)


_COUNTS: Final = {"un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "neuf": 9, "dix-huit": 18}


def _months_before(interval: Interval, months: int) -> tuple[dt.date | None, dt.date | None]:
    """The same stretch so many months before; an end of a month stays one."""
    return (_stepped(interval.start, months), _stepped(interval.end, months))


def _stepped(day: dt.date | None, months: int) -> dt.date | None:
    if day is None:
        return None
    last = (day + dt.timedelta(days=1)).day == 1
    count = day.year * 12 + day.month - 1 - months
    first = dt.date(count // 12, count % 12 + 1, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    end = (following - dt.timedelta(days=1)).day
    return first.replace(day=end if last else min(day.day, end))


def _steps_back(own: Period, against: Interval) -> bool:
    back = own.text.casefold().split()
    if role_of(own) == "comparison" and "an" in back and back[0] in ("un", "1"):
        return True
    if not (own.start_date and own.end_date and against.start and against.end):
        return False
    whole = (own.end_date - own.start_date).days >= 360
    return whole and (against.end - against.start).days in _PART and own.start_date.year == against.start.year - 1


def _year_before(interval: Interval) -> tuple[dt.date, dt.date] | None:
    if interval.start is None or interval.end is None:
        return None
    last = interval.end + dt.timedelta(days=1)
    return _minus_year(interval.start), _minus_year(last) - dt.timedelta(days=1)


def _minus_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
