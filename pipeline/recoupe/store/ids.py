"""Which ids were met, however many: beyond a few megabytes they are kept on disk."""

from __future__ import annotations

import sqlite3

__all__ = ["Ids"]


class Ids:
    """A set of ids in hexadecimal that memory does not grow with."""

    def __init__(self) -> None:
        # A database without a name is the process's own: in memory while it is small, then in a file that nobody sees.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            "PRAGMA cache_size = -65536; CREATE TABLE met (id BLOB PRIMARY KEY) WITHOUT ROWID; BEGIN"
        )

    def add(self, id: str) -> bool:
        """Takes an id in; whether it was not there."""
        return self._database.execute("INSERT OR IGNORE INTO met VALUES (?)", (bytes.fromhex(id),)).rowcount == 1

    def __contains__(self, id: str) -> bool:
        return self._database.execute("SELECT 1 FROM met WHERE id = ?", (bytes.fromhex(id),)).fetchone() is not None
