"""What a time expression says, apart from the day it is said on; and the days it means once that day is known."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from recoupe.read.periods.calendar import MONTHS_IN, Dates, day, months, shift_months, span_of, week_of
from recoupe.read.periods.relative import relative_day

__all__ = ["Context", "Way", "When", "dates_of"]

Way = Literal["named", "ago", "ahead", "last", "next", "earlier", "later", "first", "final", "same", "length", "closed"]


class When(NamedTuple):
    """A time as it is written.

    Attributes:
        unit: « day », « week », « month », « quarter », « half », « season », « year », « decade », « century ».
        year, last_year: the year named, and the later one of « 2023-2024 ».
        number: which month, quarter, half, weekday (0 is Monday), or the month that a season starts in.
        day, last_day: the day of the month, and the later one of « du 3 au 7 juin ».
        shift: steps of the unit from the day of publication (« l'an dernier » is -1); None where none is told.
        of: the same for the year that a shorter time lies in (« au premier trimestre de l'an dernier »).
        neighbour: steps from the time told last (« l'année précédente » is -1).
        way: how `units` are reckoned: « ago » (il y a deux ans), « ahead » (dans deux ans), « last » (ces deux
            dernières années), « next », « earlier » (un an plus tôt), « later », « first » (les neuf premiers mois),
            « final », « same » (la même période de 2023), « length » (sur un an), « closed » (exercice clos fin mars);
            « named » for a time with a name.
        fiscal: whether it is reckoned in accounting years.
    """

    unit: str
    year: int | None = None
    last_year: int | None = None
    number: int | None = None
    day: int | None = None
    last_day: int | None = None
    shift: int | None = None
    of: int | None = None
    neighbour: int | None = None
    units: int = 1
    way: Way = "named"
    fiscal: bool = False


class Context(NamedTuple):
    """What a reader knows besides the words.

    Attributes:
        published: the day that « hier » is counted from.
        future: whether the clause speaks of what was still to come; None where no word tells.
        near: the time told last, for « un an plus tôt ».
        year: the year that the sentence is in, for « en juin ».
        close: the month that accounting years end in.
    """

    published: dt.date | None = None
    future: bool | None = False
    near: Dates | None = None
    year: int | None = None
    close: int = 12


def dates_of(when: When, context: Context) -> Dates:
    """The days that a time means; open on both sides where they cannot be known."""
    if when.way in ("earlier", "later"):
        return _from_neighbour(when, context)
    if when.way == "same":
        return _same(when, context)
    if when.way in ("ago", "ahead", "last", "next"):
        return _counted(when, context.published)
    if when.way == "length":
        return Dates()
    if when.way == "closed":
        return _closed(when, context)
    if when.unit in ("year", "decade", "century"):
        return _years(when, context)
    if when.neighbour is not None and when.number is None:
        return _step(context.near, when.unit, when.neighbour)
    if when.shift is not None and when.number is None:
        return _shifted(when, context.published)
    if when.unit == "day" and when.day is None:
        return _weekday(when, context)
    return _in_year(when, context)


def _shifted(when: When, published: dt.date | None) -> Dates:
    if published is None or when.shift is None:
        return Dates()
    if when.unit == "day":
        if abs(when.shift) < 2:
            date: dt.date | None = _move(published, "day", when.shift)
        else:
            date = relative_day("day", when.shift, published)
        return Dates(date, date)
    if when.unit == "week":
        return week_of(published, when.shift)
    return span_of(when.unit, published, when.shift)


def _weekday(when: When, context: Context) -> Dates:
    if context.published is None or when.number is None:
        return Dates()
    back = (context.published.weekday() - when.number) % 7
    if when.shift == 1 or (when.shift is None and context.future):
        ahead = (7 - back) % 7 or (7 if when.shift else 0)
        date = context.published + dt.timedelta(days=ahead)
    else:
        date = context.published - dt.timedelta(days=back or (7 if when.shift else 0))
    return Dates(date, date)


def _years(when: When, context: Context) -> Dates:
    size = MONTHS_IN[when.unit] // 12
    if when.year is not None:
        start, end = when.year, when.last_year or when.year + size - 1
        if when.fiscal and when.unit == "year" and context.close != 12:
            return months(end - 1, context.close + 1, 12)
        return months(start, 1, 12 * (end - start + 1))
    if when.neighbour is not None:
        near = context.near
        if near is None or near.end is None:
            return Dates()
        if near.start is not None and 360 <= (near.end - near.start).days <= 366:
            return _step(near, when.unit, when.neighbour)
        return span_of(when.unit, near.end, when.neighbour)
    if context.published is None or when.shift is None:
        return Dates()
    if when.fiscal and context.close != 12:
        ahead = context.published.month > context.close
        return months(context.published.year - 1 + ahead + when.shift, context.close + 1, 12)
    return span_of(when.unit, context.published, when.shift)


def _part(when: When, year: int, close: int) -> Dates:
    """A day, month, quarter, half or run of months of one year."""
    number = when.number or 1
    if when.unit == "day":
        first = day(year, number, when.day or 1)
        last = day(year, number, when.last_day or when.day or 1)
        return Dates(first, last) if first and last else Dates()
    if when.unit == "month":
        return months(year, number, when.units)
    if when.unit == "season":
        return months(year, number, 3)
    size = MONTHS_IN[when.unit] if when.way == "named" else MONTHS_IN[when.unit] * when.units
    first_month = 1 + (number - 1) * MONTHS_IN[when.unit]
    if when.way == "final":
        first_month = 13 - size
    if when.fiscal and close != 12:
        return months(year - 1, close + first_month, size)
    return months(year, first_month, size)


def _in_year(when: When, context: Context) -> Dates:
    """A part of a year; where the year is not named, the last one begun, or the next one for what is to come."""
    year = when.last_year or when.year
    if when.unit == "season" and when.number == 12 and when.last_year:
        year = when.year
    published = context.published
    if year is None and when.of is not None and published is not None:
        year = published.year + when.of
    if year is None and when.neighbour is not None and context.near is not None and context.near.end is not None:
        year = context.near.end.year + when.neighbour
    if year is None and when.of is None and when.shift is None:
        year = context.year
    if year is not None:
        return _part(when, year, context.close)
    if published is None or when.of is not None or when.neighbour is not None:
        return Dates()
    return _nearest(when, context, published)


def _nearest(when: When, context: Context, published: dt.date) -> Dates:
    found = [_part(when, published.year + step, context.close) for step in (-2, -1, 0, 1, 2)]
    if when.shift == 1:
        return next((d for d in found if d.start and d.start > published), Dates())
    if when.shift == -1:
        return next((d for d in reversed(found) if d.end and d.end < published), Dates())
    if when.shift == 0:
        return _part(when, published.year, context.close)
    ahead = next((d for d in found if d.end and d.end >= published), Dates())
    behind = next((d for d in reversed(found) if d.start and d.start <= published), Dates())
    if context.future is None and when.unit in ("month", "day") and ahead.start and behind.end:
        # No verb tells: « fin décembre » in November is the coming one, « en mars » then the one that is over.
        return ahead if (ahead.start - published) * 4 < published - behind.end else behind
    if context.future:
        return ahead
    reported = when.way == "first" or when.unit in ("half", "quarter")
    if context.future is False and reported and behind.start and behind.end:
        # « au premier semestre, X a vendu » in February tells of the one before.
        due = behind.end if when.way == "first" else behind.start + (behind.end - behind.start) / 2
        if published < due:
            behind = next((d for d in reversed(found) if d.end and d.end < behind.start), behind)
    return behind


def _move(date: dt.date, unit: str, steps: int) -> dt.date:
    try:
        if unit == "day":
            return date + dt.timedelta(days=steps)
        if unit == "week":
            return date + dt.timedelta(weeks=steps)
    except OverflowError:
        return date
    return shift_months(date, MONTHS_IN[unit] * steps)


def _step(near: Dates | None, unit: str, steps: int) -> Dates:
    """An interval moved by some units; one that ended with a month still does."""
    if near is None or near.start is None or near.end is None:
        return Dates()
    start, end = _move(near.start, unit, steps), _move(near.end, unit, steps)
    if unit in MONTHS_IN and (near.end + dt.timedelta(days=1)).day == 1:
        end = months(end.year, end.month, 1).end or end
    return Dates(start, end)


def _counted(when: When, published: dt.date | None) -> Dates:
    if published is None:
        return Dates()
    if when.way == "last":
        return Dates(_move(published, when.unit, -when.units), published)
    if when.way == "next":
        return Dates(published, _move(published, when.unit, when.units))
    steps = -when.units if when.way == "ago" else when.units
    if when.unit in ("day", "week"):
        found = relative_day(when.unit, steps, published)
        return Dates(found, found)
    date = _move(published, when.unit, steps)
    return span_of(when.unit if when.unit in ("month", "year") else "month", date)


def _from_neighbour(when: When, context: Context) -> Dates:
    steps = -when.units if when.way == "earlier" else when.units
    if context.near is not None and context.near.start is not None:
        return _step(context.near, when.unit, steps)
    return _counted(when._replace(way="ago" if steps < 0 else "ahead"), context.published)


def _same(when: When, context: Context) -> Dates:
    """« la même période de 2023 »: the time told last, in another year (in the one before, where none is named)."""
    near = context.near
    if near is None or near.end is None or near.start is None:
        near = None if context.published is None else Dates(context.published, context.published)
        known = False
    else:
        known = True
    if near is None or near.end is None:
        return span_of("year", dt.date(when.year, 1, 1)) if when.year else Dates()
    if when.unit == "day":
        near, known = Dates(context.published, context.published), context.published is not None
    if near is None or near.end is None:
        return Dates()
    target = when.year
    if target is None and when.of is not None and context.published is not None:
        target = context.published.year + when.of
    steps = (target - near.end.year) if target is not None else (when.neighbour or -1)
    return _step(near, "year", steps) if known else span_of("year", near.end, steps)


def _closed(when: When, context: Context) -> Dates:
    """« exercice clos le 31 mars 2024 »: the unit that ends that day, or with that month."""
    last = when._replace(unit="month" if when.day is None else "day", way="named", fiscal=False)
    end = dates_of(last, context).end
    if end is None:
        return Dates()
    return Dates(shift_months(end + dt.timedelta(days=1), -MONTHS_IN[when.unit]), end)
