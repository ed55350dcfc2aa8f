"""When a forecast comes true: the period of its clause, and whether a sentence names a time to come at all."""

from __future__ import annotations

import re
from bisect import bisect_left

from recoupe.extract.forecasts.sentence import Sentence
from recoupe.extract.periods import find_periods, role_of
from recoupe.read.document import Document
from recoupe.records import Interval, Period, Place

__all__ = ["horizon", "names_later"]

_BACKWARD = frozenset({"since", "comparison", "baseline"})
_BREAK = re.compile(r"[,;:()]| - ")
_BREAK_COSTS = 40
_BEFORE_COSTS = 25


def _starts(document: Document) -> list[int]:
    return [period.start for period in document.once(find_periods)]


def _periods(sentence: Sentence) -> list[Period]:
    """The resolved periods of a sentence that a forecast can speak of."""
    document = sentence.document
    starts = document.once(_starts)
    found = document.once(find_periods)[
        bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)
    ]
    return [period for period in found if period.start_date and role_of(period) not in _BACKWARD]


def _later(sentence: Sentence, period: Period) -> bool:
    """Whether a period starts after the day of publication, or is a deadline that is not over."""
    published = sentence.document.published
    if published is None or period.start_date is None:
        return False
    if period.start_date > published:
        return True
    return role_of(period) == "deadline" and period.end_date is not None and period.end_date > published


def names_later(sentence: Sentence) -> bool:
    """Whether a period of the sentence is still to come at publication; False without a publication date."""
    return sentence.document.published is not None and any(_later(sentence, one) for one in _periods(sentence))


def horizon(sentence: Sentence, start: int, end: int, cues: list[int]) -> Interval | None:
    """The period that a cue speaks of: the nearest one not over at publication, with no other cue in between.

    Args:
        start, end: the cue, as offsets into the text.
        cues: the offsets of all cues of the sentence.
    """
    published = sentence.document.published
    folded = sentence.document.folded
    best: tuple[int, Period] | None = None
    for period in _periods(sentence):
        if published and period.end_date and period.end_date < published:
            continue
        after = period.start >= end
        left, right = (end, period.start) if after else (period.end, start)
        if right < left or (after and any(left <= cue < right for cue in cues)):
            continue
        cost = right - left + _BREAK_COSTS * len(_BREAK.findall(folded, left, right)) + _BEFORE_COSTS * (not after)
        if best is None or cost < best[0]:
            best = (cost, period)
    if best is None:
        return None
    period = best[1]
    return Interval(
        text=period.text,
        start=period.start_date,
        end=period.end_date,
        span=Place(start=period.start, end=period.end),
    )
