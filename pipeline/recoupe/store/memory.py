"""What was read before, kept beside a knowledge base, so that nothing unchanged is read twice.

A cache and nothing else: it may be deleted at any moment, and one that is damaged or was written by another extractor
is. What a run has read is in it chunk by chunk, so that a run that was cut off goes on where it stopped.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from recoupe.store.companies import Sighting
from recoupe.store.manifest import versions
from recoupe.store.writer import Extracted

__all__ = ["MEMORY", "Memory", "fingerprint"]

MEMORY = ".recoupe-memory"
_MAKE = """
CREATE TABLE IF NOT EXISTS extractor (fingerprint TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS extracted (article_id TEXT PRIMARY KEY, what BLOB NOT NULL) WITHOUT ROWID;
CREATE TEMPORARY TABLE met (article_id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def fingerprint(reader: str) -> str:
    """What decides the records of an article: the code and the lexicons to the byte, the model, the reader's name."""
    digest = hashlib.blake2b(repr((reader, sorted(versions().items()))).encode(), digest_size=16)
    for path, source in sorted(_sources(files("recoupe"))):
        digest.update(path.encode() + b"\0" + source)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield prefix + entry.name, entry.read_bytes()


class Memory:
    """The records of articles by article id, for one extractor.

    Args:
        folder: the knowledge base.
        extractor: the `fingerprint` of what reads; what another one read is forgotten.
        anew: forget all.
    """

    def __init__(self, folder: Path, extractor: str, *, anew: bool = False) -> None:
        self._path = folder / MEMORY
        if anew:
            self._path.unlink(missing_ok=True)
        try:
            self._database = self._open(extractor)
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            self._database = self._open(extractor)

    def _open(self, extractor: str) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, isolation_level=None)
        # Losing the last chunks to a power cut costs their time only; the knowledge base is synced apart.
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_MAKE)
        if database.execute("SELECT fingerprint FROM extractor").fetchall() != [(extractor,)]:
            with _transaction(database):
                database.execute("DELETE FROM extracted")
                database.execute("DELETE FROM extractor")
                database.execute("INSERT INTO extractor VALUES (?)", (extractor,))
        return database

    def recall(self, article_ids: Iterable[str]) -> dict[str, Extracted]:
        """What is known of some articles; they are marked as met in this run."""
        found = {}
        with _transaction(self._database):
            for id in article_ids:
                self._database.execute("INSERT OR IGNORE INTO met VALUES (?)", (id,))
                row = self._database.execute("SELECT what FROM extracted WHERE article_id = ?", (id,)).fetchone()
                if row:
                    found[id] = _unpack(row[0])
        return found

    def keep(self, answers: Iterable[Extracted]) -> None:
        """Remembers what was read, in one transaction."""
        with _transaction(self._database):
            self._database.executemany(
                "INSERT OR REPLACE INTO extracted VALUES (?, ?)",
                [(answer.article_id, _pack(answer)) for answer in answers],
            )

    def forget_others(self) -> None:
        """Forgets the articles that this run did not meet."""
        with _transaction(self._database):
            self._database.execute("DELETE FROM extracted WHERE article_id NOT IN (SELECT article_id FROM met)")

    def close(self) -> None:
        """Lets go of the file; one that holds nothing is removed."""
        empty = self._database.execute("SELECT 1 FROM extracted LIMIT 1").fetchone() is None
        self._database.close()
        if empty:
            self._path.unlink(missing_ok=True)


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _pack(answer: Extracted) -> bytes:
    head = json.dumps([answer.article_id, answer.kinds, answer.companies], ensure_ascii=False).encode()
    return zlib.compress(b"\0".join((head, answer.mentions, answer.claims)), 1)  # JSON holds no zero byte.


def _unpack(what: bytes) -> Extracted:
    head, mentions, claims = zlib.decompress(what).split(b"\0")
    id, kinds, companies = json.loads(head)
    sightings = tuple(Sighting(who, name, tuple(aliases), *counts) for who, name, aliases, *counts in companies)
    return Extracted(id, mentions, claims, kinds, sightings)
