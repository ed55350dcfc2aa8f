"""`recoupe validate`: a knowledge base checked against its schemas and against itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli.guard import FAULTS
from recoupe.cli.printable import printable

__all__ = ["validate"]


def validate(
    path: Annotated[Path, typer.Argument(metavar="KB|FILE", help="A knowledge base, or one JSON Lines file of one.")],
) -> None:
    """Check a knowledge base, or one of its files; say nothing when all is well.

    Each fault is a line: file, line, field, what is wrong. Ends with 1 if there are any.
    """
    from recoupe.store.publishing import settle
    from recoupe.store.validation import check_file, check_knowledge_base

    if path.is_dir():
        settle(path)
    faults = 0
    for fault in check_knowledge_base(path) if path.is_dir() else check_file(path):
        faults += 1
        typer.echo(printable(f"{fault.file}:{fault.line}: {fault.field or 'the whole'}: {fault.detail}"))
    if faults:
        raise typer.Exit(FAULTS)
