"""`recoupe stats`: what a knowledge base holds, counted, and its figures over time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.printable import printable

if TYPE_CHECKING:
    from recoupe.store.stats import Point

__all__ = ["stats"]

_BAR = 40
_EIGHTHS = " ▏▎▍▌▋▊▉"


def stats(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    company: Annotated[str | None, typer.Option(metavar="NAME", help="Only this company: name, alias or id.")] = None,
    metric: Annotated[str | None, typer.Option(metavar="METRIC", help="Only this metric: key, or words.")] = None,
    top: Annotated[int, typer.Option(min=1, metavar="N", help="So many rows a table.")] = 10,
) -> None:
    """Count claims by company, metric, source and realis, and chart them over time.

    With --company and --metric, the chart is of the figures themselves.
    """
    from recoupe.store.knowledge import KnowledgeBase
    from recoupe.store.query import Query
    from recoupe.store.stats import count_by, figures, years

    asked = Query(company=company, metric=metric)
    with KnowledgeBase(kb) as base:
        typer.echo(f"{base.count(asked):,} claims in {base.manifest.files['articles.jsonl'].lines:,} articles")
        for by in ("company", "metric", "source", "realis"):
            _table(by, count_by(base, by, asked, top))
        points = figures(base, asked) if company and metric else []
        if points:
            _chart("figures", [(_told(point), point.number) for point in points], f" {points[0].unit}")
        else:
            _chart("year of the period", [(year, float(number)) for year, number in years(base, asked)], " claims")


def _table(by: str, counts: Sequence[tuple[str, int]]) -> None:
    if not counts:
        return
    typer.echo(f"\n{by}")
    for what, number in counts:
        typer.echo(f"  {number:>9,}  {printable(what)}")


def _told(point: Point) -> str:
    return f"{point.day} {'' if point.realis == 'actual' else f'({point.realis})'}"


def _chart(title: str, points: Sequence[tuple[str, float]], unit: str) -> None:
    """Bars from nought to the largest figure."""
    if not points:
        return
    largest = max(number for _, number in points) or 1
    width = max(len(name) for name, _ in points)
    typer.echo(f"\n{title}")
    for name, number in points:
        typer.echo(f"  {printable(name):<{width}} {_bar(number / largest)} {number:,.15g}{printable(unit)}")


def _bar(share: float) -> str:
    eighths = round(share * _BAR * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()).ljust(_BAR)
