"""Articles that tell one text: an agency dispatch that five papers print counts once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from recoupe.text import fold

if TYPE_CHECKING:
    from datasketch import LeanMinHash, MinHash

__all__ = ["Families", "words_of"]

_WORD = re.compile(r"\w+")
_RUN = 4
_PERMUTATIONS = 96
_ALIKE = 0.55
"""The share of four-word runs from which on two articles are one text: a dispatch with another headline and ending."""
_FEW = 400
"""Articles that are each set against each, which is quickest up to there; of more, those that an index finds near."""
_BANDS = (24, 4)
"""Bands and rows of the index: given, since to work them out takes longer than most groups."""
_REMEMBERED = 50_000
"""Signatures in memory, of about a kilobyte each."""


def words_of(text: str) -> list[str]:
    """The words of a text as copies keep them: without case, punctuation and spaces."""
    return _WORD.findall(fold(text).casefold())


class Families:
    """Near-copies among articles, by MinHash.

    Args:
        text_of: the text of an article by its id.
    """

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._hashes: dict[str, LeanMinHash] = {}
        self._blank: MinHash | None = None  # Its permutations are the same for all, and slow to make.

    def of(self, ids: Iterable[str]) -> dict[str, str]:
        """The family of each article, named after its first member: articles of one family are one text."""
        articles = list(dict.fromkeys(ids))
        if len(articles) < 2:
            return {id: id for id in articles}
        hashes = [self._hash(id) for id in articles]
        family: dict[str, str] = {}
        for id, near in zip(articles, (_each if len(articles) <= _FEW else _indexed)(hashes), strict=True):
            alike = {family[articles[place]] for place in near}
            family[id] = min(alike, default=id)
            if len(alike) > 1:  # This one joins families that were apart.
                family.update({other: family[id] for other, head in family.items() if head in alike})
        return family

    def _hash(self, id: str) -> LeanMinHash:
        from datasketch import LeanMinHash, MinHash

        if id not in self._hashes:
            if len(self._hashes) >= _REMEMBERED:
                self._hashes.pop(next(iter(self._hashes)))  # The oldest: claims come in the order of articles.
            words = words_of(self._text_of(id))
            runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
            self._blank = self._blank or MinHash(num_perm=_PERMUTATIONS)
            made = self._blank.copy()
            made.update_batch([run.encode() for run in runs])
            self._hashes[id] = LeanMinHash(made)
        return self._hashes[id]


def _each(hashes: Sequence[LeanMinHash]) -> Iterator[list[int]]:
    """For every signature the places of those before it that are alike."""
    import numpy as np

    rows = np.stack([one.hashvalues for one in hashes])
    for place in range(len(hashes)):
        same = (rows[:place] == rows[place]).sum(axis=1)
        yield np.flatnonzero(same >= _ALIKE * _PERMUTATIONS).tolist()


def _indexed(hashes: Sequence[LeanMinHash]) -> Iterator[list[int]]:
    """The same, of those that an index finds near."""
    from datasketch import MinHashLSH

    index = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
    for place, one in enumerate(hashes):
        yield [near for near in index.query(one) if one.jaccard(hashes[near]) >= _ALIKE]
        index.insert(place, one)
