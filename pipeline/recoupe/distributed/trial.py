"""Finding the articles that end the processes that read them: the chunk is cut into ever smaller pieces.

One piece is read at a time, when nothing else is running: a worker that dies then has died of that piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from recoupe.distributed.plan import Chunk
from recoupe.distributed.task import Job, Killer, count_articles, outlive

__all__ = ["Alone", "Killed", "find_killers"]

_PIECES = 64


class Killed(NamedTuple):
    """What becomes of a task that ended the processes that ran it."""

    times: int


Alone = Callable[..., Any]
"""Runs a function with its arguments on some worker and gives its result, or `Killed`."""


class _Piece(NamedTuple):
    sources: tuple[int, ...]
    places: tuple[int, int] | None = None


def find_killers(chunk: Chunk, job: Job, alone: Alone) -> tuple[Killer, ...]:
    """The articles of a chunk that end the processes that read them."""
    return tuple(_search(_Piece(tuple(range(len(chunk.sources)))), chunk, job, alone))


def _search(piece: _Piece, chunk: Chunk, job: Job, alone: Alone) -> Iterator[Killer]:
    """The killers in a piece that is suspected to hold some."""
    if len(piece.sources) > 1:
        smaller = [_Piece(piece.sources[start:end]) for start, end in _cuts(0, len(piece.sources))]
    else:
        (source,) = piece.sources
        count = alone(count_articles, chunk, job, source) if piece.places is None else 0
        if isinstance(count, Killed):  # It cannot even be read as what it is.
            yield Killer(source, None, count.times)
            return
        smaller = [_Piece(piece.sources, cut) for cut in _cuts(*(piece.places or (0, count)))]
    for one in smaller:
        ended = alone(outlive, chunk, job, one.sources, one.places)
        if isinstance(ended, Killed):
            if one.places and one.places[1] - one.places[0] == 1:
                yield Killer(one.sources[0], one.places[0], ended.times)
            else:
                yield from _search(one, chunk, job, alone)


def _cuts(start: int, end: int) -> list[tuple[int, int]]:
    step = max(1, -(-(end - start) // _PIECES))
    return [(at, min(at + step, end)) for at in range(start, end, step)]
