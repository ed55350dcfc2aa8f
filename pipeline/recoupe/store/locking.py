"""Waiting for one's turn with what two processes must not do at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from recoupe.errors import KnowledgeBaseError

__all__ = ["alone"]


@contextlib.contextmanager
def alone(folder: Path, what: str) -> Iterator[None]:
    """Runs the block when no other process is in a block of that name on that folder; waits until then.

    The lock dies with the process that holds it. Its file stays: two who wait for it must wait for the same one.

    Raises:
        KnowledgeBaseError: the folder cannot be written to.
    """
    try:
        import fcntl
    except ImportError:  # Not a POSIX system: the database's own locks have to do.
        yield
        return
    try:
        lock = (folder / f".recoupe-{what}-lock").open("w")
    except OSError as error:
        raise KnowledgeBaseError(f"{folder} cannot be written: {error.strerror}") from error
    with lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        yield
