"""The formats that need no language model, by name. To add one: a module with a `write`, and a line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from recoupe.export import csv, html, jsonl, jsonld, parquet, xlsx
from recoupe.export.base import Base

__all__ = ["FORMATS", "Format"]


class Format(NamedTuple):
    """A format: its name, and what writes a knowledge base to a file and says how many claims that were."""

    name: str
    write: Callable[[Base, Path], int]


FORMATS = (
    Format("csv", csv.write),
    Format("parquet", parquet.write),
    Format("xlsx", xlsx.write),
    Format("jsonld", jsonld.write),
    Format("html", html.write),
    Format("jsonl", jsonl.write),
)
