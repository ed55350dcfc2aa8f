"""`recoupe extract --scheduler`: the same on a cluster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import typer

from recoupe.cli.guard import FAULTS, INTERRUPTED, complain
from recoupe.cli.merge import merge_parts
from recoupe.cli.printable import printable
from recoupe.cli.progress import Progress
from recoupe.distributed import extract
from recoupe.distributed.tasks import connect
from recoupe.errors import UsageError
from recoupe.ingest.remote import is_address
from recoupe.store.layout import check_is_ours

__all__ = ["extract_clustered"]

_PARTS = ".recoupe-parts"
"""Where in a knowledge base its parts are, if it is made in one go."""


def extract_clustered(
    scheduler: str,
    paths: Sequence[str],
    output: str,
    *,
    published: dt.date | None,
    force: bool,
    merge: bool,
    quiet: bool,
) -> None:
    """Reads articles on a cluster and writes parts; with `merge`, also the knowledge base that they make."""
    if merge and is_address(output):
        raise UsageError(
            "a knowledge base is made on this machine: name a folder, or merge later, with `recoupe merge`"
        )
    if merge and not force:
        check_is_ours(Path(output))
    parts = str(Path(output) / _PARTS) if merge else output
    with connect(scheduler) as client, Progress(quiet=quiet) as watcher:
        if not quiet:
            complain(f"the dashboard of the cluster: {client.dashboard_link}")
            if not client.nthreads():
                complain("the cluster has no workers yet; the run starts when the first one comes")
        try:
            run = extract(client, paths, parts, published=published, force=force, watcher=watcher)
        except KeyboardInterrupt as error:
            complain(f"interrupted; what was done is in {parts}: the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from error
    if not quiet:
        watcher.tell_the_rest()
        typer.echo(f"{run.inputs:,} inputs in {run.chunks:,} chunks, {run.failed:,} failed, in {printable(parts)}")
    if merge:
        merge_parts(parts, Path(output), force=force, quiet=quiet)
    elif run.failed:
        raise typer.Exit(FAULTS)
