"""MinHash signatures of articles over runs of four words: two texts share as many of their entries as of their runs."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import uint16, uint64
    from numpy.typing import NDArray

__all__ = ["PERMUTATIONS", "Signatures"]

PERMUTATIONS = 96
"""The entries of a signature."""
_RUN = 4
_MEMORY = 65_536
"""Kibibytes that the signatures of some 200,000 articles fill; those of more are looked up in the file."""
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

    def of(self, articles: Sequence[str]) -> NDArray[uint16]:
        """The signatures of articles, a row each."""
        import numpy as np

        kept = b"".join(map(self._of, articles))
        return np.frombuffer(kept, np.uint16).reshape(len(articles), PERMUTATIONS)

    def _of(self, article: str) -> bytes:
        row = self._kept.execute("select entries from signatures where article = ?", (article,)).fetchone()
        if row:
            return bytes(row[0])
        made = _signature(self._words_of(article)).tobytes()
        self._kept.execute("insert into signatures values (?, ?)", (article, made))
        return made


def _signature(words: list[str]) -> NDArray[uint16]:
    import numpy as np

    runs = _runs(words)
    factors, terms = _permutations()
    least = np.full(PERMUTATIONS, -1, np.int64).astype(np.uint64)
    for at in range(0, len(runs), _PIECE):
        np.minimum(least, (factors * runs[at : at + _PIECE] + terms).min(axis=1), out=least)
    return (least >> np.uint64(32)).astype(np.uint16)  # Two minima that differ are alike in 16 bits once in 65,536.


def _runs(words: list[str]) -> NDArray[uint64]:
    """A number for each run of words; a text shorter than a run is one."""
    import numpy as np

    numbers = np.array([*map(_number, words), *[0] * (_RUN - len(words))], np.uint64)
    count = len(numbers) - _RUN + 1
    mixed = np.zeros(count, np.uint64)
    for place in range(_RUN):
        mixed = (mixed ^ numbers[place : place + count]) * np.uint64(0x9E37_79B9_7F4A_7C15)
        mixed ^= mixed >> np.uint64(32)
    return mixed


@lru_cache(maxsize=65_536)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


@cache
def _permutations() -> tuple[NDArray[uint64], NDArray[uint64]]:
    """What each entry multiplies and adds, a row each: drawn once and for all, so that every run finds the same."""
    import numpy as np

    drawn = np.frombuffer(hashlib.shake_128(b"recoupe").digest(PERMUTATIONS * 16), "<u8").astype(np.uint64)
    return drawn[:PERMUTATIONS, None] | np.uint64(1), drawn[PERMUTATIONS:, None]
