"""The forms of tokens, numbered: each is read off spaCy once, and a text is cut by looking up its pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from recoupe.nlp.fast.runs import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    from recoupe.nlp.fast.panels import Indices

__all__ = ["Forms", "flat"]

_MOST = 200_000
"""Forms, and pieces of text, that are remembered."""
_ROOM = 4_096
_LONG = 100_000
"""Characters of pieces that are cut together; a longer one is cut with its text."""
_BETWEEN = "\ue000"
"""Stands between these, so that nothing that spaCy knows as one token can be made of two pieces."""


class Forms:
    """A form is a spelling with its norm, and whether a space follows it; its number tells all three.

    spaCy cuts text at single spaces first, and each piece between two by itself. So a piece is cut once, and what comes
    of it is remembered.

    Attributes:
        age: how often all was forgotten; a number means nothing at another age.
        columns: spaCy's attributes of a token that are kept, its form's hash first.
        features: of each form these attributes; row 0 is no form.
        spellings: of each form.
        spelt: of each form the number of its spelling: those of two forms with one spelling are the same.
    """

    def __init__(self, nlp: Language, attributes: Iterable[str]) -> None:
        from spacy.attrs import IDS, IS_SPACE, LENGTH, NORM, ORTH, SPACY

        self._make_doc = nlp.make_doc
        self._most = nlp.max_length
        own = [ORTH, NORM, SPACY, LENGTH, IS_SPACE]
        self.columns: list[int] = [*own, *sorted({IDS[name] for name in attributes} - set(own))]
        self.age = -1
        self._forget()

    def _forget(self) -> None:
        self.age += 1
        self.features: NDArray[np.uint64] = np.zeros((_ROOM, len(self.columns)), np.uint64)
        self.spelt: Indices = np.zeros(_ROOM, np.intp)
        self.spellings = [""]
        self._numbers: dict[tuple[int, ...], int] = {}
        self._spelt: dict[str, int] = {}
        self._pieces: dict[str, list[int]] = {}  # each followed by a space
        self._unspaced: dict[int, int] = {}  # the form with one spelling and norm that no space follows

    def __len__(self) -> int:
        return len(self.spellings)

    def columns_of(self, attributes: Iterable[str]) -> list[int]:
        """Where in a row of `features` these attributes stand."""
        from spacy.attrs import IDS

        return [self.columns.index(IDS[name]) for name in attributes]

    def renew(self) -> None:
        """Forgets all numbers if there are too many; called where none is in use."""
        if len(self) + len(self._pieces) > _MOST:
            self._forget()

    def of_texts(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of the tokens that `make_doc` cuts each text into.

        Raises:
            ValueError: a text is longer than the model takes.
        """
        cut = [text.split(" ") for text in texts]
        new = sorted(set(chain.from_iterable(cut)).difference(self._pieces))
        # The others end in white space, and are cut with their texts: a run of it goes on beyond its first space.
        alone = [piece for piece in new if piece and not piece[-1].isspace() and len(piece) < _LONG]
        for run in runs(alone, [len(piece) for piece in alone], _LONG):
            self._learn(run)
        return [self._of_pieces(text, pieces) for text, pieces in zip(texts, cut, strict=True)]

    def _of_pieces(self, text: str, pieces: list[str]) -> list[int]:
        if len(text) <= self._most:
            try:
                found = list(chain.from_iterable(map(self._pieces.__getitem__, pieces)))
                found[-1] = self._unspaced[found[-1]]
                return found
            except KeyError:
                pass
        return self.of_doc(self._make_doc(text))

    def _learn(self, pieces: Sequence[str]) -> None:
        numbers = self.of_doc(self._make_doc("".join(f"{piece} {_BETWEEN} " for piece in pieces)))
        spaced = np.flatnonzero(self.features[numbers, 2])[::2]  # the last token of each piece
        start = 0
        for piece, last in zip(pieces, spaced.tolist(), strict=True):
            self._pieces[piece] = numbers[start : last + 1]
            start = last + 2
        ends = sorted({numbers[last] for last in spaced.tolist()} - self._unspaced.keys())
        bare = self.features[ends]
        bare[:, 2] = 0
        self._unspaced.update(zip(ends, self._of_rows(bare, [self.spellings[end] for end in ends]), strict=True))

    def of_doc(self, doc: Doc) -> list[int]:
        """The numbers of the tokens of a document."""
        rows: NDArray[np.uint64] = np.asarray(doc.to_array([*self.columns])).reshape(-1, len(self.columns))
        return self._of_rows(rows, doc)

    def _of_rows(self, rows: NDArray[np.uint64], tokens: Sequence[object] | Doc) -> list[int]:
        """The numbers of forms with these features, whose spellings are what `str` says of the tokens."""
        keys = [(form, norm, space) for form, norm, space in rows[:, :3].tolist()]
        new = {key: at for at, key in enumerate(keys) if key not in self._numbers}
        if new:
            self._add(list(new), rows[list(new.values())], [str(tokens[at]) for at in new.values()])
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
