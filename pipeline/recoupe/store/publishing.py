"""Files written aside and put in place together, so that a run cut off at any moment harms nothing.

A run writes into `.recoupe-new`. Renaming that folder to `.recoupe-next` is the moment at which the run has happened;
its files are then moved over the old ones. A run that is killed between two of these moves is finished by whoever opens
the knowledge base next.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from recoupe.errors import KnowledgeBaseError
from recoupe.store.layout import FILES

__all__ = ["publication", "settle"]

_NEW = ".recoupe-new"
_NEXT = ".recoupe-next"
_LOCK = ".recoupe-lock"


@contextlib.contextmanager
def publication(folder: Path) -> Iterator[Path]:
    """A folder to write the files of a knowledge base into; they are put in place if the block ends well.

    Args:
        folder: the knowledge base; made if it is not there, and removed again if nothing comes of it.

    Raises:
        KnowledgeBaseError: another run is writing there, or the folder cannot be written to.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_run(folder):
            try:
                _move_in(folder)
                new = folder / _NEW
                shutil.rmtree(new, ignore_errors=True)
                new.mkdir()
                yield new
                _sync(new)
                new.rename(folder / _NEXT)
                _move_in(folder)
            finally:
                shutil.rmtree(folder / _NEW, ignore_errors=True)
    except OSError as error:
        raise KnowledgeBaseError(f"{folder} cannot be written: {error.strerror or error}") from error
    finally:
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def settle(folder: Path) -> None:
    """Finishes what a run that was killed while it put its files in place had left to do."""
    if (folder / _NEXT).is_dir():
        with _only_run(folder):
            _move_in(folder)


@contextlib.contextmanager
def _only_run(folder: Path) -> Iterator[None]:
    """Holds the folder's lock. A record lock dies with this very process, and is not handed to its workers."""
    try:
        import fcntl
    except ImportError:  # Not a POSIX system: two runs at once are the user's to avoid.
        yield
        return
    path = folder / _LOCK
    with path.open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise KnowledgeBaseError(f"another run is writing {folder}: wait for it, or stop it") from error
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _move_in(folder: Path) -> None:
    ready = folder / _NEXT
    if not ready.is_dir():
        return
    for name in FILES:
        if (ready / name).exists():
            (ready / name).replace(folder / name)
    shutil.rmtree(ready)


def _sync(folder: Path) -> None:
    """Sees that what was written is on the disk before it is said to be there."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
