"""`recoupe export`: a knowledge base in the format of another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli.guard import complain
from recoupe.errors import UsageError

__all__ = ["export"]


def export(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="The file to write; one that is there goes.")],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="csv, parquet, xlsx, jsonld, html, docbin, jsonl; by DEST's end."),
    ] = None,
) -> None:
    """Write the claims of a knowledge base as CSV, Parquet, XLSX, JSON-LD, HTML, spaCy DocBin or JSON Lines.

    Nothing in an article can act in what is written: cells are no formulas, and the page runs no script.
    """
    from recoupe.export.base import placed
    from recoupe.export.formats import FORMATS
    from recoupe.store.knowledge import KnowledgeBase

    writers = {known.name: known.write for known in FORMATS}
    name = to or {".spacy": "docbin"}.get(destination.suffix, destination.suffix.removeprefix("."))
    if name != "docbin" and name not in writers:
        raise UsageError(f"there is no format {name!r}: say --to {', '.join([*writers, 'docbin'])}")
    with KnowledgeBase(kb) as base:
        if name == "docbin":
            from recoupe.nlp import docbin

            with placed(destination) as new:
                count = docbin.write(base, new)
        else:
            count = writers[name](base, destination)
    complain(f"{count:,} claims in {destination}")
