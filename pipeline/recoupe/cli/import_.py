"""`recoupe import`: claims that a person has edited, taken back into the knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import FAULTS, complain
from recoupe.cli.printable import printable

if TYPE_CHECKING:
    from recoupe.store.editing import Difference

__all__ = ["import_"]

_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


def import_(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Claims as JSON Lines, as query and export write them.")],
    apply: Annotated[bool, typer.Option("--apply", help="Put the differences in place.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="Remove the claims that the file leaves out.")] = False,
) -> None:
    """Check claims that were edited, show what differs, and with --apply write it into the knowledge base.

    Each faulty line is told with its field, and nothing is applied while there is one (ends with 1).
    """
    from recoupe.store.editing import apply_edits, read_edits
    from recoupe.store.knowledge import KnowledgeBase

    with KnowledgeBase(kb) as base:
        faults, differences = read_edits(base, file, whole=whole)
        for fault in faults:
            typer.echo(printable(f"{fault.file}:{fault.line}: {fault.field or 'the whole'}: {fault.detail}"))
        if faults:
            complain(f"{len(faults):,} faults; nothing is applied")
            raise typer.Exit(FAULTS)
        for one in differences:
            _show(one)
        if apply and differences:
            apply_edits(base, differences)
    done = "applied" if apply else "to apply: say --apply"
    complain(f"{len(differences):,} differences {done}" if differences else "no differences")


def _show(one: Difference) -> None:
    subject = one.claim.subject.name if one.claim.subject else "–"
    metric = one.claim.metric.text if one.claim.metric else "–"
    typer.echo(printable(f"{_SIGNS[one.what]} {one.claim.id} {subject}, {metric}: {one.claim.evidence.text}"))
    for field, old, new in one.fields:
        typer.echo(printable(f"    {field}: {old} -> {new}"))
