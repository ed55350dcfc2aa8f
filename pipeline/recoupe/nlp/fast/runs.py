"""What is read together: as much as fits, and never so that an article depends on the one beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

__all__ = ["pieces", "runs"]

T = TypeVar("T")

_PIECE = 6_000
"""Tokens encoded together, of one article: a number of its own, so that results depend on the article alone."""


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


def pieces(articles: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    """The documents of each article in runs of at most so many tokens."""
    for docs in articles:
        yield from runs(docs, [len(doc) for doc in docs], _PIECE)
