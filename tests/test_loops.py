"""The compiled loops of the fast model give what NumPy gives, and the same bits for a row whatever is beside it."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray

loops = pytest.importorskip("recoupe__loops", reason="recoupe is installed without its compiled part (no C compiler)")
from recoupe.nlp.fast.panels import Maxout, Panels  # noqa: E402  # It wants the loops.

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


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 17])
@pytest.mark.parametrize(("inputs", "columns"), [(5, 1), (96, 64), (64, 1024), (300, 96), (96, 197)])
def test_products_are_those_of_numpy(rows: int, inputs: int, columns: int) -> None:
    given, weights, bias = floats(rows, inputs), floats(inputs, columns, seed=4), floats(columns, seed=5)
    wanted = given @ weights + bias
    np.testing.assert_allclose(Panels.of(weights, bias).products(given), wanted, atol=1e-3)
    if columns <= 240:
        assert Panels.of(weights, bias, filled=-np.inf).best(given) == wanted.argmax(axis=1).tolist()


def test_the_first_of_equals_is_the_best() -> None:
    weights = np.zeros((3, 100), "f4")
    weights[:, [37, 20, 53, 84]] = 1
    assert Panels.of(weights, filled=-np.inf).best(np.ones((1, 3), "f4")) == [20]


def test_more_columns_than_there_is_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 480 columns, found 481"):
        Panels.of(floats(3, 481)).best(floats(2, 3))


def maxout(width: int) -> Maxout:
    weights, norm = floats(WIDTH, 3, width, seed=9), {"G": LAYER[1], "b": LAYER[2]}
    return Maxout.of(Weights({"W": weights, "b": LAYER[0].reshape(3, WIDTH).T}), Weights(norm))


class Weights:
    """Stands for one of thinc's layers."""

    def __init__(self, parameters: dict[str, Floats]) -> None:
        self.get_param = parameters.__getitem__


def in_pieces(rows: Floats, width: int) -> Floats:
    """What numpy makes of the weights of `maxout`."""
    return np.asarray(rows @ floats(WIDTH, 3, width, seed=9).transpose(2, 1, 0).reshape(width, -1), dtype="f4")


@pytest.mark.parametrize("rows", [0, 1, 8, 70])
def test_a_layer_is_made_as_numpy_would(rows: int) -> None:
    given = floats(rows, 40)
    np.testing.assert_allclose(maxout(40).of_rows(given), normed(in_pieces(given, 40)), atol=1e-4)


@pytest.mark.parametrize("lengths", [[1], [2, 1, 5], [40], [3, 0, 3], [90, 70]])
@pytest.mark.parametrize("pads", [1, 2, 3])
def test_windows_leave_the_outermost_rows_of_each_document(lengths: list[int], pads: int) -> None:
    rows = floats(sum(lengths) + 2 * pads * len(lengths), WIDTH)
    out = np.full((len(rows) - 2 * len(lengths), WIDTH), np.nan, "f4")
    maxout(3 * WIDTH).of_windows(rows, np.array(lengths, dtype=np.intp), pads, out)
    windows, own, begin = [], [], 0
    for length in lengths:
        end = begin + length + 2 * pads
        windows += [rows[middle - 1 : middle + 2].reshape(-1) for middle in range(begin + 1, end - 1)]
        own += [rows[middle] for middle in range(begin + 1, end - 1)]
        begin = end
    np.testing.assert_allclose(out, normed(in_pieces(np.array(windows), 3 * WIDTH)) + np.array(own), atol=1e-4)


def test_a_row_has_the_same_bits_whatever_is_beside_it() -> None:
    given, layer, product = floats(133, WIDTH), maxout(WIDTH), Panels.of(floats(WIDTH, 100, seed=4))
    together = layer.of_rows(given), product.products(given)
    for row in range(len(given)):
        alone = layer.of_rows(given[row : row + 1]), product.products(given[row : row + 1])
        assert [one.tobytes() for one in alone] == [all[row : row + 1].tobytes() for all in together]


@pytest.mark.parametrize("kind", sorted({"avx512", "avx2", "plain"} - {loops.vectors()}))
def test_simpler_processors_pass_these_tests_too(kind: str) -> None:
    """Those that this one can act as; what it lacks is passed over."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", __file__, "-k", "not simpler"],
        env={**os.environ, "RECOUPE_VECTORS": kind},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("inputs", [31, 96, 288])
def test_products_are_off_by_millionths_at_most(inputs: int) -> None:
    given, weights = floats(50, inputs), floats(inputs, 100, seed=4)
    wanted = given.astype("f8") @ weights.astype("f8")
    size = np.abs(given).astype("f8") @ np.abs(weights)  # of the sum, were nothing taken away
    assert (np.abs(Panels.of(weights).products(given) - wanted) / size).max() < 3 * 2.0**-18
