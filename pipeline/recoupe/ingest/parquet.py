"""Parquet: an article a row, by the same names as in JSON Lines, read a few rows at a time however long the file."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

from recoupe.errors import IngestError
from recoupe.ingest.metadata import NAMES, fields
from recoupe.ingest.reading import MAX_BYTES, Raw
from recoupe.ingest.sources import Source

__all__ = ["count_rows", "read_parquet"]

_ROWS = 64


def read_parquet(source: Source) -> Iterator[tuple[str, Raw | IngestError]]:
    """The articles of a file, named `file.parquet#1` by their rows; a row without text costs only itself.

    A column `text` is needed; `title`, `published` (a text, a date or a timestamp), `url`, `publisher` and `author`
    are taken where they are.

    Raises:
        IngestError: it is no such file, or pyarrow is not installed.
    """
    number = 0
    with _opened(source) as file:
        names = [name for name in file.schema_arrow.names if name == "text" or name in NAMES]
        if "text" not in names:
            raise IngestError(source.name, "no-text", "the file has no column `text`")
        for group, first, last in _wanted(file, source.block):
            for data in _rows(file, group, names, first, last):
                number += 1
                name = f"{source.name}#{number}"
                yield name, _article(data, name)
    if not number and source.block is None:
        yield source.name, Raw("")


def count_rows(source: Source) -> int:
    """How many rows the block of a source has.

    Raises:
        IngestError: it is no Parquet, or pyarrow is not installed.
    """
    with _opened(source) as file:
        return sum(last - first for _, first, last in _wanted(file, source.block))


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[Any]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        detail = "pyarrow, which reads Parquet, is not installed: pip install 'recoupe[dask]'"
        raise IngestError(source.name, "needs-pyarrow", detail) from error
    with source.open() as handle:
        try:
            with ParquetFile(handle) as file:
                yield file
        except (ArrowException, OSError, ValueError) as error:
            raise IngestError(source.name, "not-parquet", f"it cannot be read as Parquet: {error}"[:300]) from error


def _wanted(file: Any, block: tuple[int, int] | None) -> Iterator[tuple[int, int, int]]:
    """The rows of a block, or of all the file: a group of rows, its first row that is wanted, the one after the last.

    The rows of a group are taken to lie evenly spread over the bytes of the file that the group has, so that a large
    group is cut too; each row is then in one block and in one only.
    """
    size, start = 4, 0  # Four bytes of signature come before the first group.
    for group in range(file.metadata.num_row_groups):
        one = file.metadata.row_group(group)
        start += size
        size = max(1, sum(one.column(column).total_compressed_size for column in range(one.num_columns)))
        rows = one.num_rows
        first, last = (min(max(-((start - edge) * rows // size), 0), rows) for edge in block) if block else (0, rows)
        if first < last:
            yield group, first, last


def _rows(file: Any, group: int, names: list[str], first: int, last: int) -> Iterator[dict[str, Any]]:
    at = 0
    for batch in file.iter_batches(_ROWS, row_groups=[group], columns=names, use_threads=False):
        if at >= last:
            return
        yield from batch.slice(max(first - at, 0), max(last - max(first, at), 0)).to_pylist()
        at += batch.num_rows


def _article(data: dict[str, Any], name: str) -> Raw | IngestError:
    text = data.get("text")
    if not isinstance(text, str):
        return IngestError(name, "no-text", "the row has no `text`, or it is not a string")
    if len(text.encode()) > MAX_BYTES:
        return IngestError(name, "too-large", f"the text is longer than {MAX_BYTES >> 20} MiB, which no article is")
    return Raw(text, **fields({key: _plain(value) for key, value in data.items()}))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
