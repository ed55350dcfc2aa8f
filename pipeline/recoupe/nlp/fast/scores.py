"""What scores the moves of a transition model: its weights as the loops want them, and what each token adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.nlp.fast.panels import LANES, Panels, aligned
from recoupe.nlp.fast.runs import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from thinc.api import Model

    from recoupe.nlp.fast.panels import Floats, Indices

__all__ = ["Scorer"]

_ROWS = 256
"""Tokens whose tables are made together, at 4 kB each for a parse: they stay in a second-level cache."""


class Scorer:
    """The part of a transition model above its encoder.

    Attributes:
        weights: what the loops take of it: the bias of the hidden layer, weights and bias of the last one.
    """

    def __init__(self, model: Model[Any, Any]) -> None:
        chain, lower, upper = model.layers
        linear = chain.layers[-1]
        self._linear = Panels.of(linear.get_param("W").T, linear.get_param("b"))
        weights: NDArray[Any] = lower.get_param("W")  # type: ignore[assignment]
        features, hidden, parts, inputs = weights.shape
        if parts != 2 or hidden % LANES or hidden > 256 or model.attrs["unseen_classes"]:
            raise ValueError(f"expected 2 pieces of at most 256 and no unseen class, found {parts} of {hidden}")
        self._lower = Panels.of(weights.transpose(3, 0, 2, 1).reshape(inputs, -1))
        pad: NDArray[Any] = lower.get_param("pad")  # type: ignore[assignment]
        bias: NDArray[Any] = lower.get_param("b")  # type: ignore[assignment]
        self._pad: Floats = np.ascontiguousarray(pad[0].transpose(0, 2, 1).reshape(-1))
        self.weights = (
            np.ascontiguousarray(bias.T.reshape(-1)),
            _filled_up(upper.get_param("W").T, 0),
            _filled_up(upper.get_param("b"), 0),
        )
        self._room = aligned(0, features * parts * hidden)

    def tables(self, vectors: Floats, lengths: Sequence[int]) -> Iterator[tuple[int, int, Floats, Indices]]:
        """For some sentences at a time: their first token, the one after their last, their table, and their lengths.

        A table is what each token adds to the hidden layer for each feature, and last what « no token » does; it is
        good until the next is asked for.

        Args:
            vectors: of the tokens of some sentences.
            lengths: of these, in tokens.
        """
        mixed = self._linear.products(vectors)
        start = 0
        for run in runs(lengths, lengths, _ROWS):
            end = start + sum(run)
            rows = max(_ROWS, end - start) + 1
            if len(self._room) != rows:  # What an endless sentence took is given back.
                self._room = aligned(rows, self._room.shape[1])
            table = self._room[: end - start + 1]
            self._lower.products(mixed[start:end], table[:-1])
            table[-1] = self._pad
            yield start, end, table, np.array(run, dtype=np.intp)
            start = end

    @staticmethod
    def allowed(states: Sequence[Sequence[bool]]) -> Floats:
        """For each state and move 0 if it may be made, else minus infinity."""
        return _filled_up(np.where(np.array(states), 0, -np.inf), -np.inf)


def _filled_up(rows: Any, value: float) -> Floats:
    """With columns that bring the moves to a multiple of the lanes."""
    more = [(0, 0)] * (rows.ndim - 1) + [(0, -rows.shape[-1] % LANES)]
    wide = np.pad(rows, more, constant_values=value)
    found = aligned(*wide.shape)
    found[:] = wide
    return found
