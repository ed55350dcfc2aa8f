"""`recoupe crosscheck`: the claims of a knowledge base set against each other."""

from __future__ import annotations

import datetime as dt
import enum
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import complain
from recoupe.cli.printable import printable

if TYPE_CHECKING:
    from recoupe.crosscheck import Verdict
    from recoupe.records import Claim
    from recoupe.store.knowledge import KnowledgeBase

__all__ = ["crosscheck"]

_TOLD = ("contradicted", "corroborated", "met", "missed", "inconsistent")
"""What is printed unless a verdict is asked for: what says something."""


class Form(enum.StrEnum):
    """How verdicts are printed."""

    text = "text"
    jsonl = "jsonl"


def crosscheck(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    verdict: Annotated[
        list[str] | None,
        typer.Option(metavar="VERDICT", help="Only these: contradicted, corroborated, single, met, missed, open…"),
    ] = None,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day forecasts are judged on; the last article's."),
    ] = None,
    format: Annotated[Form, typer.Option("--format", "-f", help="How to print them.")] = Form.text,
) -> None:
    """Set claims against each other: corroborated or contradicted, forecasts met or missed, changes that add up.

    The verdicts are kept in the store of the knowledge base, in the tables verdicts and verdict_claims.
    """
    from recoupe.crosscheck import Verdict, cross_check
    from recoupe.store.knowledge import KnowledgeBase
    from recoupe.store.verdicts import verdict_records

    with KnowledgeBase(kb) as base:
        cross_check(base, as_of=as_of.date() if as_of else None)
        wanted = set(verdict or (_TOLD if format is Form.text else ()))
        counts: Counter[str] = Counter()
        for line in verdict_records(base.db):
            one = Verdict.model_validate_json(line)
            counts[one.verdict] += 1
            if wanted and one.verdict not in wanted:
                continue
            if format is Form.jsonl:
                sys.stdout.write(f"{line}\n")
            else:
                _tell(one, base.claims_by_id(one.claims), base)
        complain(", ".join(f"{number:,} {name}" for name, number in sorted(counts.items())) or "nothing to compare")


def _tell(one: Verdict, claims: Iterable[Claim], base: KnowledgeBase) -> None:
    when = " … ".join(dict.fromkeys(str(day) for day in (one.period_start, one.period_end) if day))
    what = ", ".join(part for part in (one.subject, one.metric, when) if part)
    count = f"{one.articles} independent articles, {one.sources} sources" if one.kind == "group" else one.detail
    typer.echo(printable(f"{one.verdict.upper()} ({one.rule}): {what}{f': {count}' if count else ''}"))
    for claim in claims:
        article = base.article(claim.article_id)
        path = article.path if article else claim.article_id
        figure = claim.value.text if claim.value else "–"
        typer.echo(printable(f"  {figure}  [{claim.id}, {path}] {claim.evidence.text}"))
