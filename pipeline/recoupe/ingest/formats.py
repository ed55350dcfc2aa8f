"""The formats that are read, and the way from a file to its articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from recoupe.errors import IngestError
from recoupe.ingest.html import read_html
from recoupe.ingest.jsonl import count_lines, read_jsonl
from recoupe.ingest.markdown import read_markdown
from recoupe.ingest.parquet import count_rows, read_parquet
from recoupe.ingest.plain import read_plain
from recoupe.ingest.reading import Raw, Reading, failed, finish
from recoupe.ingest.sources import Source

__all__ = ["FORMATS", "SUFFIXES", "Format", "format_of", "read_source"]


class Format(NamedTuple):
    """A kind of file: the ends of name that tell it, and how its articles are read.

    `read` yields each article with its name, or the error that it ends in; it may raise IngestError for the whole.
    `places` is there where a file can be read in blocks (`Source.block`): how many numbers a block takes up, so that
    the articles of the next are numbered from there.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Iterable[tuple[str, Raw | IngestError]]]
    places: Callable[[Source], int] | None = None


FORMATS = (
    Format("text", (".txt", ".text"), read_plain),
    Format("markdown", (".md", ".markdown"), read_markdown),
    Format("html", (".html", ".htm", ".xhtml"), read_html),
    Format("jsonl", (".jsonl", ".ndjson"), read_jsonl, count_lines),
    Format("parquet", (".parquet",), read_parquet, count_rows),
)
"""To read one more kind of file: a module with its `read`, and a line here."""

_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}
SUFFIXES = frozenset(_BY_SUFFIX)


def format_of(source: Source) -> Format | None:
    """The format that the name of a file tells, or None."""
    return _BY_SUFFIX.get(source.suffix)


def read_source(source: Source, published: dt.date | None = None) -> Iterator[Reading]:
    """The readings of one file: one, or one a line.

    Args:
        source: the file.
        published: the date of the articles that state none.

    Returns:
        How each article ended; a file that cannot be read is one reading with a problem. Raises nothing.
    """
    format = format_of(source)
    if format is None:
        detail = f"files of the kind {source.suffix or '(no suffix)'} are not read"
        yield failed(IngestError(source.name, "unknown-format", detail))
        return
    try:
        for name, found in format.read(source):
            yield failed(found) if isinstance(found, IngestError) else finish(found, name, published)
    except IngestError as error:
        yield failed(error)
