"""A claim made ready to be set against others."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from recoupe.crosscheck.figures import Figure, figure_of
from recoupe.crosscheck.perimeter import base_of, hard, perimeter_of
from recoupe.lexicon.comparability import comparability
from recoupe.store.blocks import Told, day_of
from recoupe.store.naming import key_of

__all__ = ["Fact", "Span", "fact_of"]

Span = tuple[dt.date, dt.date]


class Fact:
    """A claim with a figure. What its words say besides is read when it is first asked for: a claim that stands alone,
    as most do, is never asked.

    Attributes:
        state: it tells how things stood at the end of a period rather than what happened in it.
        span: the first and the last day of its period, or None where one is not known.
        base: what a change is measured against.
    """

    def __init__(self, told: Told, figure: Figure) -> None:
        self.told = told
        self.figure = figure
        self.published = day_of(told.published)
        self.state = told.metric_key in comparability().state and not figure.changes
        self.span = _span(told, state=self.state)
        self.base = base_of(told) if figure.changes else None

    @cached_property
    def _perimeter(self) -> tuple[frozenset[str], frozenset[str]]:
        tags = perimeter_of(self.told)
        return tags, hard(tags)

    @property
    def tags(self) -> frozenset[str]:
        """See `perimeter`."""
        return self._perimeter[0]

    @property
    def hard(self) -> frozenset[str]:
        """The tags without which two facts do not even agree."""
        return self._perimeter[1]

    @property
    def by(self) -> str:
        """Who says so: the source, else the publisher, else the article."""
        return key_of(self.told.source or self.told.publisher or self.told.article_id)


def fact_of(told: Told) -> Fact | None:
    """The fact of a claim; None for one without a figure that could be compared."""
    figure = figure_of(told)
    return figure and Fact(told, figure)


def _span(told: Told, *, state: bool) -> Span | None:
    """The period of a claim; of a state, the day it ends on, whether « fin 2024 » was read as the day or the year."""
    start, end = day_of(told.period_start), day_of(told.period_end)
    if end is None or (start is None and not state):
        return None
    return (end if state else start or end, end)
