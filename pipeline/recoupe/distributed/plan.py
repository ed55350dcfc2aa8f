"""Sources cut into chunks: the work that one task of the cluster does, and that is done whole or not at all.

What a chunk is called follows from what is in it and from what reads it, so that a run that was cut off, or has one
file more than the last, does only what is missing. For the same reason a chunk of small files ends where the name of a
file says so, and not only when it is full: a file added anywhere changes the chunk that it falls into, and no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from recoupe.ingest.formats import format_of
from recoupe.ingest.sources import Source

__all__ = ["ARTICLES", "Chunk", "chunks"]

ARTICLES = 64
"""Articles a chunk, about: a second or two of work, beside which what the scheduler does for a chunk is nothing."""

_BYTES = 4096
"""What an article takes, about, in a large file."""

_PARQUET = 16
"""How much larger the blocks of Parquet are: to read some rows of a group, those before them must be decoded."""


class Chunk(NamedTuple):
    """Some files, or a block of a large one; `id` is 32 hexadecimal digits."""

    id: str
    sources: tuple[Source, ...]

    @property
    def file(self) -> str | None:
        """The name of the file that this is a block of."""
        return self.sources[0].name if self.sources[0].block else None


def chunks(sources: Iterable[Source], stamp: str, articles: int = ARTICLES) -> Iterator[Chunk]:
    """The chunks of a run, in the order of its sources.

    Args:
        sources: the files, each with its size and version if it is not on this machine.
        stamp: says what reads them and how; chunks read otherwise are called otherwise.
        articles: how many articles there are in a chunk, about.
    """
    waiting: list[Source] = []
    size = 0
    for source in map(_measured, sources):
        if blocks := _blocks(source, articles * _BYTES):
            if waiting:
                yield _chunk(waiting, stamp)
                waiting, size = [], 0
            for block in blocks:
                yield _chunk([block], stamp)
            continue
        waiting.append(source)
        size += source.size or 0
        if len(waiting) >= 2 * articles or size >= articles * _BYTES * 2 or _ends(source, articles):
            yield _chunk(waiting, stamp)
            waiting, size = [], 0
    if waiting:
        yield _chunk(waiting, stamp)


def _measured(source: Source) -> Source:
    """The source with its size and version, and with the path by which any process finds it."""
    if not isinstance(source.path, Path):
        return source
    path = source.path.absolute()
    try:
        found = path.stat()
    except OSError:  # Its chunk will say what is wrong with it.
        return source._replace(path=path, size=0, version="")
    return source._replace(path=path, size=found.st_size, version=str(found.st_mtime_ns))


def _blocks(source: Source, step: int) -> list[Source]:
    format, size = format_of(source), source.size or 0
    if format is None or format.places is None:
        return []
    if format.name == "parquet":
        step *= _PARQUET
    if size <= step:
        return []
    return [source._replace(block=(start, min(start + step, size))) for start in range(0, size, step)]


def _ends(source: Source, articles: int) -> bool:
    return int.from_bytes(hashlib.blake2b(source.name.encode(), digest_size=8).digest()) % articles == 0


def _chunk(sources: list[Source], stamp: str) -> Chunk:
    what = [(source.name, str(source.path), source.size, source.version, source.block) for source in sources]
    return Chunk(hashlib.blake2b(repr((stamp, what)).encode(), digest_size=16).hexdigest(), tuple(sources))
