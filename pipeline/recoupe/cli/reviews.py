"""`recoupe reviews`: what the decisions on a knowledge base tell, and the reviewed claims as gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import complain
from recoupe.cli.printable import printable

if TYPE_CHECKING:
    from rich.table import Table

    from recoupe.review.report import Report, Tally

__all__ = ["reviews"]


def reviews(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    gold: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the claims found right as *.gold.json.")
    ] = None,
    docbin: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write them as a spaCy DocBin (FILE.spacy).")
    ] = None,
) -> None:
    """Tell how often reviewers found claims right, by kind, rule and confidence, the worst rules first."""
    from recoupe.review.report import report
    from recoupe.review.state import State

    state = State(kb, "nobody")
    if gold:
        from recoupe.review.gold import write_gold

        typer.echo(f"{write_gold(state, gold):,} articles in {printable(str(gold))}")
    if docbin:
        from recoupe.nlp.docbin import write
        from recoupe.review.gold import ReviewedBase

        typer.echo(f"{write(ReviewedBase(state), docbin):,} claims in {printable(str(docbin))}")
    if gold or docbin:
        return
    _print(report(state))


def _print(found: Report) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    everything = found.all
    console.print(
        f"{found.claims:,} claims: {everything.accepted:,} accepted, {everything.corrected:,} corrected, "
        f"{everything.rejected:,} rejected, {found.disputed:,} disputed, {found.open:,} open",
        soft_wrap=True,
    )
    for title, tallies in (("kind", found.kinds), ("rule", found.rules), ("confidence", found.bands)):
        if tallies:
            console.print(_table(title, tallies))
    for title, counts in (("slot corrected", found.slots), ("reason", found.reasons)):
        if counts:
            console.print(_counts(title, counts))
    for one in found.agreements:
        kappa = "–" if one.kappa is None else f"{one.kappa:.2f}"
        names = printable(f"{one.one} and {one.other}")
        console.print(f"{names}: {one.same:,} of {one.both:,} alike, kappa {kappa}", markup=False, soft_wrap=True)
    if found.orphans:
        complain(f"{found.orphans:,} decisions are on claims that are no longer there")
    if found.broken:
        complain(f"{found.broken:,} lines of reviews.jsonl are no decisions: see `recoupe validate`")


def _table(title: str, tallies: list[Tally]) -> Table:
    from rich.table import Column, Table
    from rich.text import Text

    figures = ("precision", "accepted", "corrected", "rejected")
    table = Table(title, *(Column(name, justify="right") for name in figures))
    for tally in tallies:
        counts = (tally.accepted, tally.corrected, tally.rejected)
        table.add_row(Text(printable(tally.name)), f"{tally.precision:.3f}", *map(str, counts))
    return table


def _counts(title: str, counts: list[tuple[str, int]]) -> Table:
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(title, Column("claims", justify="right"))
    for name, count in counts:
        table.add_row(Text(printable(name)), str(count))
    return table
