"""What a run says while it goes: a bar where standard error is a terminal, and the first of its warnings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from recoupe.cli.guard import complain
from recoupe.run.job import Watcher

if TYPE_CHECKING:
    from recoupe.records import Problem

__all__ = ["Progress"]

_TOLD = 20


class Progress(Watcher):
    """Draws the bar and tells the first 20 warnings and failures; counts the others. A silent one only draws."""

    def __init__(self, *, quiet: bool, silent: bool = False) -> None:
        self._quiet = quiet
        self._silent = quiet or silent
        self._bar: Any = None
        self._task: Any = None
        self._told = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar:
            self._bar.refresh()
            self._bar.stop()

    def start(self, sources: int) -> None:
        """Draws an empty bar."""
        if self._quiet or not sys.stderr.isatty():
            return
        from rich import progress
        from rich.console import Console

        columns = (progress.BarColumn(), progress.MofNCompleteColumn(), progress.TimeRemainingColumn())
        # No thread of its own: the processes that read are forked from this one.
        self._bar = progress.Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        self._task = self._bar.add_task("", total=sources)
        self._bar.start()

    def advance(self, sources: int) -> None:
        """Moves the bar."""
        if self._bar:
            self._bar.advance(self._task, sources)
            self._bar.refresh()

    def warn(self, problem: Problem) -> None:
        """Tells a warning."""
        self._tell(problem)

    def fail(self, problem: Problem) -> None:
        """Tells a failure."""
        self._tell(problem)

    def _tell(self, problem: Problem) -> None:
        self._told += 1
        if not self._silent and self._told <= _TOLD:
            complain(f"{problem.path}: {problem.error}: {problem.detail}")

    def tell_the_rest(self) -> None:
        """Says how many warnings and failures were not told."""
        if self._told > _TOLD:
            complain(f"and {self._told - _TOLD:,} more warnings and failures")
