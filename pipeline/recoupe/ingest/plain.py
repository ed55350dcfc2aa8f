"""Plain text: all of the file is the article."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.ingest.encodings import decode
from recoupe.ingest.reading import Raw
from recoupe.ingest.sources import Source

__all__ = ["read_plain"]


def read_plain(source: Source) -> Iterator[tuple[str, Raw]]:
    """The article that a text file is, newlines as they stand."""
    yield source.name, Raw(decode(source.read(), source.name))
