"""The claims of the store brought together by subject and metric, a block at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlite_utils import Database

from recoupe.records.flat import CLAIM_COLUMNS

__all__ = ["Told", "blocks", "day_of", "last_published"]


class Told(NamedTuple):
    """A claim with a figure, as its flat row tells it (see `records.flat`), with what its article says of itself.

    Flat, since to make the whole record of each of a million claims would cost more than all that is asked of them.
    `figure_direction` is the figure's own direction, which no flat column holds.
    """

    claim_id: str
    article_id: str
    subject: str | None
    company_id: str | None
    metric: str | None
    metric_key: str | None
    kind: str
    value: str | None
    low: str | None
    high: str | None
    unit: str | None
    per: str | None
    value_kind: str | None
    modifier: str
    direction: str | None
    figure_direction: str | None
    baseline: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    realis: str
    modality: str | None
    polarity: str
    source: str | None
    evidence: str
    evidence_start: int
    figure: str
    figure_end: int
    published: str | None
    publisher: str | None


def _column(name: str) -> str:
    if name == "figure_direction":
        return "json_extract(claims.record, '$.value.direction')"
    return f"{'claims' if name in CLAIM_COLUMNS else 'articles'}.{name}"


_BARE = (
    "case when subjects.key glob ' l *' then substr(subjects.key, 3)"
    " when subjects.key glob ' l[ea] *' then substr(subjects.key, 4)"
    " when subjects.key glob ' les *' then substr(subjects.key, 5) else subjects.key end"
)
"""The key of a subject without its article: « l'inflation » is « inflation »."""


def blocks(db: Database) -> Iterator[list[Told]]:
    """The claims with a figure, by whom they are about and what they measure: a company whatever it is called, another
    subject by its name; a metric by its key, else by its words. Within a block they stand in the order of articles."""
    cursor = db.execute(
        f"select coalesce(claims.company_id, {_BARE}) as who, coalesce(claims.metric_key, metrics.key) as what,"
        f" {', '.join(map(_column, Told._fields))}"
        " from claims join subjects on subjects.id = claims.subject_id join metrics on metrics.id = claims.metric_id"
        " join articles on articles.id = claims.article_id where claims.kind is not null"
        " order by who, what, articles.position, claims.n"
    )
    for _, rows in groupby(cursor, key=itemgetter(0, 1)):
        yield [Told._make(row[2:]) for row in rows]


def last_published(db: Database) -> dt.date | None:
    """The day of the last article, or None where no article has one."""
    return day_of(*db.execute("select max(published) from articles").fetchone())


@lru_cache(maxsize=16_384)
def day_of(text: str | None) -> dt.date | None:
    """The day that a column tells; None where it is empty."""
    return dt.date.fromisoformat(text) if text else None
