"""`recoupe query`: the claims of a knowledge base that answer a question."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import complain

if TYPE_CHECKING:
    from recoupe.store.knowledge import KnowledgeBase
    from recoupe.store.query import Query

__all__ = ["Format", "query"]

_TABLE = 200
"""Claims in a table that no limit was asked for."""


class Format(enum.StrEnum):
    """How claims are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


def query(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    company: Annotated[str | None, typer.Option(metavar="NAME", help="A company: name, alias or id.")] = None,
    metric: Annotated[str | None, typer.Option(metavar="METRIC", help="A metric's key (revenue), or words.")] = None,
    period: Annotated[str | None, typer.Option(metavar="PERIOD", help="2024, 2024-T3, 2024-S1, 2024-03, A..B")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="money, percentage, multiple or none.")] = None,
    realis: Annotated[str | None, typer.Option(metavar="REALIS", help="actual, forecast or unconfirmed.")] = None,
    modality: Annotated[
        str | None, typer.Option(metavar="MODALITY", help="prediction, target, possibility or conditional.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Words of the source's name.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="X", help="Only claims at least so sure.")
    ] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words that the sentence holds.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print them.")] = Format.table,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many; a table stops at 200 by itself.")
    ] = None,
) -> None:
    """Print the claims that answer a question: all that is given must hold."""
    from recoupe.store.knowledge import KnowledgeBase
    from recoupe.store.query import Query

    asked = Query(
        company=company,
        metric=metric,
        period=period,
        kind=kind,
        realis=realis,
        modality=modality,
        source=source,
        min_confidence=min_confidence,
        text=text,
    )
    with KnowledgeBase(kb) as base:
        _print(base, asked, format, limit)


def _print(base: KnowledgeBase, asked: Query, format: Format, limit: int | None) -> None:
    if format is Format.jsonl:
        for line in base.lines(asked, limit=limit):
            sys.stdout.write(f"{line}\n")
    elif format is Format.csv:
        from recoupe.export.csv import write_rows

        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]  # It is a TextIOWrapper.
        write_rows(base.rows(asked, limit=limit), sys.stdout)
    else:
        from recoupe.cli.claims_table import print_claims

        print_claims(base.claims(asked, limit=limit or _TABLE))
        if limit is None and (more := base.count(asked) - _TABLE) > 0:
            complain(f"{more:,} more claims; ask for them with --limit, or with --format jsonl")
