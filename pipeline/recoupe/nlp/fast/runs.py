"""What is read together: as much as fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["runs"]

T = TypeVar("T")


def runs(items: Sequence[T], sizes: Sequence[int], most: int) -> Iterator[list[T]]:
    """The items in runs of at most so much; one that is larger makes a run of its own."""
    run: list[T] = []
    total = 0
    for item, size in zip(items, sizes, strict=True):
        if run and total + size > most:
            yield run
            run, total = [], 0
        run.append(item)
        total += size
    if run:
        yield run
