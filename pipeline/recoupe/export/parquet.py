"""Parquet: one flat row a claim with its types, and the whole record as JSON in a last column."""

from __future__ import annotations

from pathlib import Path

from recoupe.export.base import Base, needing, placed

__all__ = ["write"]

_ROWS = 16_384
"""Claims a row group, and in memory at a time."""
_DISTINCT = ("claim_id", "evidence", "record")
"""Columns in which hardly a cell is met twice: a dictionary of their cells would be built for nothing."""


def write(base: Base, path: Path) -> int:
    """Writes the claims of a knowledge base; how many there are.

    Raises:
        UsageError: pyarrow or adbc-driver-sqlite is not installed.
    """
    count = 0
    with needing("export"):
        from pyarrow.parquet import ParquetWriter

        batches = base.batches(_ROWS)
        named = [name for name in batches.schema.names if name not in _DISTINCT]
        options = {"compression": "zstd", "compression_level": 1, "use_dictionary": named}
        with placed(path) as new, ParquetWriter(new, batches.schema, **options) as file:
            for batch in batches:
                file.write_batch(batch)
                count += batch.num_rows
    return count
