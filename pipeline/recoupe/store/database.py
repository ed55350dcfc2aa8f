"""The file of the store: opened with suspicion, and never trusted to say what to run."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from recoupe.errors import KnowledgeBaseError
from recoupe.store.migrations import migrate

__all__ = ["STORE", "damage", "open_store"]

STORE = "recoupe.sqlite"
"""Its name in the folder of the knowledge base."""

_MAGIC = b"SQLite format 3\x00"
_DEFENSIVE = "SQLITE_DBCONFIG_DEFENSIVE"


@contextlib.contextmanager
def damage(path: Path) -> Iterator[None]:
    """Says of what SQLite cannot read that the file is damaged, and of what it cannot write that it cannot be written.

    Raises:
        KnowledgeBaseError: instead of SQLite's own errors.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        raise KnowledgeBaseError(f"{path} cannot be used: {error}") from error
    except sqlite3.DatabaseError as error:
        raise KnowledgeBaseError(f"{path} is damaged ({error}): remove it and it will be made again") from error


def open_store(folder: Path) -> Database:
    """Opens the store of a knowledge base, made or upgraded as needed; its rows may be behind the files.

    Nothing that the file's schema says is run on trust (`trusted_schema` off, defensive mode where Python can set it),
    and the schema must be one that Recoupe makes. The connection does not start transactions by itself.

    Raises:
        KnowledgeBaseError: the file is no database, is damaged, is not ours, or is of a newer version.
    """
    path = folder / STORE
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        head = file.read(len(_MAGIC))
        if head and head != _MAGIC:
            raise KnowledgeBaseError(f"{path} is no SQLite database: move it away")
    with damage(path):
        # What serves a review is made in one thread and may run in another; no two of them ever use it at once.
        conn = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        try:
            _distrust(conn)
            db = Database(conn)
            migrate(db, str(path))
            conn.execute("pragma journal_mode = wal")
            conn.execute("pragma synchronous = normal")
            conn.execute("pragma cache_size = -65536")
        except BaseException:
            conn.close()
            raise
    return db


def _distrust(conn: sqlite3.Connection) -> None:
    conn.execute("pragma trusted_schema = off")
    conn.execute("pragma cell_size_check = on")
    if hasattr(conn, "setconfig"):  # From Python 3.12 on; before it, the check of the schema has to do alone.
        conn.setconfig(getattr(sqlite3, _DEFENSIVE), True)
