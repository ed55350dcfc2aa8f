"""Bringing the store up to the six files: articles added, changed and removed are told apart, the rest is left alone.

The files are what a run publishes; the store answers to one state of them, which it names by their marks. The work is
done in batches of articles, an article being whole or not there: cut off at any moment, it is taken up where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from recoupe.errors import KnowledgeBaseError
from recoupe.store.bundles import Bundle, bundles
from recoupe.store.layout import ARTICLES, CLAIMS, COMPANIES, MENTIONS
from recoupe.store.locking import alone
from recoupe.store.manifest import Manifest, mark_of, read_manifest
from recoupe.store.reviewing import distrust_reviews
from recoupe.store.rows import Lookups, forget, insert, write_companies
from recoupe.store.verdicts import forget_verdicts

__all__ = ["Changes", "synchronise"]

_FILES = (ARTICLES, MENTIONS, CLAIMS, COMPANIES)
_BATCH = 256
"""Articles a transaction."""


class Changes(NamedTuple):
    """How many articles the store gained and lost, how many stayed, and how many stayed but are read otherwise now.

    An article whose text or date is new counts as `added`, and the one that it replaces as `removed`.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0


def synchronise(folder: Path, db: Database) -> Changes | None:
    """Makes the store answer to the files as they are.

    Returns:
        What changed, or None if it answered to them already (told by the sizes and times of the files).

    Raises:
        KnowledgeBaseError: the folder is no knowledge base, or a line of its files cannot be read.
    """
    if _answers(folder, db):
        return None
    with alone(folder, "store"):
        if _answers(folder, db):
            return None
        manifest = read_manifest(folder)
        stats = _stats(folder)
        changes = Changes() if _same(db, folder, manifest) else _update(folder, db)
        if read_manifest(folder) != manifest or _stats(folder) != stats:
            raise KnowledgeBaseError(f"{folder} was written to while it was read: ask again")
        _sign(db, folder, stats)
    return changes


def _stats(folder: Path) -> dict[str, tuple[int, int]]:
    try:
        found = {name: (folder / name).stat() for name in _FILES}
    except OSError as error:
        raise KnowledgeBaseError(f"{folder} is no knowledge base: {error.filename} cannot be read") from error
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}


def _answers(folder: Path, db: Database) -> bool:
    rows = db.execute("select name, size, modified from files").fetchall()
    return {name: (size, modified) for name, size, modified in rows} == _stats(folder)


def _same(db: Database, folder: Path, manifest: Manifest) -> bool:
    """Whether files that were written anew hold what they held."""
    known = dict(db.execute("select name, sha256 from files").fetchall())
    marks = {name: manifest.files[name].sha256 for name in _FILES if name in manifest.files}
    return known == marks and all(mark_of(folder / name).sha256 == mark for name, mark in marks.items())


def _sign(db: Database, folder: Path, stats: dict[str, tuple[int, int]]) -> None:
    marks = {name: mark_of(folder / name) for name in _FILES}
    rows = [(name, marks[name].lines, marks[name].sha256, *stats[name]) for name in _FILES]
    with db.conn:
        db.execute("begin immediate")
        db.execute("delete from files")
        db.conn.executemany("insert into files (name, lines, sha256, size, modified) values (?, ?, ?, ?, ?)", rows)
    db.execute("pragma wal_checkpoint(truncate)")


def _update(folder: Path, db: Database) -> Changes:
    with db.conn:
        db.execute("begin immediate")
        db.execute("delete from files")  # Until it is done, the store answers to no state of the files.
        forget_verdicts(db)
        distrust_reviews(db)
    db.execute("drop table if exists temp.seen")
    db.execute("create temp table seen (id text primary key, position integer) without rowid")
    added = changed = kept = 0
    lookups = Lookups(db)
    with closing(bundles(folder)) as stream:
        while batch := list(islice(stream, _BATCH)):
            new, other = _write(db, batch, lookups)
            added, changed, kept = added + new, changed + other, kept + len(batch) - new - other
    removed = _finish(db, folder)
    return Changes(added, changed, removed, kept)


def _write(db: Database, batch: list[Bundle], lookups: Lookups) -> tuple[int, int]:
    """Writes what is new of a batch; how many articles were not there, and how many were read otherwise."""
    marks = ", ".join("?" * len(batch))
    known = dict(db.execute(f"select id, digest from articles where id in ({marks})", [one.id for one in batch]))
    fresh = [one for one in batch if known.get(one.id) != one.digest]
    stale = [(one.id,) for one in fresh if one.id in known]
    with db.conn:
        db.execute("begin immediate")
        db.conn.executemany("insert into temp.seen values (?, ?)", ((one.id, one.position) for one in batch))
        forget(db, stale)
        insert(db, fresh, lookups)
    return len(fresh) - len(stale), len(stale)


def _finish(db: Database, folder: Path) -> int:
    """Removes the articles that are gone, puts the others in their places, writes the companies."""
    gone = db.execute("select id from articles where id not in (select id from temp.seen)").fetchall()
    for batch in _batches(gone):
        with db.conn:
            db.execute("begin immediate")
            forget(db, batch)
    with db.conn:
        db.execute("begin immediate")
        db.execute(
            "update articles set position = seen.position from temp.seen"
            " where seen.id = articles.id and seen.position <> articles.position"
        )
        for table, column in (("subjects", "subject_id"), ("metrics", "metric_id")):
            db.execute(
                f"delete from {table} where not exists (select 1 from claims where claims.{column} = {table}.id)"
            )
        write_companies(db, folder)
    db.execute("drop table temp.seen")
    return len(gone)


def _batches(ids: list[tuple[str]]) -> Iterator[list[tuple[str]]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
