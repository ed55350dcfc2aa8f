"""Claims as a table for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from recoupe.cli.printable import printable

if TYPE_CHECKING:
    from recoupe.records import Claim

__all__ = ["print_claims"]


def print_claims(claims: Iterable[Claim]) -> None:
    """Prints claims on standard output, one a row; nothing in them can act on the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from recoupe.export.wording import told_interval, told_realis, told_value

    columns = [Column(name, overflow="fold") for name in ("subject", "metric", "value", "period", "realis", "source")]
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for claim in claims:
        cells = (
            claim.subject.name if claim.subject else "–",
            claim.metric.text if claim.metric else "–",
            told_value(claim.value),
            told_interval(claim.period),
            told_realis(claim),
            claim.source.name if claim.source else "–",
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    Console(highlight=False).print(table)
