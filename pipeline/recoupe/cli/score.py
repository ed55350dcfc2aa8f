"""`recoupe score`: a knowledge base measured against articles marked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import complain
from recoupe.cli.printable import printable

if TYPE_CHECKING:
    from recoupe.score import Board

__all__ = ["score"]


def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of *.gold.json.")],
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base made from the texts of the gold.")],
    errors: Annotated[
        str | None, typer.Option(metavar="METRIC", help="List what was missed or wrong: money, claim_subject…")
    ] = None,
) -> None:
    """Measure a knowledge base against articles marked by hand.

    Prints precision, recall and F1 a kind of record, and how often each slot of a claim is right.
    """
    from recoupe.score import score_knowledge_base
    from recoupe.store.publishing import settle

    settle(kb)
    board = score_knowledge_base(gold, kb)
    if board.missing:
        complain(f"not in the knowledge base: {', '.join(board.missing)}")
    for slip in board.slips if errors else ():
        if slip.metric == errors:
            typer.echo(printable(f"{slip.article}: {slip.detail}"))
    if not errors:
        _print(board)


def _print(board: Board) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    console = Console(highlight=False)
    figures = ("precision", "recall", "F1", "marked")
    found = Table("found", *(Column(name, justify="right") for name in figures))
    for name, tally in board.findings.items():
        shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
        found.add_row(name, *shares, str(tally.right + tally.missed))
    slots = Table("right where found", *(Column(name, justify="right") for name in ("share", "of")))
    for name, accuracy in board.accuracies.items():
        slots.add_row(name, "–" if accuracy.share is None else f"{accuracy.share:.3f}", str(accuracy.compared))
    console.print(found)
    console.print(slots)
