"""How sure a claim is, from the rules that filled its slots (lexicon/confidence.toml, fitted by scripts/calibrate)."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

from recoupe.errors import LexiconError

__all__ = ["load", "probability"]


def load(data: dict[str, Any]) -> tuple[float | None, dict[str, float]]:
    """The bias (None: not calibrated) and the weight of each rule.

    Raises:
        LexiconError: a weight is no number, or its name is not `slot:rule`.
    """
    bias, weights = data.get("bias"), data.get("weights", {})
    for rule, weight in weights.items():
        if ":" not in rule or not isinstance(weight, int | float):
            raise LexiconError(f"confidence.toml: {rule!r} is not « slot:rule = weight »")
    if bias is not None and not isinstance(bias, int | float):
        raise LexiconError("confidence.toml: bias is a number")
    return bias, dict(weights)


_FITTED: Final = load(tomllib.loads(files("recoupe.lexicon").joinpath("confidence.toml").read_text("utf-8")))


def probability(rules: Iterable[str]) -> float | None:
    """The probability that a claim is right in all its slots, to two decimals; None until it is calibrated.

    Args:
        rules: the `slot:rule` strings of the claim; a rule without a weight says nothing.

    >>> 0 <= probability(["metric:label", "period:own"]) <= 1
    True
    """
    bias, weights = _FITTED
    if bias is None:
        return None
    score = bias
    for rule in dict.fromkeys(rules):
        score += weights.get(rule, 0.0)
    return round(1 / (1 + math.exp(-score)), 2)
