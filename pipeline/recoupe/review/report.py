"""What reviews tell of the extractor: how often claims are right, by kind, rule and confidence, the worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from recoupe.records import Review
from recoupe.review.agreement import Agreement, agreements, verdict_of
from recoupe.review.filters import BANDS, band_of
from recoupe.review.state import State

__all__ = ["Report", "Tally", "report"]


class Tally(NamedTuple):
    """Claims that share something: how many were right, right but for a slot, and wrong."""

    name: str
    accepted: int
    corrected: int
    rejected: int

    @property
    def reviewed(self) -> int:
        """How many were decided."""
        return self.accepted + self.corrected + self.rejected

    @property
    def precision(self) -> float:
        """The share that was right in every slot."""
        return self.accepted / self.reviewed


class Report(NamedTuple):
    """What was decided of a knowledge base.

    A claim on which the verdicts of reviewers differ counts nowhere but in `disputed`; one that was only skipped counts
    in `open`, as does one that changed after it was judged.

    Attributes:
        kinds, rules, bands: precision by kind of figure and by rule, the worst first, and by band of confidence.
        slots: how often each slot was corrected, the most often first.
        reasons: why claims were rejected, the most frequent first.
        orphans: decisions on claims that are no longer there.
        broken: lines of the file that are no decision.
    """

    claims: int
    all: Tally
    open: int
    disputed: int
    kinds: list[Tally]
    rules: list[Tally]
    bands: list[Tally]
    slots: list[tuple[str, int]]
    reasons: list[tuple[str, int]]
    agreements: list[Agreement]
    orphans: int
    broken: int


def report(state: State) -> Report:
    """The report on all that stands."""
    counts: dict[str, defaultdict[str, Counter[str]]]
    counts = {name: defaultdict(Counter) for name in ("all", "kinds", "rules", "bands")}
    slots: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    disputed = 0
    for number, reviews in state.holding():
        verdict = verdict_of(reviews)
        if verdict is None:
            disputed += any(review.verdict != "skip" for review in reviews.values())
            continue
        row = state.archive.rows[number]
        counts["all"]["all"][verdict] += 1
        counts["kinds"][row.kind][verdict] += 1
        counts["bands"][band_of(row.confidence)][verdict] += 1
        for rule in row.rules:
            counts["rules"][rule][verdict] += 1
        slots.update(_slots(reviews))
        reasons.update({review.reason for review in reviews.values() if review.reason})
    (everything,) = _tallies(counts["all"]) or [Tally("all", 0, 0, 0)]
    bands = {tally.name: tally for tally in _tallies(counts["bands"])}
    return Report(
        claims=len(state.archive.rows),
        all=everything,
        open=len(state.archive.rows) - everything.reviewed - disputed,
        disputed=disputed,
        kinds=_tallies(counts["kinds"]),
        rules=_tallies(counts["rules"]),
        bands=[bands[name] for name in (*(band.name for band in BANDS), "unknown") if name in bands],
        slots=slots.most_common(),
        reasons=reasons.most_common(),
        agreements=agreements(state),
        orphans=sum(id not in state.archive.numbers for id in state.ledger.decided()),
        broken=len(state.ledger.broken),
    )


def _slots(reviews: dict[str, Review]) -> set[str]:
    return {slot for review in reviews.values() if review.correction for slot in review.correction.slots}


def _tallies(counts: dict[str, Counter[str]]) -> list[Tally]:
    """The worst first; of equals, the one that was reviewed most."""
    found = [Tally(name, count["accept"], count["correct"], count["reject"]) for name, count in counts.items()]
    return sorted(found, key=lambda tally: (tally.precision, -tally.reviewed, tally.name))
