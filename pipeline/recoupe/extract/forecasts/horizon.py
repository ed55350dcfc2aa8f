"""When a forecast comes true: the period of its clause, and whether a sentence names a time to come at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from recoupe.extract.forecasts.conditions import inside
from recoupe.extract.forecasts.sentence import Sentence, is_participle
from recoupe.extract.periods import find_periods, interval_of, role_of
from recoupe.read.document import Document
from recoupe.records import Interval, Period

__all__ = ["horizon", "names_later", "names_open"]

_BACKWARD: Final = frozenset({"since", "comparison", "baseline"})
_PARALLEL: Final = re.compile(r"(?<!\w)(?:tandis qu[e']|alors qu[e']|quand )")
_CLAUSE: Final = re.compile(r";|(?<!\w)(?:tandis qu[e']|alors qu[e']|car |parce qu[e']|depuis qu[e']|contre )")

_NEAREST: Final = 6
_LONG_AGO: Final = 1990


def _starts(document: Document) -> list[int]:
    return [period.start for period in document.once(find_periods)]


def _periods(sentence: Sentence) -> list[Period]:
    """The resolved periods of a sentence that a forecast can speak of."""
    document = sentence.document
    starts = document.once(_starts)
    found = document.once(find_periods)[
        bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)
    ]
    return [
        period
        for period in found
        if period.start_date and (role_of(period) not in _BACKWARD or _not_before(document, period.start))
    ]


def _not_before(document: Document, start: int) -> bool:
    """« ne sera livré qu'en 2027 »: the only time, no comparison."""
    before = document.folded[max(start - 60, 0) : start]
    return before.endswith(("qu'en ", "qu'à ")) and (" ne " in before or " n'" in before)


def _later(sentence: Sentence, period: Period) -> bool:
    """Whether a period starts after the day of publication, or is a deadline that is not over."""
    published = sentence.document.published
    if published is None or period.start_date is None:
        return False
    if period.start_date > published:
        return True
    due = role_of(period) == "deadline" or period.text.startswith("fin ")
    return due and period.end_date is not None and period.end_date > published


def _start(period: Period) -> int:
    return period.start


def _near(periods: list[Period], cue: tuple[int, int]) -> list[Period]:
    """The periods that stand nearest to a cue, a few on each side."""
    at = bisect_left(periods, cue[0], key=_start)
    return periods[max(at - _NEAREST, 0) : at + _NEAREST]


def names_later(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a period that starts in a stretch of the sentence is to come; False without a publication date."""
    if sentence.document.published is None:
        return False
    periods = sentence.once(_periods)
    first, last = bisect_left(periods, start, key=_start), bisect_left(periods, end, key=_start)
    return any(_later(sentence, one) for one in periods[first:last])


def names_open(sentence: Sentence) -> bool:
    """Whether a period of the sentence is not over at publication; False without a publication date."""
    return sentence.once(_names_open)


def _names_open(sentence: Sentence) -> bool:
    published = sentence.document.published
    return published is not None and any(
        one.end_date is not None and one.end_date >= published for one in sentence.once(_periods)
    )


def horizon(sentence: Sentence, cue: tuple[int, int], cues: list[tuple[int, int]]) -> Interval | None:
    """The period that a cue speaks of, not over at publication: the nearest of its own stretch of the sentence.

    A period belongs to the cue before it; one before all cues to the first. « Tandis que » and its like share theirs.

    Args:
        cue: the cue, as offsets into the text; one of `cues`.
        cues: all cues of the sentence, in order.
    """
    found = _near(sentence.once(_open_periods), cue)
    at = bisect_left(cues, cue)
    limit = cues[at + 1][0] if at + 1 < len(cues) else sentence.span.end
    after = [one for one in found if cue[1] <= one.start < limit and not _apart(sentence, cue[1], one.start)]
    shared = at == 0 or _PARALLEL.search(sentence.document.folded, cues[at - 1][1], cue[0])
    before = [one for one in found if one.start < cue[0] and not _dates_a_fact(sentence, one)] if shared else []
    if after or before:
        return interval_of(min(after, key=lambda one: one.start) if after else max(before, key=lambda one: one.start))
    return None


def _dates_a_fact(sentence: Sentence, period: Period) -> bool:
    """« le budget, voté en décembre, … »: a participle just before takes the period."""
    at = bisect_left(sentence.tokens, period.start, key=lambda token: token.start)
    return any(is_participle(word) for word in sentence.words(at - 3, at))


def _open_periods(sentence: Sentence) -> list[Period]:
    return [period for period in sentence.once(_periods) if _open(sentence, period)]


def _open(sentence: Sentence, period: Period) -> bool:
    """Whether a period is not over at publication, and no part of a condition."""
    published = sentence.document.published
    if published and period.end_date and period.end_date < published:
        return False
    if published is None and period.start_date and period.start_date.year < _LONG_AGO:
        return False
    at = bisect_left(sentence.tokens, period.start, key=lambda token: token.start)
    return not inside(sentence, at)


def _apart(sentence: Sentence, start: int, end: int) -> bool:
    return _CLAUSE.search(sentence.document.folded, start, end) is not None
