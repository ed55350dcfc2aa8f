"""Weights as the loops want them: in panels of as many columns as stay in a processor's registers with their sums."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import recoupe__loops as loops

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from thinc.api import Model

    Floats = NDArray[np.float32]
    Indices = NDArray[np.intp]
    Packed = NDArray[np.uint8]

__all__ = ["LANES", "Maxout", "Panels", "aligned"]

LANES: int = loops.LANES
"""The loops take outputs and moves by so many."""
_PIECES = 3
_OUTPUTS: int = loops.COLUMNS // _PIECES
"""Outputs of a layer in a panel."""
_LINE = 64
"""Bytes of a line of the processor's cache."""


class Panels(NamedTuple):
    """The weights and the bias of a matrix product.

    What it gives for a row depends, on one machine, on that row alone, to the last bit; that of a general library
    depends on where the row stands among others.
    """

    weights: Packed
    bias: Floats
    columns: int

    @classmethod
    def of(cls, weights: Any, bias: Any = None, filled: float = 0) -> Panels:
        """Of weights, a row an input; columns that fill up the last panel get zeros and the bias `filled`."""
        inputs, columns = weights.shape
        more = -columns % loops.COLUMNS
        wide = np.pad(weights, [(0, 0), (0, more)])
        return cls(
            _packed(wide.reshape(inputs, -1, loops.COLUMNS).transpose(1, 0, 2)),
            _in_order(np.pad(np.zeros(columns) if bias is None else bias, (0, more), constant_values=filled)),
            columns,
        )

    def products(self, rows: Floats, out: Floats | None = None) -> Floats:
        """Each row by the weights, and the bias."""
        if out is None:
            out = aligned(len(rows), self.columns)
        loops.products(rows, self.weights, self.bias, out)
        return out

    def best(self, rows: Floats) -> list[int]:
        """For each row the column of the highest product; the first of equals.

        Of a product that is `filled` with minus infinity, so that no column that only fills up is the highest.

        Raises:
            ValueError: there are more columns than the loops have room for.
        """
        if len(self.bias) > loops.MOST_COLUMNS:
            raise ValueError(f"expected at most {loops.MOST_COLUMNS} columns, found {self.columns}")
        out = np.empty(len(rows), dtype=np.intc)
        loops.best(rows, self.weights, self.bias, out)
        numbers: list[int] = out.tolist()
        return numbers


class Maxout(NamedTuple):
    """A layer: of each output the largest of three pieces, normed.

    Attributes:
        weights, bias: in panels, which hold the three pieces of sixteen outputs, then those of sixteen more.
        scale, shift: of the norm.
    """

    weights: Packed
    bias: Floats
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, maxout: Model[Any, Any], norm: Model[Any, Any]) -> Maxout:
        """Of the weights of thinc's two layers.

        Raises:
            ValueError: they have another shape than the loops are written for.
        """
        weights: NDArray[Any] = maxout.get_param("W")  # type: ignore[assignment]
        bias: NDArray[Any] = maxout.get_param("b")  # type: ignore[assignment]
        outputs, pieces, inputs = weights.shape
        if pieces != _PIECES or outputs % _OUTPUTS or outputs > loops.MOST_HIDDEN:
            raise ValueError(f"expected 3 pieces of a multiple of 32, at most 256, found {pieces} of {outputs}")
        return cls(
            _packed(weights.reshape(-1, 2, LANES, pieces, inputs).transpose(0, 4, 1, 3, 2)),
            _in_order(bias.reshape(-1, LANES, pieces).transpose(0, 2, 1)),
            _in_order(norm.get_param("G")),
            _in_order(norm.get_param("b")),
        )

    def of_rows(self, rows: Floats) -> Floats:
        """What the layer makes of each row."""
        out = aligned(len(rows), len(self.scale))
        loops.layer(rows, self.weights, self.bias, self.scale, self.shift, out)
        return out

    def of_windows(self, rows: Floats, lengths: Indices, pads: int, out: Floats) -> None:
        """What it makes of each row beside its neighbours, the row added: see the loops' `window_layer`."""
        loops.window_layer(rows, lengths, pads, self.weights, self.bias, self.scale, self.shift, out)


def aligned(*shape: int) -> Floats:
    """Room that begins where a line of the cache does: what is read across two lines is read a sixth slower."""
    size = prod(shape)
    room = np.empty(size + _LINE // 4, "f4")
    first = -room.ctypes.data % _LINE // 4
    return room[first : first + size].reshape(shape)


def _packed(panels: Any) -> Packed:
    """Weights panel by panel, then input by input, as this processor wants them."""
    count, inputs = panels.shape[:2]
    found = aligned(count, loops.packed_size(inputs) // 4).view(np.uint8)
    found[:] = 0
    loops.pack(np.ascontiguousarray(panels, "f4").reshape(count, -1), found)
    return found


def _in_order(numbers: Any) -> Floats:
    found = aligned(numbers.size)
    found[:] = numbers.reshape(-1)
    return found
