"""The sources of a run in the order of their names, however many: beyond a few megabytes they are kept on disk."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from recoupe.ingest.sources import Source

__all__ = ["Catalogue"]

_MAKE = """
CREATE TABLE files (
    place BLOB PRIMARY KEY, name TEXT, path BLOB, address TEXT, asked INTEGER,
    size INTEGER, version TEXT, wanted INTEGER
);
"""


class Catalogue:
    """Files, each once, to be gone through in the order of their names as often as is needed."""

    def __init__(self) -> None:
        # A database without a name is the process's own: in memory while it is small, then in a file that nobody sees.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_MAKE)
        self._database.execute("BEGIN")

    def add(self, place: str, source: Source, *, wanted: bool) -> bool:
        """Takes a source in, unless a file at that place is there already; whether it was taken.

        Args:
            place: where the file really is, its links followed.
            source: the file.
            wanted: whether it will be read; one that will not is only remembered.
        """
        path = os.fsencode(source.path) if isinstance(source.path, Path) else None
        address = source.path if isinstance(source.path, str) else None
        row = (os.fsencode(place), source.name, path, address, source.asked, source.size, source.version, wanted)
        return self._database.execute("INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row).rowcount == 1

    def tell_apart(self, whole: Callable[[Path], str]) -> None:
        """Calls files of the same name by their whole paths instead."""
        self._database.create_function("whole", 1, lambda path: whole(Path(os.fsdecode(path))), deterministic=True)
        self._database.execute(
            "UPDATE files SET name = coalesce(address, whole(path)) WHERE wanted"
            " AND coalesce(address, path) IS NOT NULL"
            " AND name IN (SELECT name FROM files WHERE wanted GROUP BY name HAVING count(*) > 1)"
        )

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM files WHERE wanted").fetchone()[0])

    def __iter__(self) -> Iterator[Source]:
        found = "SELECT name, path, address, asked, size, version FROM files WHERE wanted ORDER BY name, rowid"
        for name, path, address, asked, size, version in self._database.execute(found):
            where = Path(os.fsdecode(path)) if path is not None else address
            yield Source(name, where, bool(asked), size=size, version=version)
