"""Which inputs there are: files as they were named, folders walked to any depth, here or at an address."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from recoupe.errors import UsageError
from recoupe.ingest.catalogue import Catalogue
from recoupe.ingest.remote import is_address, list_files
from recoupe.ingest.sources import STDIN, Source

__all__ = ["find_sources"]


def find_sources(paths: Iterable[str | Path], suffixes: frozenset[str]) -> tuple[Catalogue, Counter[str]]:
    """The files to read, in the order of their names, each once, and the suffixes of those passed over.

    Folders are walked to any depth, without following links to folders; hidden files and folders, and folders that
    are knowledge bases, are not entered. A file met in a folder is read if its suffix is one of `suffixes`; a file
    that was named itself is always read.

    Args:
        paths: files, folders, addresses of fsspec (`s3://…`), or `-` for standard input.
        suffixes: those that some format reads, such as `.txt`.

    Raises:
        UsageError: a path does not exist, or an address cannot be listed.
    """
    sources = Catalogue()
    skipped: Counter[str] = Counter()
    for given in paths:
        for source in _from(given):
            wanted = source.asked or source.suffix in suffixes
            if sources.add(_place(source), source, wanted=wanted) and not wanted:
                skipped[source.suffix or "(none)"] += 1
    sources.tell_apart(_name)
    return sources, skipped


def _place(source: Source) -> str:
    if isinstance(source.path, str):
        return source.path
    return os.path.realpath(source.path) if source.path else STDIN


def _from(given: str | Path) -> Iterator[Source]:
    path = Path(given)
    if is_address(given):
        for found in list_files(str(given)):
            yield Source(found.name, found.address, found.asked, size=found.size, version=found.version)
    elif str(given) == STDIN:
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
