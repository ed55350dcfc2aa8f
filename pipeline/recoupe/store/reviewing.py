"""The decisions of reviewers in the store, as they stand in `reviews.jsonl`.

The file is the truth, and only grows. The tables are made from it: `reviews` holds its lines, `review_marks` what the
claims that were judged look like now; the views `decisions` and `claims_reviewed` say what stands, and on which claims.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pydantic import ValidationError
from sqlite_utils import Database

from recoupe.errors import KnowledgeBaseError
from recoupe.records import Claim, Review, evidence_mark, slots_mark
from recoupe.store.layout import REVIEWS

__all__ = ["ReadLine", "distrust_reviews", "read_reviews", "take_reviews"]

_BATCH = 2_000
_TAIL = 1_024


class ReadLine(NamedTuple):
    """A line of the file: where it ends in it, whether that is an end of line, and the decision; None of a blank line
    and of one that is `broken`."""

    end: int
    ended: bool
    review: Review | None = None
    broken: bool = False


def read_reviews(file: BinaryIO, offset: int) -> Iterator[ReadLine]:
    """The lines from an offset on. A last one without an end is read if it is whole, else left for the next time."""
    file.seek(offset)
    for line in file:
        offset += len(line)
        ended = line.endswith(b"\n")
        if not line.strip():
            yield ReadLine(offset, ended)
            continue
        try:
            yield ReadLine(offset, ended, Review.model_validate_json(line))
        except ValidationError:
            if not ended:
                return
            yield ReadLine(offset, ended, broken=True)


def take_reviews(folder: Path, db: Database) -> None:
    """Makes the tables answer to the file as it is: what was added is taken, a file that is another is read anew.

    Raises:
        KnowledgeBaseError: the file cannot be read.
    """
    path = folder / REVIEWS
    if _stat(path) == _taken(db)[:2]:
        return
    with db.conn:
        db.execute("begin immediate")
        stat = _stat(path)
        *_, end, tail = _taken(db)
        try:
            with path.open("rb") as file:
                if tail != _tail(file, end):
                    _forget(db)
                    end = 0
                lines = read_reviews(file, end)
                while batch := list(islice(lines, _BATCH)):
                    end = batch[-1].end
                    _insert(db, [line.review for line in batch if line.review])
                db.execute("insert or replace into reviews_read values (1, ?, ?, ?, ?)", (*stat, end, _tail(file, end)))
        except FileNotFoundError:
            _forget(db)
        except OSError as error:
            raise KnowledgeBaseError(f"{path} cannot be read: {error.strerror}") from error


def distrust_reviews(db: Database) -> None:
    """Has all be taken anew the next time, within the transaction that is open: the claims are about to change."""
    db.execute("update reviews_read set modified = -1, tail = ''")


def _stat(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (stat.st_size, stat.st_mtime_ns)


def _taken(db: Database) -> tuple[int, int, int, str]:
    """Of the file as it was last read: its size and time, how far it was read, a mark of what stands before there."""
    row = db.execute("select size, modified, taken, tail from reviews_read").fetchone()
    return row or (0, 0, 0, "")


def _tail(file: BinaryIO, end: int) -> str:
    start = max(0, end - _TAIL)
    file.seek(start)
    return hashlib.blake2b(file.read(end - start), digest_size=16).hexdigest()


def _forget(db: Database) -> None:
    for table in ("reviews", "review_marks", "reviews_read"):
        db.execute(f"delete from {table}")


def _insert(db: Database, reviews: list[Review]) -> None:
    rows = (
        (
            *(one.id, one.claim_id, one.article_id, one.mention, one.verdict, one.reviewer, one.time.isoformat()),
            *(" ".join(one.correction.slots) if one.correction else None, one.reason, one.note, one.batch, one.undoes),
            *(one.evidence_mark, one.slots_mark, one.model_dump_json()),
        )
        for one in reviews
    )
    db.conn.executemany(f"insert into reviews values (null{', ?' * 15})", rows)
    _mark(db, dict.fromkeys(one.claim_id for one in reviews))


def _mark(db: Database, ids: Iterable[str]) -> None:
    for id in ids:
        for (line,) in db.execute("select record from claims where claim_id = ?", (id,)).fetchall():
            claim = Claim.model_validate_json(line)
            marks = (id, evidence_mark(claim), slots_mark(claim))
            db.execute("insert or replace into review_marks values (?, ?, ?)", marks)
