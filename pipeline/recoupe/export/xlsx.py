"""XLSX: a workbook with claims, articles and companies; every cell that holds words is text and cannot run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from recoupe.errors import UsageError
from recoupe.export.base import Base, needing, placed, web_address
from recoupe.export.cells import disarmed
from recoupe.records.flat import FLAT, Cell

__all__ = ["write"]

_SHEET = 1_048_576
_CELL = 32_767
_LINKS = 60_000
"""What a sheet holds: rows, characters a cell, links (65,530 by the format; the rest stay plain text)."""
_SAFE = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "constant_memory": True}

_ARTICLES = ("id", "path", "title", "published", "publisher", "author", "url", "language")
_COMPANIES = ("id", "name", "country", "sector", "isin", "ticker", "lei", "wikidata", "articles", "mentions", "claims")


def write(base: Base, path: Path) -> int:
    """Writes the claims of a knowledge base, its articles and its companies, a sheet each; how many claims there are.

    Raises:
        UsageError: xlsxwriter is not installed, or there are more claims than a sheet holds.
    """
    with needing("export"):
        import xlsxwriter
    with placed(path) as new, xlsxwriter.Workbook(str(new), _SAFE) as book:
        styles = _Styles(book)
        columns = [(column.name, column.type) for column in FLAT]
        count = _fill(book.add_worksheet("claims"), styles, columns, base.rows())
        for name, fields, records in (
            ("articles", _ARTICLES, base.articles()),
            ("companies", _COMPANIES, base.companies()),
        ):
            rows = ([_plain(getattr(record, field)) for field in fields] for record in records)
            _fill(book.add_worksheet(name), styles, [(field, _type(field)) for field in fields], rows)
    return count


class _Styles:
    """The formats of cells. `armed` is the mark that Excel sets with an apostrophe: text, also once it is edited."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.armed = book.add_format({"quote_prefix": True})


def _type(field: str) -> str:
    return {"published": "date", "articles": "integer", "mentions": "integer", "claims": "integer"}.get(field, "text")


def _plain(value: Any) -> Cell:
    return value if isinstance(value, int | None) else str(value)


def _fill(sheet: Any, styles: _Styles, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Cell]]) -> int:
    sheet.freeze_panes(1, 0)
    for place, (name, _) in enumerate(columns):
        sheet.write_string(0, place, name, styles.head)
    links = count = 0
    for count, row in enumerate(rows, 1):
        if count >= _SHEET:
            raise UsageError(f"a sheet holds {_SHEET - 1:,} rows: export to csv or parquet")
        for place, ((name, kind), cell) in enumerate(zip(columns, row, strict=True)):
            if name == "url" and links < _LINKS and isinstance(cell, str) and _link(sheet, count, place, cell):
                links += 1
            elif cell is not None:
                _write(sheet, styles, count, place, kind, cell)
    return count


def _link(sheet: Any, row: int, place: int, address: str) -> bool:
    """Writes a link; False where the address is none that may be followed, or is too long for one."""
    return web_address(address) is not None and sheet.write_url(row, place, address) == 0


def _write(sheet: Any, styles: _Styles, row: int, place: int, kind: str, cell: Cell) -> None:
    if kind == "date" and isinstance(cell, str) and cell >= "1900-03-01":  # Excel's days begin there.
        sheet.write_datetime(row, place, dt.datetime.fromisoformat(cell), styles.day)
    elif isinstance(cell, str):
        text = cell if len(cell) <= _CELL else f"{cell[: _CELL - 1]}…"
        sheet.write_string(row, place, text, styles.armed if disarmed(text) != text else None)
    else:
        sheet.write_number(row, place, cell)
