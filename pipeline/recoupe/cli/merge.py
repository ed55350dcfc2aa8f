"""`recoupe merge`: the parts of a run on a cluster to a knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli.extract import summarise
from recoupe.cli.guard import FAULTS

__all__ = ["merge", "merge_parts"]


def merge(
    parts: Annotated[str, typer.Argument(metavar="PARTS", help="What a run on a cluster wrote: a folder, or s3://….")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="KB", help="The folder to make.")],
    force: Annotated[bool, typer.Option("--force", help="Write into a folder that holds other files.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors of usage.")] = False,
) -> None:
    """Make a knowledge base of the parts that a run on a cluster wrote.

    It is to the byte the one that a run on one machine makes of the same articles. Ends with 1 if some inputs failed:
    they are in errors.jsonl.
    """
    merge_parts(parts, output, force=force, quiet=quiet)


def merge_parts(parts: str, output: Path, *, force: bool, quiet: bool) -> None:
    """Makes the knowledge base and says what it holds; what failed was told by the run."""
    from recoupe.cli.progress import Progress
    from recoupe.distributed.merge import merge as make

    with Progress(quiet=quiet, silent=True) as watcher:
        manifest = make(parts, output, force=force, watcher=watcher)
    if not quiet:
        summarise(manifest, output)
    if manifest.inputs.failed:
        raise typer.Exit(FAULTS)
