"""When Python looks for cycles of objects: not while articles are read, whose many small objects make none."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

__all__ = ["never", "rarely"]

_EVERY = 64


class _Never:
    """A context manager and no generator: extractors enter it for less than a millisecond."""

    __slots__ = ("_was",)

    def __enter__(self) -> None:
        self._was = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._was:
            gc.enable()


def never() -> AbstractContextManager[None]:
    """While it lasts, Python looks for no cycles."""
    return _Never()


@contextmanager
def rarely() -> Iterator[Callable[[], None]]:
    """While it lasts, Python looks for cycles only at every 64th call of the function given: to be called by chunk.

    What is there at the first call (the model, the lexicons) is there to stay and is never looked at.
    """
    calls = 0

    def called() -> None:
        nonlocal calls
        if not calls:
            gc.freeze()
        elif calls % _EVERY == 0:
            gc.collect()
        calls += 1

    with never():
        try:
            yield called
        finally:
            gc.unfreeze()
