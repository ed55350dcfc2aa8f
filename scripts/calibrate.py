"""Fits the confidence of claims: a logistic regression of « right in all five slots » on the rules of a claim.

Reads the marked articles, compares each claim with its mark as `recoupe score` does, and fits in two steps. Which
rules are to be trusted is learned from corpus/gold and corpus/opened. The rules were made beside these, so that they
are right there more often than elsewhere: how far to trust any of them is learned from corpus/held-out, by Platt's
scaling (a slope and a shift of the log-odds; J. Platt, 1999). The reliability table judges each held-out article by
the others.
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
from recoupe.read.document import Document
from recoupe.records import Claim
from recoupe.score.likeness import same_interval, same_metric, same_name

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "pipeline" / "recoupe" / "lexicon" / "confidence.toml"
PAGE = ROOT / "docs" / "confidence.md"
STEPS, PLATT_STEPS, RATE, SHRINK, RARE = 400, 4000, 0.05, 1.0, 5
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
        document = Document(gold["text"], published=day, title=gold.get("title"))
        claims = [claim for claim in reader.read(document).claims if claim.value]
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


class Scale(NamedTuple):
    """Platt's scaling: what is made of the log-odds that the weights give."""

    slope: float
    shift: float


def scaled(judged: Sequence[Judged], bias: float, weights: dict[str, float]) -> Scale:
    """The slope and the shift under which log-odds fit articles that the rules were not made beside."""
    slope, shift = 1.0, 0.0
    odds = [math.log(chance / (1 - chance)) for chance in (predict(bias, weights, one.rules) for one in judged)]
    for _ in range(PLATT_STEPS):
        gaps = [one.right - 1 / (1 + math.exp(-slope * x - shift)) for one, x in zip(judged, odds, strict=True)]
        slope += RATE * sum(gap * x for gap, x in zip(gaps, odds, strict=True)) / len(judged)
        shift += RATE * sum(gaps) / len(judged)
    return Scale(slope, shift)


def under(scale: Scale, bias: float, weights: dict[str, float]) -> tuple[float, dict[str, float]]:
    """The bias and the weights with a scale worked into them."""
    return scale.slope * bias + scale.shift, {rule: scale.slope * weight for rule, weight in weights.items()}


def cross_validated(judged: Sequence[Judged], bias: float, weights: dict[str, float]) -> list[tuple[float, bool]]:
    """What each claim is given under the scale of the other articles, and whether it is right."""
    pairs = []
    for article in sorted({one.article for one in judged}):
        scale = scaled([one for one in judged if one.article != article], bias, weights)
        own = under(scale, bias, weights)
        pairs += [(predict(*own, one.rules), one.right) for one in judged if one.article == article]
    return pairs


def page(pairs: Sequence[tuple[float, bool]], fitted: int, articles: int) -> str:
    """The page of the documentation."""
    return "\n".join(
        [
            "# Confidence of a claim",
            "",
            "`confidence` is the probability that a claim is right in all five slots at once: subject, metric, period,",
            "realis and source. It is a logistic function of the rules that filled the slots, named in the claim's",
            "`rules`; their weights are in `pipeline/recoupe/lexicon/confidence.toml`, and `scripts/calibrate` makes",
            "them and this page.",
            "",
            f"Which rules are to be trusted is learned from {fitted} claims of `corpus/gold` and `corpus/opened`,",
            "beside which the rules were made. How far to trust any of them on new text is learned from",
            "`corpus/held-out`, articles that those who make the rules have not been shown: a slope and a shift of the",
            "log-odds (Platt's scaling). A forecast without a figure gets the same function; the gold marks none, so",
            "there it is untested.",
            "",
            f"Reliability over the {len(pairs)} held-out claims, each of the {articles} articles judged under the",
            "scale of the others:",
            "",
            *reliability(pairs),
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
    judged = [*judge(reader, "gold"), *judge(reader, "opened")]
    unseen = judge(reader, "held-out")
    trusted = fit(judged)
    bias, weights = under(scaled(unseen, *trusted), *trusted)
    rows = [f'"{rule}" = {weight:.2f}' for rule, weight in sorted(weights.items())]
    head = "# Made by scripts/calibrate from the marked articles: the log-odds that a rule adds to a right claim."
    TABLE.write_text("\n".join([head, f"bias = {bias:.2f}", "", "[weights]", *rows, ""]), "utf-8")
    articles = len({one.article for one in unseen})
    PAGE.write_text(page(cross_validated(unseen, *trusted), len(judged), articles), "utf-8")
    print(f"{len(judged)} claims, {sum(one.right for one in judged)} right in all slots")


if __name__ == "__main__":
    main()
