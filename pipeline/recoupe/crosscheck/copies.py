"""Articles that tell one text: an agency dispatch that five papers print counts once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from recoupe.crosscheck.signatures import PERMUTATIONS, Signatures, sketch
from recoupe.text import fold

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray

__all__ = ["Families", "words_of"]

_WORD = re.compile(r"\w+")
_ALIKE = 0.55
"""The share of four-word runs from which on two articles are one text: a dispatch with another headline and ending."""
_FEW = 400
"""Articles that are each set against each, which is quickest up to there; of more, those that an index finds near."""
_BANDS = (24, 4)
"""Bands and rows of the index: given, since to work them out takes longer than most groups."""


def words_of(text: str) -> list[str]:
    """The words of a text as copies keep them: without case, punctuation and spaces."""
    return _WORD.findall(fold(text).casefold())


class Families:
    """Near-copies among articles, by MinHash. To be closed.

    Args:
        text_of: the text of an article by its id.
    """

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._signatures = Signatures(lambda id: words_of(text_of(id)))

    def close(self) -> None:
        """Forgets the articles that were looked at."""
        self._signatures.close()

    def of(self, ids: Iterable[str]) -> dict[str, str]:
        """The family of each article, named after its first member: articles of one family are one text."""
        articles = list(dict.fromkeys(ids))
        if len(articles) < 2:
            return {id: id for id in articles}
        rows = self._signatures.of(articles)
        family: dict[str, str] = {}
        for id, near in zip(articles, (_each if len(articles) <= _FEW else _indexed)(rows), strict=True):
            alike = {family[articles[place]] for place in near}
            family[id] = min(alike, default=id)
            if len(alike) > 1:  # This one joins families that were apart.
                family.update({other: family[id] for other, head in family.items() if head in alike})
        return family


def _each(rows: NDArray[uint32]) -> Iterator[list[int]]:
    """For every signature the places of those before it that are alike."""
    same = (rows[:, None] == rows).sum(axis=2) >= _ALIKE * PERMUTATIONS
    for place, row in enumerate(same.tolist()):
        yield [before for before in range(place) if row[before]]


def _indexed(rows: NDArray[uint32]) -> Iterator[list[int]]:
    """The same, of those that an index finds near."""
    from datasketch import MinHashLSH

    index = MinHashLSH(num_perm=PERMUTATIONS, params=_BANDS)
    for place, row in enumerate(rows):
        signature = sketch(row)
        near = sorted(index.query(signature))
        same = (rows[near] == row).sum(axis=1)
        yield [other for other, count in zip(near, same, strict=True) if count >= _ALIKE * PERMUTATIONS]
        index.insert(place, signature)
