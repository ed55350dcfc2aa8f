"""The claims of the store brought together by subject and metric, a block at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sqlite_utils import Database

from recoupe.records import Claim

__all__ = ["Told", "blocks", "last_published"]


class Told(NamedTuple):
    """A claim with what its article says of itself."""

    claim: Claim
    published: dt.date | None
    publisher: str | None


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
        " claims.record, articles.published, articles.publisher"
        " from claims join subjects on subjects.id = claims.subject_id join metrics on metrics.id = claims.metric_id"
        " join articles on articles.id = claims.article_id where claims.kind is not null"
        " order by who, what, articles.position, claims.n"
    )
    last: tuple[str, str] | None = None
    block: list[Told] = []
    for who, what, record, published, publisher in cursor:
        if last is not None and last != (who, what):
            yield block
            block = []
        last = who, what
        day = dt.date.fromisoformat(published) if published else None
        block.append(Told(Claim.model_validate_json(record), day, publisher))
    if block:
        yield block


def last_published(db: Database) -> dt.date | None:
    """The day of the last article, or None where no article has one."""
    (day,) = db.execute("select max(published) from articles").fetchone()
    return dt.date.fromisoformat(day) if day else None
