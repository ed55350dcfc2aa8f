"""How a command ends: an error is one line on standard error and an exit code, never a traceback."""

from __future__ import annotations

import contextlib
import functools
import signal
from collections.abc import Callable
from types import FrameType
from typing import ParamSpec

import typer

from recoupe.cli.printable import printable
from recoupe.errors import RecoupeError

__all__ = ["FAULTS", "INTERRUPTED", "USAGE", "complain", "guarded"]

FAULTS = 1
USAGE = 2
INTERRUPTED = 130

P = ParamSpec("P")


def complain(message: str) -> None:
    """Says something on standard error."""
    typer.echo(f"recoupe: {printable(message)}", err=True)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """The command, ending with 2 on an error that Recoupe raises on purpose and with 130 when it is interrupted."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with contextlib.suppress(ValueError):  # Only the main thread may ask.
            signal.signal(signal.SIGTERM, _interrupt)
        try:
            command(*args, **kwargs)
        except RecoupeError as error:
            complain(str(error))
            raise typer.Exit(USAGE) from error
        except KeyboardInterrupt as error:
            complain("interrupted; nothing was changed")
            raise typer.Exit(INTERRUPTED) from error

    return run


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
