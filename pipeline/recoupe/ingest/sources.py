"""Which inputs there are: files as they were named, folders walked to any depth."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from recoupe.errors import IngestError, UsageError
from recoupe.ingest.reading import MAX_BYTES

__all__ = ["STDIN", "Source", "find_sources"]

STDIN = "-"


class Source(NamedTuple):
    """One file to read.

    Attributes:
        name: what the knowledge base calls it: its path relative to the folder given.
        path: where it is; None for standard input.
        asked: whether it was named itself, and not met in a folder.
    """

    name: str
    path: Path | None
    asked: bool = False

    @property
    def suffix(self) -> str:
        """The end of its name that tells its format, in lower case: `.txt`."""
        return self.path.suffix.lower() if self.path else ".txt"

    def open(self) -> BinaryIO:
        """The file, opened for reading bytes.

        Raises:
            IngestError: `unreadable` where it cannot be opened, or is a pipe or a device, which might never end.
        """
        if self.path is None:
            return sys.stdin.buffer
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise IngestError(self.name, "unreadable", "it is not a regular file")
            return self.path.open("rb")
        except OSError as error:
            raise IngestError(self.name, "unreadable", f"it cannot be opened: {error.strerror}") from error

    def read(self) -> bytes:
        """All its bytes.

        Raises:
            IngestError: `unreadable`, or `too-large` where they are more than `MAX_BYTES`.
        """
        with self.open() as file:
            try:
                data = file.read(MAX_BYTES + 1)
            except OSError as error:
                raise IngestError(self.name, "unreadable", f"it cannot be read: {error.strerror}") from error
        if len(data) > MAX_BYTES:
            raise IngestError(self.name, "too-large", f"it is longer than {MAX_BYTES >> 20} MiB, which no article is")
        return data


def find_sources(paths: Iterable[str | Path], suffixes: frozenset[str]) -> tuple[list[Source], Counter[str]]:
    """The files to read, in the order of their names, each once, and the suffixes of those passed over.

    Folders are walked to any depth, without following links to folders; hidden files and folders, and folders that
    are knowledge bases, are not entered. A file met in a folder is read if its suffix is one of `suffixes`; a file
    that was named itself is always read.

    Args:
        paths: files, folders, or `-` for standard input.
        suffixes: those that some format reads, such as `.txt`.

    Raises:
        UsageError: a path does not exist.
    """
    sources: list[Source] = []
    skipped: Counter[str] = Counter()
    seen: set[str] = set()
    for given in paths:
        for source in _from(given):
            where = os.path.realpath(source.path) if source.path else STDIN
            if where in seen:
                continue
            seen.add(where)
            if source.asked or source.suffix in suffixes:
                sources.append(source)
            else:
                skipped[source.suffix or "(none)"] += 1
    return sorted(_told_apart(sources), key=lambda source: source.name), skipped


def _from(given: str | Path) -> Iterator[Source]:
    path = Path(given)
    if str(given) == STDIN:
        yield Source(STDIN, None, asked=True)
    elif path.is_dir():
        yield from _walk(path)
    elif path.exists() or path.is_symlink():
        yield Source(_name(Path(path.name)), path, asked=True)
    else:
        raise UsageError(f"{_name(path)} does not exist")


def _walk(folder: Path) -> Iterator[Source]:
    for where, folders, files in os.walk(folder):
        here = Path(where)
        if "manifest.json" in files and "claims.jsonl" in files:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith("."):
                path = here / name
                yield Source(_name(path.relative_to(folder)), path)


def _name(path: Path) -> str:
    """A path with `/` between its parts; bytes of a name that are not UTF-8 are spelled `\\xe9`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _told_apart(sources: list[Source]) -> list[Source]:
    """The sources, those of the same name in two folders given called by their whole paths instead."""
    times = Counter(source.name for source in sources)
    return [
        source._replace(name=_name(source.path)) if times[source.name] > 1 and source.path else source
        for source in sources
    ]
