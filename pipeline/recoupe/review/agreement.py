"""How far reviewers agree, and on what they do not."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from recoupe.records import Review
from recoupe.review.state import State

__all__ = ["Agreement", "agreements", "verdict_of"]


class Agreement(NamedTuple):
    """Two reviewers on the claims that both decided (skipped ones left out).

    Attributes:
        both: how many claims both decided.
        same: on how many of them the verdict is the same.
        kappa: Cohen's kappa over the verdicts accept, reject and correct: 1 is full agreement, 0 what chance would
            give; None where it is not defined (fewer than two claims, or one verdict only).
    """

    one: str
    other: str
    both: int
    same: int
    kappa: float | None


def agreements(state: State) -> list[Agreement]:
    """Every two reviewers who decided a claim in common, in the order of their names."""
    said: dict[str, dict[int, str]] = {}
    for number, reviews in state.holding():
        for who, review in reviews.items():
            if review.verdict != "skip":
                said.setdefault(who, {})[number] = review.verdict
    pairs = ((one, other, said[one], said[other]) for one, other in combinations(sorted(said), 2))
    return [_agreement(*pair) for pair in pairs if pair[2].keys() & pair[3].keys()]


def _agreement(one: str, other: str, ones: dict[int, str], others: dict[int, str]) -> Agreement:
    both = sorted(ones.keys() & others.keys())
    pairs = [(ones[number], others[number]) for number in both]
    same = sum(left == right for left, right in pairs)
    return Agreement(one, other, len(both), same, _kappa(pairs))


def _kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa, as scikit-learn computes it."""
    if len(pairs) < 2 or len({verdict for pair in pairs for verdict in pair}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    left, right = zip(*pairs, strict=True)
    return float(cohen_kappa_score(left, right))


def verdict_of(reviews: dict[str, Review]) -> str | None:
    """What reviewers say of a claim with one voice; None where they differ or only skipped it."""
    verdicts = {review.verdict for review in reviews.values() if review.verdict != "skip"}
    return verdicts.pop() if len(verdicts) == 1 else None
