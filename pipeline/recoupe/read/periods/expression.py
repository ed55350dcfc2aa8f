"""One time expression, read on its own: what `resolve("fin 2024", day)` means."""

from __future__ import annotations

import datetime as dt

from recoupe.read.periods.calendar import Dates, months
from recoupe.read.periods.scan import Told, scan
from recoupe.read.periods.when import Context, dates_of
from recoupe.read.words import Words
from recoupe.text import fold

__all__ = ["interval", "resolve"]


def interval(told: Told, context: Context) -> Dates:
    """The days that a time means where it stands.

    « depuis X » runs from its first day to publication, « à partir de X » is open at its end; « d'ici X », « avant X »,
    « jusqu'en X » are X itself (DEFINITIONS, « Periods by convention »).
    """
    if told.role in ("baseline", "duration"):
        return Dates()
    if told.until is not None:
        return _range(told, context)
    if told.role == "from":
        context = context._replace(future=True)
    if told.role == "since":
        context = context._replace(future=False)
    dates = dates_of(told.when, context)
    if told.role == "since" and dates.start is not None:
        first = dates.end if told.edge == "fin" else dates.start
        last = context.published if told.family != "since" else dates.end
        return Dates(first, last if first is None or last is None or first <= last else None)
    if told.role == "from" and dates.start is not None:
        return Dates(dates.start, None)
    return _edged(told, dates, context)


def _edged(told: Told, dates: Dates, context: Context) -> Dates:
    """« fin 2024 », once it is over, is its last day (a balance); « début 2024 » its first quarter."""
    if told.role not in ("plain", "comparison") or told.family == "bare" or dates.start is None or dates.end is None:
        return dates
    if told.edge == "fin" and told.when.unit in ("year", "half", "quarter", "month") and not context.future:
        over = context.published is None or dates.end <= context.published
        return Dates(dates.end, dates.end) if over else dates
    if told.edge in ("début", "debut") and told.when.unit == "year":
        return months(dates.start.year, dates.start.month, 3)
    return dates


def _range(told: Told, context: Context) -> Dates:
    assert told.until is not None
    stated = told.when.year
    last = dates_of(told.until, context._replace(year=stated) if stated else context)
    if last.end is None:
        return Dates()
    if stated is not None or told.when.of is not None or told.when.shift is not None or told.when.unit == "year":
        first = dates_of(told.when, context)
    else:
        first = dates_of(told.when, context._replace(year=last.end.year))
        if first.start is not None and first.start > last.end:
            first = dates_of(told.when, context._replace(year=last.end.year - 1))
    return Dates(first.start, last.end) if first.start and first.start <= last.end else Dates()


def resolve(expression: str, published: dt.date | None = None, *, future: bool | None = False) -> Dates:
    """The days that one time expression means.

    Args:
        expression: « fin 2024 », « au premier trimestre », « d'ici 2030 »; other words around it are passed over.
        published: the day it was written on.
        future: whether it is said of what is still to come: « au premier trimestre » is then the next one not over.

    Returns:
        First and last day, both included; None for a side that is open or cannot be known.
    """
    folded = fold(expression)
    times = scan(folded, Words(folded))
    return interval(times[0], Context(published, future)) if times else Dates()
