"""The claims as Arrow columns, straight from SQLite: no cell becomes an object of Python on its way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.errors import KnowledgeBaseError
from recoupe.records.flat import FLAT, Column

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_batches", "claim_schema", "expression"]

_NOTHING = {"text": "''", "date": "''", "integer": "-1", "real": "-9e999"}
"""What stands for an empty cell on the way, of the type of its column and never found in one: no cell is an empty
text, no place is before the text, no figure infinite. The driver tells a column's type by its first cells, and would
take a column that begins with empty cells for one of integers."""


def expression(column: Column, of: str) -> str:
    """The SQL that reads a column of a table so that `arrow_batches` knows its type."""
    return f"ifnull({of}.{column.name}, {_NOTHING[column.type]})"


def claim_schema() -> pa.Schema:
    """The columns of `FLAT` with their types, and `record`.

    Raises:
        ImportError: pyarrow is not installed.
    """
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "date": pa.date32()}
    return pa.schema([*((column.name, types[column.type]) for column in FLAT), ("record", pa.string())])


def arrow_batches(path: Path, sql: str, values: Sequence[Any], rows: int) -> pa.RecordBatchReader:
    """What a statement selects, batch by batch, as the columns of `FLAT` and then `record`, the claim's line.

    Args:
        path: the store; it is opened once more, to be read only, after `open_store` has found it to be ours.
        sql: selects the columns of `FLAT`, each by its `expression`, and the record.
        rows: how many there are in a batch, but the last.

    Raises:
        ImportError: pyarrow or adbc-driver-sqlite is not installed.
        KnowledgeBaseError: the store cannot be read.
    """
    import pyarrow as pa

    schema = claim_schema()
    return pa.RecordBatchReader.from_batches(schema, _batches(path, sql, values, rows, schema))


def _batches(path: Path, sql: str, values: Sequence[Any], rows: int, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import adbc_driver_manager
    import pyarrow as pa
    from adbc_driver_sqlite import dbapi

    try:
        with dbapi.connect(f"{path.resolve().as_uri()}?mode=ro", autocommit=True) as conn, conn.cursor() as cursor:
            cursor.execute("pragma trusted_schema = off")
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(rows)})
            cursor.execute(sql, tuple(values))
            for batch in cursor.fetch_record_batch():
                columns = map(_typed, batch.columns, schema.types)
                yield pa.record_batch(list(columns), schema=schema)
    except adbc_driver_manager.Error as error:
        raise KnowledgeBaseError(f"{path} cannot be read: {error}") from error


def _typed(cells: pa.Array, type: pa.DataType) -> pa.Array:
    """Cells in the type of their column, with nothing again where there was nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_text = pa.types.is_string(type) or pa.types.is_date(type)
    empty = pc.equal(cells, "") if is_text else pc.equal(cells, float("-inf") if pa.types.is_floating(type) else -1)
    if empty.true_count == len(cells):
        return pa.nulls(len(cells), type)
    return (pc.if_else(empty, None, cells) if empty.true_count else cells).cast(type)
