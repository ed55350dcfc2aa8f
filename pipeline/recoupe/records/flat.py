"""A claim as one flat row: the columns of the store's `claims_flat` view and of every tabular export.

Figures that carry value are exact decimal strings, as in the records; `number` is the nearest double, for sorting and
drawing only.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Literal, NamedTuple

from recoupe.exact import spell, spell_ratio
from recoupe.records.claims import Claim
from recoupe.records.values import MoneyValue, MultipleValue, PercentageValue, Value

__all__ = ["CLAIM_COLUMNS", "FLAT", "Cell", "Column", "row_of"]

Cell = str | int | float | None


class Column(NamedTuple):
    """A column: its name, what it holds, and in a few words what that means."""

    name: str
    type: Literal["text", "integer", "real", "date"]
    meaning: str


_CLAIM = (
    Column("claim_id", "text", "the claim's id"),
    Column("article_id", "text", "the id of the article that makes it"),
    Column("subject", "text", "whom or what it is about"),
    Column("company_id", "text", "the id of the company that the subject is, if it is one"),
    Column("metric", "text", "what is measured, as written"),
    Column("metric_key", "text", "the normalised metric, where it is known"),
    Column("kind", "text", "money, percentage, multiple, or empty where there is no figure"),
    Column("value", "text", "the figure, exact, in units of `unit`; empty for a range"),
    Column("low", "text", "the lower bound of a range"),
    Column("high", "text", "the upper bound of a range"),
    Column("number", "real", "the figure, or the middle of the range, as the nearest double: to sort and to draw"),
    Column("unit", "text", "the currency; percent, percentage_point, basis_point, per_mille; fraction, factor"),
    Column("per", "text", "the unit of a rate: « action », « mois »"),
    Column("value_kind", "text", "of a percentage: change, share or rate"),
    Column("modifier", "text", "exact, approx, min or max"),
    Column("direction", "text", "up or down, for a change"),
    Column("baseline", "text", "what a change is measured against, as written"),
    Column("period", "text", "the period, as written"),
    Column("period_start", "date", "its first day"),
    Column("period_end", "date", "its last day, included"),
    Column("realis", "text", "actual, forecast or unconfirmed"),
    Column("modality", "text", "of a forecast: prediction, target, possibility or conditional"),
    Column("polarity", "text", "affirmed or negated"),
    Column("source", "text", "who says so"),
    Column("source_company_id", "text", "the id of the company that the source is, if it is one"),
    Column("source_cue", "text", "the words that attribute it"),
    Column("confidence", "real", "0 to 1; empty until calibrated"),
    Column("evidence", "text", "the sentence that says it"),
    Column("evidence_start", "integer", "where the sentence starts in the article's text, in code points"),
    Column("evidence_end", "integer", "where it ends, exclusive"),
    Column("figure", "text", "the figure as written"),
    Column("figure_start", "integer", "where the figure starts in the article's text"),
    Column("figure_end", "integer", "where it ends, exclusive"),
    Column("rules", "text", "the rules that found it, separated by spaces"),
)

CLAIM_COLUMNS = tuple(column.name for column in _CLAIM)
"""The names of the columns that come from the claim itself."""

FLAT = (
    *_CLAIM,
    Column("path", "text", "where the article was read"),
    Column("title", "text", "its title"),
    Column("published", "date", "its publication date"),
    Column("publisher", "text", "who published it"),
    Column("url", "text", "its address"),
)
"""Every column of a flat row, in order: those of the claim, then those of its article."""


class _Figure(NamedTuple):
    """The columns from `kind` to `baseline`, without the direction."""

    kind: str | None = None
    value: str | None = None
    low: str | None = None
    high: str | None = None
    number: float | None = None
    unit: str | None = None
    per: str | None = None
    value_kind: str | None = None
    modifier: str | None = None
    baseline: str | None = None


def row_of(claim: Claim) -> tuple[Cell, ...]:
    """The cells of a claim, in the order of `CLAIM_COLUMNS`. No cell is an empty string: what is empty is None."""
    return tuple(None if cell == "" else cell for cell in _cells(claim))


def _cells(claim: Claim) -> tuple[Cell, ...]:
    subject, metric, value, period, source = claim.subject, claim.metric, claim.value, claim.period, claim.source
    figure = _figure(value)
    return (
        claim.id,
        claim.article_id,
        *((subject.name, subject.company_id) if subject else (None, None)),
        *((metric.text, metric.key) if metric else (None, None)),
        *figure[:9],
        claim.direction,
        figure.baseline,
        *((period.text, _day(period.start), _day(period.end)) if period else (None, None, None)),
        claim.realis,
        claim.modality,
        claim.polarity,
        *((source.name, source.company_id, source.cue) if source else (None, None, None)),
        claim.confidence,
        claim.evidence.text,
        claim.evidence.start,
        claim.evidence.end,
        *((value.text, value.start, value.end) if value else (None, None, None)),
        " ".join(claim.rules),
    )


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _figure(value: Value | None) -> _Figure:
    if isinstance(value, MoneyValue):
        bounds = _spelled(value.amount), _spelled(value.low), _spelled(value.high)
        number = _number(value.amount, value.low, value.high)
        return _Figure("money", *bounds, number, value.currency, value.per, None, value.modifier)
    if isinstance(value, PercentageValue):
        bounds = _spelled(value.value), _spelled(value.low), _spelled(value.high)
        number = _number(value.value, value.low, value.high)
        return _Figure("percentage", *bounds, number, value.unit, None, value.kind, value.modifier, value.baseline)
    if isinstance(value, MultipleValue):
        exact = spell_ratio(value.value)
        return _Figure("multiple", exact, number=float(value.value), unit=value.kind, modifier=value.modifier)
    return _Figure()


def _spelled(value: Decimal | None) -> str | None:
    return None if value is None else spell(value)


def _number(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> float | None:
    if value is None and low is not None and high is not None:
        value = (low + high) / 2
    number = None if value is None else float(value)
    return number if number is not None and math.isfinite(number) else None
