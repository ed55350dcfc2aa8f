"""The model's dependency trees, decided by compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import recoupe__loops as loops

from recoupe.nlp.fast.scores import Scorer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.nlp.fast.panels import Floats

__all__ = ["TreeFinder"]

_KINDS = "SDLRB"
"""Shift, reduce, left arc, right arc, break, as the loops count them."""
_STATES = 16
"""Of what a state allows: 1 shift, 2 reduce, 4 arcs, 8 break, added up."""


class TreeFinder:
    """Finds heads and relations as a `DependencyParser` does.

    Raises:
        ValueError: the component has moves or labels that this does not know.
    """

    def __init__(self, parser: Any) -> None:
        self._scorer = Scorer(parser.model)
        names = [parser.moves.get_class_name(index) for index in range(parser.moves.n_moves)]
        labels = [name[2:] for name in names]
        if any("||" in label or label == "subtok" for label in labels) or {name[0] for name in names} != set(_KINDS):
            raise ValueError(f"unknown moves among {names}")
        self._relations = [*labels, "ROOT"]
        self._kinds = np.array([_KINDS.index(name[0]) for name in names], dtype=np.intc)
        groups = [(1, 2, 4, 4, 8)[kind] for kind in self._kinds]
        self._allowed = Scorer.allowed([[bool(state & group) for group in groups] for state in range(_STATES)])

    def find(self, vectors: Floats, lengths: Sequence[int]) -> tuple[list[int], list[str]]:
        """The head of every token, as an index into its sentence (its own for a root), and its relation.

        Args:
            vectors: of the tokens.
            lengths: of the sentences, in tokens.
        """
        heads, ties = np.empty((2, len(vectors)), dtype=np.intc)
        for start, end, table, some in self._scorer.tables(vectors, lengths):
            loops.tree_moves(
                table, some, *self._scorer.weights, self._allowed, self._kinds, heads[start:end], ties[start:end]
            )
        return heads.tolist(), [self._relations[tie] for tie in ties.tolist()]
