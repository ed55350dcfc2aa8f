"""When Python looks for cycles of objects: not while articles are read, whose many small objects make none."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["never", "rarely"]

_EVERY = 64


@contextmanager
def never() -> Iterator[None]:
    """While it lasts, Python looks for no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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
