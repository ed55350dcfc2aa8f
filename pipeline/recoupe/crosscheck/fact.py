"""A claim made ready to be set against others."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from recoupe.crosscheck.figures import Figure, figure_of
from recoupe.crosscheck.perimeter import base_of, hard, perimeter_of
from recoupe.lexicon.comparability import comparability
from recoupe.records import Claim
from recoupe.store.blocks import Told
from recoupe.store.naming import key_of

__all__ = ["Fact", "Span", "fact_of"]

Span = tuple[dt.date, dt.date]


class Fact(NamedTuple):
    """A claim with a figure.

    Attributes:
        span: the first and the last day of its period, or None where one is not known.
        tags: see `perimeter`; `base`: what a change is measured against.
        by: who says so: the source, else the publisher, else the article.
    """

    claim: Claim
    published: dt.date | None
    figure: Figure
    span: Span | None
    tags: frozenset[str]
    hard: frozenset[str]
    base: str | None
    state: bool
    by: str

    @property
    def metric(self) -> str | None:
        """The key of the metric, where it is known."""
        return self.claim.metric.key if self.claim.metric else None


def fact_of(told: Told) -> Fact | None:
    """The fact of a claim; None for one without a figure that could be compared."""
    claim = told.claim
    figure = figure_of(claim)
    if figure is None:
        return None
    tags = perimeter_of(claim)
    lexicon = comparability()
    state = (claim.metric.key if claim.metric else None) in lexicon.state and not figure.changes
    by = claim.source.name if claim.source else told.publisher or claim.article_id
    return Fact(
        claim=claim,
        published=told.published,
        figure=figure,
        span=_span(claim, state=state),
        tags=tags,
        hard=hard(tags),
        base=base_of(claim) if figure.changes else None,
        state=state,
        by=key_of(by),
    )


def _span(claim: Claim, *, state: bool) -> Span | None:
    """The period of a claim; of a state, the day it ends on, whether « fin 2024 » was read as the day or the year."""
    period = claim.period
    if period is None or period.end is None or (period.start is None and not state):
        return None
    return (period.end if state else period.start or period.end, period.end)
