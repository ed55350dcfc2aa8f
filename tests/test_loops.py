"""The compiled loops of the fast model give what NumPy gives, and the same bits for a row whatever is beside it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

loops = pytest.importorskip("recoupe__loops", reason="recoupe is installed without its compiled part (no C compiler)")

WIDTH = 96
Floats = NDArray[np.float32]


def floats(*shape: int, seed: int = 3) -> Floats:
    return np.random.default_rng(seed).normal(size=shape).astype("f4")


LAYER = (floats(3 * WIDTH, seed=5), floats(WIDTH, seed=6), floats(WIDTH, seed=7))
"""Bias, scale and shift."""


def normed(work: Floats) -> Floats:
    bias, scale, shift = LAYER
    largest = (work + bias).reshape(-1, 3, WIDTH).max(axis=1)
    centred = largest - largest.mean(axis=1, keepdims=True)
    return np.asarray(
        centred / np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + 1e-8) * scale + shift, dtype="f4"
    )


def finished(work: Floats, beside: Floats, column: int) -> Floats:
    out = np.empty((len(work), WIDTH), "f4")
    loops.finish(work, *LAYER, beside, column, out)
    return out


@pytest.mark.parametrize("rows", [0, 1, 2, 17])
def test_a_layer_is_finished_as_numpy_would(rows: int) -> None:
    work, beside = floats(rows, 3 * WIDTH), floats(rows, 3 * WIDTH, seed=4)
    wanted = normed(work) + beside[:, WIDTH : 2 * WIDTH]
    np.testing.assert_allclose(finished(work, beside, WIDTH), wanted, atol=1e-5)


def test_a_row_has_the_same_bits_whatever_is_beside_it() -> None:
    work, beside = floats(33, 3 * WIDTH), floats(33, WIDTH, seed=4)
    together = finished(work, beside, 0)
    for row in range(len(work)):
        alone = finished(work[row : row + 1].copy(), beside[row : row + 1].copy(), 0)
        assert alone.tobytes() == together[row : row + 1].tobytes()


@pytest.mark.parametrize("lengths", [[1], [2, 1, 5], [40], [3, 0, 3]])
@pytest.mark.parametrize("pads", [1, 2, 3])
def test_windows_leave_the_outermost_rows_of_each_document(lengths: list[int], pads: int) -> None:
    rows = floats(sum(lengths) + 2 * pads * len(lengths), WIDTH)
    out = np.full((len(rows) - 2 * len(lengths), 3 * WIDTH), np.nan, "f4")
    loops.windows(rows, np.array(lengths, dtype=np.intp), pads, out)
    wanted, begin = [], 0
    for length in lengths:
        end = begin + length + 2 * pads
        wanted += [rows[middle - 1 : middle + 2].reshape(-1) for middle in range(begin + 1, end - 1)]
        begin = end
    np.testing.assert_array_equal(out, np.array(wanted))


def test_the_first_layer_adds_the_shares_of_neighbours() -> None:
    shares, table = floats(9, 9 * WIDTH), floats(7, WIDTH, seed=8)
    shares[0], table[0] = 0, 0
    shared, places, lengths, pads = [4, 8, 1, 1, 2], [3, 6, 1, 2, 5], [3, 2], 2
    out = np.empty((len(shared) + 2 * pads * len(lengths), WIDTH), "f4")
    numbers = (np.array(each, dtype=np.intp) for each in (shared, places, lengths))
    loops.first_layer(shares, table, *numbers, pads, *LAYER, out)
    gap = [0] * pads
    in_shares = [0, *gap, 4, 8, 1, *gap, *gap, 1, 2, *gap, 0]
    in_table = [*gap, 3, 6, 1, *gap, *gap, 2, 5, *gap]
    parts = shares.reshape(-1, 3, 3 * WIDTH)
    work = np.array(
        [
            parts[left, 0] + parts[own, 1] + parts[right, 2]
            for left, own, right in zip(in_shares, in_shares[1:], in_shares[2:], strict=False)
        ]
    )
    np.testing.assert_allclose(out, normed(work) + table[in_table], atol=1e-5)
