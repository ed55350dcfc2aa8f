"""The model's named entities, decided by compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import recoupe__loops as loops

from recoupe.nlp.fast.scores import Scorer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from recoupe.nlp.fast.panels import Floats

__all__ = ["Name", "NameFinder"]


class Name(NamedTuple):
    """An entity: its first token, the one after its last, and its label."""

    first: int
    last: int
    label: str


class NameFinder:
    """Finds entities as an `EntityRecognizer` does.

    Raises:
        ValueError: the component has moves that this does not know.
    """

    def __init__(self, ner: Any) -> None:
        self._scorer = Scorer(ner.model)
        names = [ner.moves.get_class_name(index) for index in range(ner.moves.n_moves)]
        self._kinds = [name[0] for name in names]
        if not set(self._kinds) <= set("BILUO"):
            raise ValueError(f"unknown moves among {names}")
        self._labels = [name[2:] for name in names]
        known = ["", *sorted({label for label in self._labels if label})]
        opens = [
            known.index(label) if kind in "BI" else 0 for kind, label in zip(self._kinds, self._labels, strict=True)
        ]
        self._opens = np.array(opens, dtype=np.intc)
        self._allowed = Scorer.allowed(
            [
                [self._may(move, opened, last, space) for move in range(len(names))]
                for opened in known
                for last in (False, True)
                for space in (False, True)
            ]
        )

    def _may(self, move: int, opened: str, last: bool, space: bool) -> bool:
        """Whether a move is allowed, given the label of the entity that is open ("" for none)."""
        kind, label = self._kinds[move], self._labels[move]
        if kind == "O":
            return not opened
        if not label:
            return False  # « U- » only repeats what was set beforehand.
        if kind in "IL":
            return opened == label and (kind == "L" or not last)
        return not opened and not space and (kind == "U" or not last)

    def find(self, vectors: Floats, lengths: Sequence[int], spaces: NDArray[np.uint8]) -> Iterator[Name]:
        """The entities of some sentences, in order, as indices into all their tokens.

        Args:
            vectors: of the tokens.
            lengths: of the sentences, in tokens.
            spaces: for every token, whether it is white space.
        """
        moves = np.empty(len(vectors), dtype=np.intc)
        for start, end, table, some in self._scorer.tables(vectors, lengths):
            loops.name_moves(
                table, some, spaces[start:end], *self._scorer.weights, self._allowed, self._opens, moves[start:end]
            )
        first = 0
        for token, move in enumerate(moves.tolist()):
            kind = self._kinds[move]
            if kind in "BU":
                first = token
            if kind in "LU":
                yield Name(first, token + 1, self._labels[move])
