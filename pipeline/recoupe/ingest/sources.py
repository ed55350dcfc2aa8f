"""A file to read, or a stretch of one, wherever it is."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

from recoupe.errors import IngestError
from recoupe.ingest.reading import MAX_BYTES
from recoupe.ingest.remote import open_file

__all__ = ["STDIN", "Source"]

STDIN = "-"


class Source(NamedTuple):
    """One file to read.

    Attributes:
        name: what the knowledge base calls it: its path relative to the folder given.
        path: where it is, a string being an address of fsspec; None for standard input.
        asked: whether it was named itself, and not met in a folder.
        block: the first byte of a stretch and the one after its last: the articles that begin in it are read; None
            for all of the file. Articles are numbered from the first that is read.
        size: its bytes, where the listing told them.
        version: what changes when the file does, where the listing told it.
    """

    name: str
    path: Path | str | None
    asked: bool = False
    block: tuple[int, int] | None = None
    size: int | None = None
    version: str | None = None

    @property
    def suffix(self) -> str:
        """The end of its name that tells its format, in lower case: `.txt`."""
        return Path(self.path).suffix.lower() if self.path else ".txt"

    def open(self) -> BinaryIO:
        """The file, opened for reading bytes.

        Raises:
            IngestError: `unreadable` where it cannot be opened, or is a pipe or a device, which might never end.
        """
        if self.path is None:
            return sys.stdin.buffer
        try:
            if isinstance(self.path, str):
                return open_file(self.path)
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise IngestError(self.name, "unreadable", "it is not a regular file")
            return self.path.open("rb")
        except OSError as error:
            raise IngestError(self.name, "unreadable", f"it cannot be opened: {error.strerror or error}") from error

    def read(self) -> bytes:
        """All its bytes.

        Raises:
            IngestError: `unreadable`, or `too-large` where they are more than `MAX_BYTES`.
        """
        with self.open() as file:
            try:
                data = file.read(MAX_BYTES + 1)
            except OSError as error:
                raise IngestError(self.name, "unreadable", f"it cannot be read: {error.strerror or error}") from error
        if len(data) > MAX_BYTES:
            raise IngestError(self.name, "too-large", f"it is longer than {MAX_BYTES >> 20} MiB, which no article is")
        return data
