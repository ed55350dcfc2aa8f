"""`recoupe extract`: articles to a knowledge base."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import FAULTS, complain
from recoupe.cli.printable import printable
from recoupe.errors import UsageError
from recoupe.ingest.remote import is_address

if TYPE_CHECKING:
    from recoupe.store.manifest import Manifest

__all__ = ["extract", "summarise"]


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, addresses (s3://…), - for standard input."),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="KB", help="The folder to make; with --scheduler, of the parts.")
    ],
    published: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The date of articles that state none: YYYY-MM-DD."),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; by default, the processors.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that holds other files; read all anew.")
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Read on the cluster of this Dask scheduler, tcp://…, and write parts."),
    ] = None,
    merge: Annotated[
        bool, typer.Option("--merge", help="With --scheduler: make the knowledge base too; the parts stay in it.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors of usage.")] = False,
) -> None:
    """Read articles and write what they claim as a knowledge base.

    Reads .txt, .md with front matter, .html, .jsonl (an article a line) and .parquet (an article a row). The former
    knowledge base stays until the new one is whole. Articles that an earlier run read are not read again, and a run
    that was cut off goes on where it stopped. Ends with 1 if some inputs failed: they are in errors.jsonl. With
    --scheduler the same is done by a cluster, which writes parts; `recoupe merge` makes a knowledge base of them.
    """
    day = published.date() if published else None
    if scheduler is not None:
        if jobs is not None:
            raise UsageError("--jobs is for the processes of this machine: how many a cluster has is its own affair")
        from recoupe.cli.clustered import extract_clustered

        extract_clustered(scheduler, paths, output, published=day, force=force, merge=merge, quiet=quiet)
        return
    if merge or is_address(output):
        raise UsageError("--merge, and an address for -o, need a cluster: name it by --scheduler")
    from recoupe.cli.progress import Progress
    from recoupe.run import make_knowledge_base

    with Progress(quiet=quiet) as watcher:
        manifest = make_knowledge_base(paths, output, published=day, jobs=jobs, force=force, watcher=watcher)
    if not quiet:
        watcher.tell_the_rest()
        summarise(manifest, Path(output))
    if manifest.inputs.failed:
        raise typer.Exit(FAULTS)


def summarise(manifest: Manifest, output: Path) -> None:
    """Says what a knowledge base that was made holds."""
    inputs, files = manifest.inputs, manifest.files
    skipped = ", ".join(f"{printable(kind)} {count:,}" for kind, count in inputs.skipped_kinds.items())
    typer.echo(
        f"{inputs.given:,} inputs: {inputs.read:,} read ({inputs.copies:,} of them copies), {inputs.empty:,} empty, "
        f"{inputs.skipped:,} skipped{f' ({skipped})' if skipped else ''}, {inputs.failed:,} failed"
    )
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in manifest.mentions.items())
    typer.echo(f"{sum(manifest.mentions.values()):,} mentions{f': {kinds}' if kinds else ''}")
    claims, companies = files["claims.jsonl"].lines, files["companies.jsonl"].lines
    typer.echo(f"{claims:,} claims, {companies:,} companies, in {printable(str(output))}")
    if not inputs.given - inputs.skipped:
        complain("there were no articles to read")
    if inputs.failed or inputs.empty:
        complain(f"what could not be read is in {output / 'errors.jsonl'}")
