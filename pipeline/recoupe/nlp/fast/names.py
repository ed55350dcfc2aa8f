"""The model's named entities, decided for many sentences at once: one word of each a step, in arrays.

The same moves as spaCy's `BiluoPushDown`, for documents without entities or sentence bounds set beforehand. The stock
code decides state by state and, on Python 3.11, asks for the interpreter's lock at every step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recoupe.nlp.fast.scores import Scorer, Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from recoupe.nlp.fast.scores import Floats, Indices

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
        self.scorer = Scorer(ner.model)
        names = [ner.moves.get_class_name(index) for index in range(ner.moves.n_moves)]
        self._kinds = np.array([name[0] for name in names])
        if not set(self._kinds) <= set("BILUO"):
            raise ValueError(f"unknown moves among {names}")
        self._labels = [name[2:] for name in names]
        known = sorted({label for label in self._labels if label})
        opens = [
            known.index(label) + 1 if name[0] in "BI" else 0 for name, label in zip(names, self._labels, strict=True)
        ]
        self._opens = np.array(opens, dtype=np.intp)
        self._allowed = np.array(
            [
                [0.0 if self._may(move, (["", *known])[opened], last, space) else -np.inf for move in range(len(names))]
                for opened in range(len(known) + 1)
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

    def find(self, encoded: Sequence[Floats], sentences: Sentences, spaces: NDArray[np.bool_]) -> list[Name]:
        """The entities of some sentences, in order, as indices into all their tokens.

        Args:
            encoded: the tokens' vectors, piece by piece.
            sentences: where each sentence begins.
            spaces: for every token, whether it is white space.
        """
        moves = self._moves(self.scorer.tables(encoded), sentences, spaces)
        kinds = self._kinds[moves]
        begun = np.maximum.accumulate(np.where(np.isin(kinds, ("B", "U")), np.arange(len(moves)), 0))
        ends = np.flatnonzero(np.isin(kinds, ("L", "U")))
        return [Name(int(begun[end]), int(end) + 1, self._labels[moves[end]]) for end in ends]

    def _moves(self, tables: Sequence[Floats], sentences: Sentences, spaces: NDArray[np.bool_]) -> Indices:
        order = np.argsort(-sentences.lengths, kind="stable")
        starts, lengths = sentences.starts[order], sentences.lengths[order]
        moves = np.zeros(sentences.total, dtype=np.intp)
        opened = np.zeros(len(order), dtype=np.intp)
        first = np.full(len(order), sentences.total)
        for step in range(int(lengths[0]) if len(order) else 0):
            active = int(np.count_nonzero(lengths > step))
            opened, first, token = opened[:active], first[:active], starts[:active] + step
            inside = opened > 0
            features = (
                token,
                np.where(inside, first, sentences.total),
                np.where(inside, token - 1, sentences.total),
            )
            state = 4 * opened + 2 * (lengths[:active] == step + 1) + spaces[token]
            move = (self.scorer.scores(tables, features) + self._allowed[state]).argmax(axis=1)
            moves[token] = move
            first = np.where(inside, first, token)
            opened = self._opens[move]
        return moves
