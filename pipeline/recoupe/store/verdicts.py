"""The verdicts of a cross-check, kept in the store beside the claims that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sqlite_utils import Database

__all__ = ["Kept", "forget_verdicts", "keep_verdicts", "verdict_records"]

_BATCH = 1_000


class Kept(NamedTuple):
    """A verdict as it is kept: the columns of its row, and the claims that it is about, in order."""

    id: str
    kind: str
    verdict: str
    rule: str
    subject: str | None
    company_id: str | None
    metric: str | None
    articles: int
    sources: int
    detail: str | None
    record: str
    claims: tuple[str, ...]


def forget_verdicts(db: Database) -> None:
    """Removes all verdicts, within the transaction that is open: they answer to what was."""
    db.execute("delete from verdict_claims")
    db.execute("delete from verdicts")


def keep_verdicts(db: Database, verdicts: Iterable[Kept]) -> int:
    """Puts verdicts in place of those that are there, all or none; how many there are."""
    count = 0
    stream = iter(verdicts)
    with db.conn:
        db.execute("begin immediate")
        forget_verdicts(db)
        while batch := list(islice(stream, _BATCH)):
            db.conn.executemany(
                "insert into verdicts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((number, *one[:-1]) for number, one in enumerate(batch, count)),
            )
            db.conn.executemany(
                "insert into verdict_claims values (?, ?, ?)",
                ((one.id, place, claim) for one in batch for place, claim in enumerate(one.claims)),
            )
            count += len(batch)
    db.execute("pragma wal_checkpoint(truncate)")
    return count


def verdict_records(db: Database) -> Iterator[str]:
    """The lines of the verdicts, in the order in which they were reached."""
    for (line,) in db.execute("select record from verdicts order by n"):
        yield line
