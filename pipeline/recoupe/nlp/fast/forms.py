"""The forms of tokens, numbered: each is read off spaCy once, and a text is cut by looking up its pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    from recoupe.nlp.fast.panels import Indices

__all__ = ["Forms", "flat"]

_MOST = 200_000
"""Forms, and pieces of text, that are remembered."""
_ROOM = 4_096


class Forms:
    """A form is a spelling with its norm, and whether a space follows it; its number tells all three.

    spaCy cuts text at single spaces first, and each piece between two by itself. So a piece is cut once, and what comes
    of it is remembered, followed by a space or not.

    Attributes:
        age: how often all was forgotten; a number means nothing at another age.
        columns: spaCy's attributes of a token that are kept, its form's hash first.
        features: of each form these attributes; row 0 is no form.
        spellings: of each form.
        spelt: of each form the number of its spelling: those of two forms with one spelling are the same.
    """

    def __init__(self, nlp: Language, attributes: Iterable[int]) -> None:
        from spacy.attrs import IS_SPACE, LENGTH, NORM, ORTH, SPACY

        self._make_doc = nlp.make_doc
        self._most = nlp.max_length
        own = [ORTH, NORM, SPACY, LENGTH, IS_SPACE]
        self.columns: list[int] = [*own, *sorted(set(attributes) - set(own))]
        self.age = -1
        self._forget()

    def _forget(self) -> None:
        self.age += 1
        self.features: NDArray[np.uint64] = np.zeros((_ROOM, len(self.columns)), np.uint64)
        self.spelt: Indices = np.zeros(_ROOM, np.intp)
        self.spellings = [""]
        self._numbers: dict[tuple[int, ...], int] = {}
        self._spelt: dict[str, int] = {}
        self._before_space: dict[str, list[int]] = {}
        self._at_end: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self.spellings)

    def renew(self) -> None:
        """Forgets all numbers if there are too many; called where none is in use."""
        if len(self) + len(self._before_space) + len(self._at_end) > _MOST:
            self._forget()

    def of_text(self, text: str) -> list[int]:
        """The numbers of the tokens that `make_doc` cuts a text into.

        Raises:
            ValueError: the text is longer than the model takes.
        """
        *pieces, last = text.split(" ")
        try:
            return [*chain.from_iterable(map(self._before_space.__getitem__, pieces)), *self._at_end[last]]
        except KeyError:
            pass
        if len(text) > self._most or any(not piece or piece[-1].isspace() for piece in (*pieces, last)):
            return self.of_doc(self._make_doc(text))  # A run of white space goes on beyond its first space.
        for piece in set(pieces) - self._before_space.keys():
            self._before_space[piece] = self.of_doc(self._make_doc(piece + " "))
        if last not in self._at_end:
            self._at_end[last] = self.of_doc(self._make_doc(last))
        return [*chain.from_iterable(map(self._before_space.__getitem__, pieces)), *self._at_end[last]]

    def of_doc(self, doc: Doc) -> list[int]:
        """The numbers of the tokens of a document."""
        rows: NDArray[np.uint64] = np.asarray(doc.to_array([*self.columns])).reshape(-1, len(self.columns))
        keys = [(form, norm, space) for form, norm, space in rows[:, :3].tolist()]
        try:
            return [self._numbers[key] for key in keys]
        except KeyError:
            new = {key: at for at, key in enumerate(keys) if key not in self._numbers}
            self._add(list(new), rows[list(new.values())], [doc[at].text for at in new.values()])
            return [self._numbers[key] for key in keys]

    def _add(self, keys: Sequence[tuple[int, ...]], features: NDArray[np.uint64], spellings: Sequence[str]) -> None:
        first = len(self)
        end = first + len(keys)
        if end > len(self.features):
            more = max(end, 2 * len(self.features)) - len(self.features)
            self.features = np.concatenate([self.features, np.zeros((more, len(self.columns)), np.uint64)])
            self.spelt = np.concatenate([self.spelt, np.zeros(more, np.intp)])
        self.features[first:end] = features
        self.spelt[first:end] = [self._spelt.setdefault(one, len(self._spelt)) for one in spellings]
        self.spellings += spellings
        self._numbers.update(zip(keys, range(first, end), strict=True))

    def blanks(self, numbers: Indices) -> NDArray[np.uint8]:
        """Whether tokens are white space: 0 or 1."""
        blanks: NDArray[np.uint8] = self.features[numbers, 4].astype(np.uint8)
        return blanks

    def places(self, numbers: Indices, lengths: Sequence[int], offsets: Sequence[int]) -> tuple[list[int], list[int]]:
        """Where tokens begin and end.

        Args:
            numbers: of the tokens of some documents.
            lengths: of these, in tokens.
            offsets: where each begins.
        """
        spaces, sizes = self.features[numbers, 2].astype(np.intp), self.features[numbers, 3].astype(np.intp)
        after = np.concatenate([[0], np.cumsum(sizes + spaces)])  # where the next begins, were there one document
        firsts = after[np.concatenate([[0], np.cumsum(lengths, dtype=np.intp)])[:-1]]
        begins = after[:-1] + np.repeat(np.asarray(offsets, np.intp) - firsts, lengths)
        return begins.tolist(), (begins + sizes).tolist()


def flat(documents: Iterable[Iterable[int]]) -> Indices:
    """The numbers of all tokens of some documents, in order."""
    return np.fromiter(chain.from_iterable(documents), np.intp)
