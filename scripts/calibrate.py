"""Fits the confidence of claims: a logistic regression of « right in all five slots » on the rules of a claim.

Reads every marked article of corpus/gold, compares each claim with its mark as `recoupe score` does, and fits on all;
the reliability table is cross-validated: each article is judged by weights fitted on the others. The articles of
corpus/held-out, which the rules were not made beside, take no part in the fit and test it.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.nlp.reader import Reader, load
from recoupe.records import Claim
from recoupe.score.likeness import same_interval, same_metric, same_name

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "pipeline" / "recoupe" / "lexicon" / "confidence.toml"
PAGE = ROOT / "docs" / "confidence.md"
FOLDS, STEPS, RATE, SHRINK, RARE = 5, 400, 0.05, 1.0, 5
BINS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 1.01)


class Judged(NamedTuple):
    """One claim: its article, its rules, whether it is right in every slot."""

    article: str
    rules: frozenset[str]
    right: bool


def is_right(mark: dict[str, Any], claim: Claim) -> bool:
    """Whether subject, metric, period, realis and source are what the mark says."""
    source = claim.source.name if claim.source else None
    period = {"start": None, "end": None}
    if claim.period:
        period = {key: day.isoformat() if day else None for key, day in zip(period, _days(claim), strict=True)}
    return (
        same_name(claim.subject.name if claim.subject else None, mark.get("subject"))
        and (not mark.get("metric") or same_metric(claim.metric.text if claim.metric else None, mark["metric"]))
        and same_interval(mark.get("period"), period)
        and claim.realis == mark.get("realis")
        and (
            same_name(source, mark["source"])
            if mark.get("source") and source
            else not mark.get("source") and not source
        )
    )


def _days(claim: Claim) -> tuple[dt.date | None, dt.date | None]:
    return (claim.period.start, claim.period.end) if claim.period else (None, None)


def judge(reader: Reader, split: str) -> list[Judged]:
    """Every claim of the marked articles of a folder of the corpus whose figure is marked."""
    judged = []
    for path in sorted((ROOT / "corpus" / split).glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        day = dt.date.fromisoformat(gold["date"]) if gold.get("date") else None
        claims = [claim for claim in reader.read(gold["text"], day).claims if claim.value]
        for mark in (*gold["money"], *gold["percentages"]):
            if mark.get("optional") or mark.get("elliptical"):
                continue
            for claim in claims:
                if claim.value and claim.value.start < mark["end"] and mark["start"] < claim.value.end:
                    judged.append(Judged(gold["id"], frozenset(claim.rules), is_right(mark, claim)))
                    break
    return judged


def fit(judged: Sequence[Judged]) -> tuple[float, dict[str, float]]:
    """The bias and the weight of every rule seen often enough, by gradient ascent with shrinkage."""
    counts = Counter(rule for one in judged for rule in one.rules)
    weights = {rule: 0.0 for rule in sorted(counts) if counts[rule] >= RARE}
    bias = 0.0
    for _ in range(STEPS):
        slope = dict.fromkeys(weights, 0.0)
        lift = 0.0
        for one in judged:
            gap = one.right - predict(bias, weights, one.rules)
            lift += gap
            for rule in one.rules:
                if rule in slope:
                    slope[rule] += gap
        bias += RATE * lift / 10
        for rule in weights:
            weights[rule] += RATE * (slope[rule] - SHRINK * weights[rule]) / 10
    return bias, weights


def predict(bias: float, weights: dict[str, float], rules: frozenset[str]) -> float:
    """The probability that weights give to a set of rules."""
    return 1 / (1 + math.exp(-bias - sum(weights.get(rule, 0.0) for rule in sorted(rules))))


def cross_validated(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """What each claim is given by weights that have not seen its article, and whether it is right."""
    articles = sorted({one.article for one in judged})
    fold_of = {article: index % FOLDS for index, article in enumerate(articles)}
    pairs = []
    for fold in range(FOLDS):
        bias, weights = fit([one for one in judged if fold_of[one.article] != fold])
        pairs += [(predict(bias, weights, one.rules), one.right) for one in judged if fold_of[one.article] == fold]
    return pairs


def page(pairs: Sequence[tuple[float, bool]], articles: int, unseen: Sequence[tuple[float, bool]]) -> str:
    """The page of the documentation."""
    return "\n".join(
        [
            "# Confidence of a claim",
            "",
            "`confidence` is the probability that a claim is right in all five slots at once: subject, metric, period,",
            "realis and source. It is a logistic function of the rules that filled the slots, named in the claim's",
            "`rules`; their weights are in `pipeline/recoupe/lexicon/confidence.toml`. `scripts/calibrate` fits them",
            "to `corpus/gold` and writes this page. A forecast without a figure gets the same function; the gold",
            "marks none, so there it is untested.",
            "",
            f"Reliability over {len(pairs)} claims of {articles} marked articles, each judged by weights fitted on the",
            f"others ({FOLDS} folds by article):",
            "",
            *reliability(pairs),
            f"Held out: {len(unseen)} claims of `corpus/held-out`, articles that neither the fit nor those who made",
            "the rules have seen:",
            "",
            *reliability(unseen),
        ]
    )


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[str]:
    """The lines of a table of what was given against what was right, and of its summary."""
    lines = ["| confidence | claims | mean confidence | right in all slots |", "| --- | ---: | ---: | ---: |"]
    error = 0.0
    for low, high in pairwise(BINS):
        inside = [(chance, right) for chance, right in pairs if low <= chance < high]
        if inside:
            mean = sum(chance for chance, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            error += abs(mean - share) * len(inside) / len(pairs)
            lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    brier = sum((chance - right) ** 2 for chance, right in pairs) / len(pairs)
    base = sum(right for _, right in pairs) / len(pairs)
    return [
        *lines,
        "",
        f"Expected calibration error {error:.3f}; Brier score {brier:.3f}, against {base * (1 - base):.3f} for the",
        f"base rate ({base:.2f} of claims right in all slots).",
        "",
    ]


def main() -> None:
    """Fits, and writes the table and the page."""
    reader = load()
    judged, unseen = judge(reader, "gold"), judge(reader, "held-out")
    bias, weights = fit(judged)
    rows = [f'"{rule}" = {weight:.2f}' for rule, weight in sorted(weights.items())]
    head = "# Made by scripts/calibrate from corpus/gold: the log-odds that a rule adds to a claim's being right."
    TABLE.write_text("\n".join([head, f"bias = {bias:.2f}", "", "[weights]", *rows, ""]), "utf-8")
    tested = [(predict(bias, weights, one.rules), one.right) for one in unseen]
    PAGE.write_text(page(cross_validated(judged), len({one.article for one in judged}), tested), "utf-8")
    print(f"{len(judged)} claims, {sum(one.right for one in judged)} right in all slots")


if __name__ == "__main__":
    main()
