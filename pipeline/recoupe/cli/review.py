"""`recoupe review`: a person says of each claim whether it is right, in the browser or in the terminal."""

from __future__ import annotations

import contextlib
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.guard import complain
from recoupe.cli.printable import printable
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from recoupe.review.state import State

__all__ = ["review"]


def review(
    kb: Annotated[Path, typer.Argument(metavar="KB", help="A knowledge base.")],
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Where to serve; 0 for any free.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    terminal: Annotated[bool, typer.Option("--terminal", help="Review here, with the same keys.")] = False,
    reviewer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides; by default, the name you are logged in with.")
    ] = None,
) -> None:
    """Review the claims of a knowledge base: accept, reject, correct, skip, undo.

    Serves a page on this machine alone and prints its address, which holds a secret. Decisions go to reviews.jsonl.
    """
    from recoupe.review.state import State

    state = State(kb, reviewer or _login())
    if state.ledger.broken:
        complain(f"{len(state.ledger.broken):,} lines of reviews.jsonl are no decisions: see `recoupe validate`")
    with contextlib.suppress(KeyboardInterrupt):
        if terminal:
            _review_here(state)
        else:
            _serve(state, port, browser=browser)


def _serve(state: State, port: int, *, browser: bool) -> None:
    try:
        from recoupe.review.web.serve import serve
    except ImportError as error:
        raise UsageError(f"the page needs more packages ({error.name}): pip install 'recoupe[review]'") from error
    kb = printable(str(state.archive.folder))
    serve(state, port, lambda address: typer.echo(f"Review {kb} at {address}"), browser=browser)


def _review_here(state: State) -> None:
    from recoupe.review.terminal import Terminal, keys_of_terminal

    if not sys.stdin.isatty():
        raise UsageError("--terminal wants a terminal to read keys from")
    with keys_of_terminal() as (key, line):
        Terminal(state, key, line).run()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("it cannot be told who you are: say --reviewer NAME") from error
