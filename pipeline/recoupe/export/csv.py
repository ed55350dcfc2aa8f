"""CSV: one flat row a claim, UTF-8 with a mark so that spreadsheets read accents, cells that cannot run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from recoupe.export.base import Base, placed
from recoupe.export.cells import disarmed, rearmed
from recoupe.records.flat import FLAT, Cell

__all__ = ["read_rows", "write", "write_rows"]

_READ: dict[str, Callable[[str], Cell]] = {"text": rearmed, "date": rearmed, "integer": int, "real": float}


def write(base: Base, path: Path) -> int:
    """Writes the claims of a knowledge base; how many there are."""
    with placed(path) as new, new.open("w", encoding="utf-8-sig", newline="") as file:
        return write_rows(base.rows(), file)


def write_rows(rows: Iterable[Sequence[Cell]], file: TextIO) -> int:
    """Writes flat rows with a line of column names before them; how many there are.

    Args:
        rows: rows with the columns of `FLAT`.
        file: open for writing text, with `newline=""`.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in FLAT)
    count = 0
    for row in rows:
        writer.writerow([disarmed(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    return count


def read_rows(path: Path) -> Iterator[tuple[Cell, ...]]:
    """The rows of a file that `write` wrote: the very cells that it was given."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for line in lines:
            cells = zip(FLAT, line, strict=True)
            yield tuple(_READ[column.type](cell) if cell else None for column, cell in cells)
