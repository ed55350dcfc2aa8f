"""« De 3,1 à 3,8 milliards, soit 22 % de plus »: whether the change follows from the two figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from recoupe.crosscheck.fact import Fact, Span
from recoupe.crosscheck.verdict import Outcome, Verdict, about

__all__ = ["judge_arithmetic"]

_ROUNDING = Decimal("0.5")
"""Percent points that are granted on top of what the digits leave open."""
_FEWEST = 3
"""The facts that it takes: a change and two figures."""
_SKIPPED = frozenset({"organic", "constant-currency", "corrected-prices", "workdays"})


def judge_arithmetic(facts: Sequence[Fact]) -> Iterator[Verdict]:
    """A verdict a change, of the facts of one subject and metric, that one article tells with both figures.

    The figures are of the period of the change and of the one before it, in one measure and of one perimeter. A change
    that is corrected for currencies, perimeter or prices follows from no published figures, and is left alone.
    """
    if len(facts) < _FEWEST:
        return
    by_article = sorted(facts, key=lambda fact: fact.told.article_id)
    for _, mine in groupby(by_article, key=lambda fact: fact.told.article_id):
        told = list(mine)
        levels = [fact for fact in told if _is_level(fact)]
        if len(levels) > 1:
            for change in told:
                if change.figure.measure == "percent change" and not change.hard & _SKIPPED:
                    yield from _judge(change, levels)


def _is_level(fact: Fact) -> bool:
    affirmed = fact.told.polarity == "affirmed"
    return affirmed and not fact.figure.changes and fact.figure.measure != "percent" and fact.span is not None


def _judge(change: Fact, levels: Sequence[Fact]) -> Iterator[Verdict]:
    before = _before(change)
    if change.span is None or before is None or change.figure.quantity.sign == 0:
        return
    ends = [fact for fact in levels if fact.span == change.span and fact.told.realis == change.told.realis]
    starts = [fact for fact in levels if fact.span == before and fact.told.realis == "actual"]
    pairs = [
        (a, b) for a in starts for b in ends if a.figure.measure == b.figure.measure and a.hard == b.hard == change.hard
    ]
    if len(pairs) != 1:  # None, or no telling which.
        return
    start, end = pairs[0]
    verdict, detail = _follows(change, start, end)
    yield Verdict(
        kind="arithmetic",
        verdict=verdict,
        rule="change-from-to",
        claims=(change.told.claim_id, start.told.claim_id, end.told.claim_id),
        detail=detail,
        **about(change.told),
    )


def _follows(change: Fact, start: Fact, end: Fact) -> tuple[Outcome, str]:
    """Whether the change lies within what the two figures leave open."""
    a, b, p = (fact.figure.quantity for fact in (start, end, change))
    if a.near[0] <= 0:
        return "consistent", "from nought"
    low, high = ((near / base - 1) * 100 for near, base in ((b.near[0], a.near[1]), (b.near[1], a.near[0])))
    bounds = sorted(p.sign * bound for bound in p.near)
    fits = bounds[0] - _ROUNDING <= high and low <= bounds[1] + _ROUNDING
    detail = f"the figures make {float(low):+.1f} to {float(high):+.1f} %"
    return ("consistent" if fits else "inconsistent"), detail


def _before(change: Fact) -> Span | None:
    """The period that a change is measured against: a year before, or where the text says so the quarter before."""
    if change.span is None:
        return None
    if change.base in (None, "year"):
        return _back(change.span, 12)
    return _back(change.span, {"quarter": 3, "month": 1}[change.base]) if change.base in ("quarter", "month") else None


def _back(span: Span, months: int) -> Span:
    """The span so many months before, from first to last days of months where it runs so."""
    start, after = span[0], span[1] + dt.timedelta(days=1)
    return (_month_back(start, months), _month_back(after, months) - dt.timedelta(days=1))


def _month_back(day: dt.date, months: int) -> dt.date:
    number = day.year * 12 + day.month - 1 - months
    return dt.date(number // 12, number % 12 + 1, min(day.day, 28) if day.day > 28 else day.day)
