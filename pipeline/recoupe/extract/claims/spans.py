"""How long what is told runs: results « à fin juin » from the year's first day, a change « entre 2023 et 2024 »."""

from __future__ import annotations

import datetime as dt
from typing import Final

from recoupe.extract.claims.calendar import entry_of
from recoupe.extract.claims.narrative import starts_change
from recoupe.extract.claims.scene import Frame, Scene, When
from recoupe.extract.periods import fiscal_close, interval_of
from recoupe.lexicon.timing import TIMING
from recoupe.records import Percentage, Period, changed

__all__ = ["to_date"]


def to_date(scene: Scene, frame: Frame, when: When) -> When:
    """The period of a figure, made as long as what it measures."""
    interval, mention = when.interval, when.mention
    if interval is None and when.rule == "none":
        return _from(scene, frame) or when
    if interval is None or mention is None or interval.start is None or interval.end is None:
        return when
    if interval.start == interval.end and _runs(frame) and _ends_month(interval.end):
        start = _year_begun(interval.end, fiscal_close(scene.document))
        return When(changed(interval, start=start), "to-date", mention)
    years = interval.end.year - interval.start.year
    differs = isinstance(frame.figure, Percentage) and frame.figure.kind == "change" and years == 1
    ends = starts_change(frame.like, frame) and years > 0
    if (differs or ends) and _is_between(scene, mention):
        return When(changed(interval, start=interval.end.replace(month=1, day=1)), when.rule, mention)
    return when


def _from(scene: Scene, frame: Frame) -> When | None:
    """« passée de 1,5 % à 3,1 % entre 2021 et 2024 »: the first level is of the first of the two years."""
    following = next((f for f in scene.frames if f.like is frame and starts_change(frame, f)), None)
    if following is None:
        return None
    for period in scene.found.periods:
        close = 0 <= period.start - following.figure.end <= _CLOSE
        if close and period.start_date is not None and period.end_date is not None and _is_between(scene, period):
            end = dt.date(period.start_date.year, 12, 31)
            return When(changed(interval_of(period), end=end), "from", period)
    return None


_CLOSE: Final = 12


def _is_between(scene: Scene, period: Period) -> bool:
    """Whether a time is two whole years that « entre » brings in."""
    if period.start_date is None or period.end_date is None or period.start_date.year == period.end_date.year:
        return False
    whole = (period.start_date.month, period.start_date.day, period.end_date.month) == (1, 1, 12)
    return whole and scene.low_text[max(0, period.start - 6) : period.start].endswith("entre ")


def _runs(frame: Frame) -> bool:
    """Whether a figure is a result, which adds up over a time, rather than a balance of a day."""
    entry = entry_of(frame)
    return entry is not None and entry.results and entry.key not in TIMING.stocks


def _ends_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1


def _year_begun(end: dt.date, close: int) -> dt.date:
    """The first day of the accounting year that a day is in, years ending in month `close`."""
    first = close % 12 + 1
    return dt.date(end.year if end.month >= first else end.year - 1, first, 1)
