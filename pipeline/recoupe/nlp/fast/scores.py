"""How a transition model scores the moves of many states at once: features summed, one maxout, one linear layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from thinc.api import Model

    Floats = NDArray[np.float32]
    Indices = NDArray[np.intp]

__all__ = ["Scorer", "Sentences", "pieces"]

_PIECE = 6_000
"""Tokens encoded together, of one article: a number of its own, so that results depend on the article alone."""
_KEPT = 16_000
"""Rows of features kept for the next batch; what an endless sentence took is given back."""


def pieces(articles: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    """The documents of each article in runs of at most so many tokens; a longer document makes a run of its own."""
    for docs in articles:
        run: list[Any] = []
        size = 0
        for doc in docs:
            if run and size + len(doc) > _PIECE:
                yield run
                run, size = [], 0
            run.append(doc)
            size += len(doc)
        if run:
            yield run


class Sentences(NamedTuple):
    """The tokens of several sentences, one after the other.

    Attributes:
        starts, lengths: of each sentence, in tokens.
        total: how many tokens there are; as an index, it means « no token ».
    """

    starts: Indices
    lengths: Indices
    total: int

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Sentences:
        """Sentences of these lengths."""
        sizes = np.array(lengths, dtype=np.intp)
        ends = np.cumsum(sizes)
        return cls(ends - sizes, sizes, int(ends[-1]) if len(sizes) else 0)


class Scorer:
    """The part of a transition model above its encoder.

    The last layer is multiplied in double precision: matrix products in single precision depend, in their last bits,
    on where in a batch a row stands, and no decision may depend on the company it was taken in.
    """

    def __init__(self, model: Model[Any, Any]) -> None:
        chain, lower, upper = model.layers
        linear = chain.layers[-1]
        self._linear = np.ascontiguousarray(linear.get_param("W").T)
        self._linear_bias = linear.get_param("b")
        weights: NDArray[Any] = lower.get_param("W")  # type: ignore[assignment]
        features, self._hidden, parts, inputs = weights.shape
        if parts != 2 or model.attrs["unseen_classes"]:
            raise ValueError(f"expected 2 pieces and no unseen class, found {parts}")
        by_part = weights.transpose(0, 2, 1, 3).reshape(features, parts * self._hidden, inputs)
        self._lower = [np.ascontiguousarray(each.T) for each in by_part]
        pad: NDArray[Any] = lower.get_param("pad")  # type: ignore[assignment]
        bias: NDArray[Any] = lower.get_param("b")  # type: ignore[assignment]
        self._pad = np.ascontiguousarray(pad[0].transpose(0, 2, 1).reshape(features, -1))
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._kept = np.empty((len(self._lower), 1, 2 * self._hidden), "f4")
        self._upper = np.ascontiguousarray(upper.get_param("W").T, dtype="f8")
        self._upper_bias = np.asarray(upper.get_param("b"), dtype="f8")

    def tables(self, encoded: Sequence[Floats]) -> list[Floats]:
        """What each token adds to the hidden layer, one table a feature; the last row is that of « no token ».

        They are good until the next are asked for: fresh memory costs as much as the products.

        Args:
            encoded: the tokens' vectors, piece by piece.
        """
        count = sum(map(len, encoded))
        if not count < self._kept.shape[1] <= max(_KEPT, count + 1):
            self._kept = np.empty((len(self._lower), count + 1, 2 * self._hidden), "f4")
        tables = [table[: count + 1] for table in self._kept]
        at = 0
        for vectors in encoded:
            mixed = vectors @ self._linear
            mixed += self._linear_bias
            for table, weights in zip(tables, self._lower, strict=True):
                np.matmul(mixed, weights, out=table[at : at + len(vectors)])
            at += len(vectors)
        for table, pad in zip(tables, self._pad, strict=True):
            table[count] = pad
        return tables

    def scores(self, tables: Sequence[Floats], tokens: Sequence[Indices]) -> NDArray[np.float64]:
        """The scores of every move in some states, given the token of each feature."""
        total = tables[0].take(tokens[0], axis=0)
        for table, indices in zip(tables[1:], tokens[1:], strict=True):
            total += table.take(indices, axis=0)
        total += self._bias
        hidden = np.maximum(total[:, : self._hidden], total[:, self._hidden :])
        scores: NDArray[np.float64] = hidden.astype("f8") @ self._upper
        scores += self._upper_bias
        return scores
