"""The command line. Each command is a module; what is heavy is imported when a command runs, never for `--help`."""

from __future__ import annotations

from typing import Annotated

import typer

import recoupe
from recoupe.cli.crosscheck import crosscheck
from recoupe.cli.explain import explain
from recoupe.cli.export import export
from recoupe.cli.extract import extract
from recoupe.cli.guard import guarded
from recoupe.cli.import_ import import_
from recoupe.cli.lexicon import lexicon
from recoupe.cli.merge import merge
from recoupe.cli.query import query
from recoupe.cli.review import review
from recoupe.cli.reviews import reviews
from recoupe.cli.schema import schema
from recoupe.cli.score import score
from recoupe.cli.show import show
from recoupe.cli.stats import stats
from recoupe.cli.validate import validate

__all__ = ["COMMANDS", "app"]

COMMANDS = (
    extract,
    merge,
    show,
    query,
    stats,
    crosscheck,
    export,
    import_,
    explain,
    review,
    reviews,
    lexicon,
    score,
    validate,
    schema,
)
"""To add a command: a module with a function of its name, and its name here."""

# Typer's own use of rich costs a third of the time that --help may take, and would draw tracebacks with locals in them.
app = typer.Typer(
    name="recoupe",
    help="Reads French articles and gets out of them, exactly and with proof, what they claim.",
    epilog="Exit codes: 0 all well; 1 some inputs failed, or faults were found; 2 bad usage; 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command(command.__name__.rstrip("_").replace("_", "-"))(guarded(command))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"recoupe {recoupe.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Takes the options that belong to no command."""
