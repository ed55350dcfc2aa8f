"""How long what is told runs: results « à fin juin » from the year's first day, a change « entre 2023 et 2024 »."""

from __future__ import annotations

import datetime as dt

from recoupe.extract.claims.calendar import When, entry_of
from recoupe.extract.claims.frame import Frame
from recoupe.extract.claims.scene import Scene
from recoupe.extract.periods import fiscal_close
from recoupe.lexicon.timing import TIMING
from recoupe.records import Percentage

__all__ = ["to_date"]


def to_date(scene: Scene, frame: Frame, when: When) -> When:
    """The period of a figure, made as long as what it measures."""
    interval, mention = when.interval, when.mention
    if interval is None or mention is None or interval.start is None or interval.end is None:
        return when
    if interval.start == interval.end and _runs(frame) and _ends_month(interval.end):
        start = _year_begun(interval.end, fiscal_close(scene.document))
        return When(interval.model_copy(update={"start": start}), "to-date", mention)
    years = interval.end.year - interval.start.year
    changed = isinstance(frame.figure, Percentage) and frame.figure.kind == "change"
    before = scene.document.folded[max(0, mention.start - 6) : mention.start].casefold()
    if changed and years == 1 and before.endswith("entre ") and (interval.end - interval.start).days > 700:
        return When(interval.model_copy(update={"start": interval.end.replace(month=1, day=1)}), when.rule, mention)
    return when


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
