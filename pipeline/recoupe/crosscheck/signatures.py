"""MinHash signatures of articles over runs of four words: two texts share as many of their entries as of their runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from datasketch import MinHash
    from numpy import uint32
    from numpy.typing import NDArray

__all__ = ["PERMUTATIONS", "Signatures", "sketch"]

PERMUTATIONS = 96
"""The entries of a signature."""
_RUN = 4
_MEMORY = 65_536
"""Kibibytes that the signatures of some 130,000 articles fill; those of more are looked up in the file."""
_PIECE = 4_096
"""Runs at a time, so that memory does not grow with the text."""


class Signatures:
    """The signature of each article, made once: they are kept in a temporary file that SQLite bounds the memory of.

    Args:
        words_of: the words of an article by its id.
    """

    def __init__(self, words_of: Callable[[str], list[str]]) -> None:
        self._words_of = words_of
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("create table signatures (article text primary key, entries blob) without rowid")
        self._kept.execute(f"pragma cache_size = {-_MEMORY}")
        self._kept.execute("begin")

    def close(self) -> None:
        """Lets go of the file."""
        self._kept.close()

    def of(self, articles: Sequence[str]) -> NDArray[uint32]:
        """The signatures of articles, a row each."""
        import numpy as np

        kept = b"".join(map(self._of, articles))
        return np.frombuffer(kept, np.uint32).reshape(len(articles), PERMUTATIONS)

    def _of(self, article: str) -> bytes:
        row = self._kept.execute("select entries from signatures where article = ?", (article,)).fetchone()
        if row:
            return bytes(row[0])
        made = _signature(self._words_of(article)).tobytes()
        self._kept.execute("insert into signatures values (?, ?)", (article, made))
        return made


def sketch(entries: NDArray[uint32]) -> MinHash:
    """A row of signatures as datasketch's index takes it."""
    import numpy as np

    made = _blank().copy()
    made.hashvalues = entries.astype(np.uint64)
    return made


def _signature(words: list[str]) -> NDArray[uint32]:
    import numpy as np

    made = _blank().copy()
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
    pieces = iter(run.encode() for run in runs)
    while piece := list(islice(pieces, _PIECE)):
        made.update_batch(piece)
    entries: NDArray[uint32] = made.hashvalues.astype(np.uint32)
    return entries


@cache
def _blank() -> MinHash:
    """The signature of nothing: its permutations are the same for all, and slow to make.

    Runs are told apart by a checksum of 32 bits, as many as datasketch keeps: its own hash costs ten times as much.
    """
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, hashfunc=crc32)
