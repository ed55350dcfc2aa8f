"""Counts over the claims of a knowledge base, and figures in the order of time."""

from __future__ import annotations

from typing import Literal, NamedTuple

from recoupe.store.knowledge import KnowledgeBase
from recoupe.store.query import Query, condition

__all__ = ["By", "Point", "count_by", "figures", "years"]

By = Literal["company", "metric", "source", "realis"]

_COLUMNS = {
    "company": "(select name from companies where companies.id = claims.company_id)",
    "metric": "coalesce(claims.metric_key, claims.metric)",
    "source": "claims.source",
    "realis": "claims.realis",
}
_WHEN = "coalesce(claims.period_end, claims.period_start)"


class Point(NamedTuple):
    """A figure in time: the last day of its period, the figure as the nearest double, its unit, how it is told."""

    day: str
    number: float
    unit: str
    realis: str
    subject: str
    metric: str


def count_by(kb: KnowledgeBase, by: By, query: Query, top: int) -> list[tuple[str, int]]:
    """The most frequent values of a column with how many claims have each, the most frequent first; none left out of
    the counts but claims without a value."""
    where = condition(query, kb.db)
    sql = (
        f"select {_COLUMNS[by]} as what, count(*) as number from claims where {where.sql}"
        " group by what having what is not null order by number desc, what limit ?"
    )
    return [(what, number) for what, number in kb.db.execute(sql, [*where.values, top])]


def years(kb: KnowledgeBase, query: Query) -> list[tuple[str, int]]:
    """How many claims speak of each year, by the end of their period, in the order of the years."""
    where = condition(query, kb.db)
    sql = (
        f"select substr({_WHEN}, 1, 4) as year, count(*) from claims where {where.sql}"
        " group by year having year is not null order by year"
    )
    return [(year, number) for year, number in kb.db.execute(sql, where.values)]


def figures(kb: KnowledgeBase, query: Query, limit: int = 40) -> list[Point]:
    """The figures asked for that have a period, in the order of time; only those in the unit that most of them have."""
    where = condition(query, kb.db)
    dated = f"{where.sql} and claims.number is not null and claims.unit is not null and {_WHEN} is not null"
    unit = kb.db.execute(
        f"select unit from claims where {dated} group by unit order by count(*) desc, unit limit 1", where.values
    ).fetchone()
    if unit is None:
        return []
    sql = (
        f"select {_WHEN}, number, unit, realis, coalesce(subject, ''), coalesce(metric, '') from claims"
        f" where {dated} and unit = ? order by 1, claims.n limit ?"
    )
    return [Point(*row) for row in kb.db.execute(sql, [*where.values, *unit, limit])]
