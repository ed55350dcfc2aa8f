"""`recoupe show`: the claims of a knowledge base as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import complain
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from recoupe.records import Claim

__all__ = ["show"]

_KINDS = ("money", "percentage", "multiple", "none")
_REALIS = ("actual", "forecast", "unconfirmed")


def show(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    company: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only claims whose subject's name holds these words.")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only money, percentage, multiple or none.")] = None,
    realis: Annotated[str | None, typer.Option(metavar="REALIS", help="Only actual, forecast or unconfirmed.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many claims.")] = 200,
) -> None:
    """Show the claims of a knowledge base in a table."""
    from recoupe.cli.claims_table import print_claims
    from recoupe.store.kinds import kind_of_file
    from recoupe.store.layout import CLAIMS, lines_of
    from recoupe.store.manifest import read_manifest
    from recoupe.store.publishing import settle

    _check("kind", kind, _KINDS)
    _check("realis", realis, _REALIS)
    settle(kb)
    read_manifest(kb)
    reads = kind_of_file(CLAIMS)
    assert reads is not None
    claims = (reads.adapter.validate_json(line) for line in lines_of(kb, CLAIMS))
    chosen = [claim for claim in claims if _wanted(claim, company, kind, realis)]
    print_claims(chosen[:limit])
    if len(chosen) > limit:
        complain(f"{len(chosen) - limit:,} more claims; ask for them with --limit")


def _check(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise UsageError(f"--{option} {value}: there are {', '.join(known)}")


def _wanted(claim: Claim, company: str | None, kind: str | None, realis: str | None) -> bool:
    name = claim.subject.name if claim.subject else ""
    return (
        (company is None or company.casefold() in name.casefold())
        and (kind is None or kind == (claim.value.type if claim.value else "none"))
        and (realis is None or realis == claim.realis)
    )
