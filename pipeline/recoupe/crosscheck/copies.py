"""Articles that tell one text: an agency dispatch that five papers print counts once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from recoupe.store.naming import key_of

__all__ = ["Families"]

_WORDS = 4
_PERMUTATIONS = 96
_ALIKE = 0.55
"""The share of four-word runs from which on two articles are one text: a dispatch with another headline and ending."""
_BANDS = (24, 4)
"""Bands and rows of the index: given, since to work them out takes longer than most groups."""
_REMEMBERED = 20_000


class Families:
    """Near-copies among articles, by MinHash.

    Args:
        text_of: the text of an article by its id.
    """

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._hashes: dict[str, Any] = {}

    def of(self, ids: Iterable[str]) -> dict[str, str]:
        """The family of each article, named after its first member: articles of one family are one text."""
        articles = list(dict.fromkeys(ids))
        if len(articles) < 2:
            return {id: id for id in articles}
        from datasketch import MinHashLSH

        family: dict[str, str] = {}
        index = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
        for id in articles:
            mine = self._hash(id)
            alike = [other for other in index.query(mine) if mine.jaccard(self._hash(other)) >= _ALIKE]
            index.insert(id, mine)
            heads = sorted({family[other] for other in alike}) or [id]
            family[id] = heads[0]
            family.update({other: heads[0] for other, head in family.items() if head in heads})
        return family

    def _hash(self, id: str) -> Any:
        from datasketch import MinHash

        if id not in self._hashes:
            if len(self._hashes) > _REMEMBERED:
                self._hashes.clear()
            words = key_of(self._text_of(id)).split()
            runs = {" ".join(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1))}
            made = MinHash(num_perm=_PERMUTATIONS)
            made.update_batch([run.encode() for run in runs])
            self._hashes[id] = made
        return self._hashes[id]
