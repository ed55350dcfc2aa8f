"""Parquet: one flat row a claim with its types, and the whole record as JSON in a last column."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from recoupe.export.base import Base, needing, placed
from recoupe.records.flat import FLAT

__all__ = ["RECORD", "write"]

RECORD = "record"
"""The column after those of `FLAT`: the claim as its line of `claims.jsonl`."""

_ROWS = 16_384


def write(base: Base, path: Path) -> int:
    """Writes the claims of a knowledge base; how many there are.

    Raises:
        UsageError: pyarrow is not installed.
    """
    with needing("export"):
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    kinds = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "date": pa.date32()}
    schema = pa.schema([*((column.name, kinds[column.type]) for column in FLAT), (RECORD, pa.string())])
    rows = iter(base.rows_with_lines())
    count = 0
    with placed(path) as new, ParquetWriter(new, schema, compression="zstd", compression_level=1) as file:
        while batch := list(islice(rows, _ROWS)):
            columns = zip(schema, zip(*batch, strict=True), strict=True)
            file.write_batch(pa.record_batch([_array(pa, cells, field) for field, cells in columns], schema=schema))
            count += len(batch)
    return count


def _array(pa: Any, cells: tuple[Any, ...], field: Any) -> Any:
    """A column; days come as text, and are read as days by pyarrow, which is faster."""
    if field.type == pa.date32():
        return pa.array(cells, pa.string()).cast(pa.date32())
    return pa.array(cells, field.type)
