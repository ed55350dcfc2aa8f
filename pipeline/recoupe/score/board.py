"""The board: every metric over all marked articles, and what was missed or spurious."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.errors import UsageError
from recoupe.score.tallies import Accuracy, Finding
from recoupe.store.layout import ARTICLES, CLAIMS, MENTIONS, lines_of

__all__ = ["Board", "Marks", "Slip", "score_knowledge_base"]

Mark = Mapping[str, Any]


class Slip(NamedTuple):
    """One thing that is not as it was marked: the metric, the article, and what is wrong in words."""

    metric: str
    article: str
    detail: str


class Marks(NamedTuple):
    """One article: what was marked in it by hand, and what the knowledge base says."""

    id: str
    gold: Mapping[str, Any]
    mentions: list[Mark]
    claims: list[Mark]

    def of(self, kind: str) -> list[Mark]:
        """The mentions of one type."""
        return [mention for mention in self.mentions if mention["type"] == kind]


class Board:
    """The metrics by name, in the order in which they were first counted."""

    def __init__(self) -> None:
        self.findings: defaultdict[str, Finding] = defaultdict(Finding)
        self.accuracies: defaultdict[str, Accuracy] = defaultdict(Accuracy)
        self.slips: list[Slip] = []
        self.missing: list[str] = []

    def slip(self, metric: str, marks: Marks, detail: str) -> None:
        """Notes one thing that is not as it was marked."""
        self.slips.append(Slip(metric, marks.id, detail))

    def figures(self) -> dict[str, float]:
        """One figure a metric: the F1 of what was found, the share of what was right; those undefined left out."""
        shares = {name: tally.share for name, tally in self.accuracies.items()}
        return {name: tally.f1 for name, tally in self.findings.items()} | {
            name: share for name, share in shares.items() if share is not None
        }


def score_knowledge_base(gold: Path, folder: Path) -> Board:
    """Compares a knowledge base with articles marked by hand.

    A mark that is `optional` or `elliptical` is neither rewarded nor punished.

    Args:
        gold: a folder of `ID.gold.json`, or of folders of them.
        folder: the knowledge base; an article belongs to the gold whose id its name has up to the first dot.

    Raises:
        UsageError: there is no gold.
        KnowledgeBaseError: the knowledge base cannot be read.
    """
    from recoupe.score.forecasts import count_forecasts
    from recoupe.score.names import count_companies, count_multiples
    from recoupe.score.quantities import count_quantities

    board = Board()
    for marks in _pairs(gold, folder, board):
        count_quantities(marks, board)
        count_multiples(marks, board)
        count_companies(marks, board)
        count_forecasts(marks, board)
    return board


def _pairs(gold: Path, folder: Path, board: Board) -> Iterator[Marks]:
    files = sorted(gold.rglob("*.gold.json"))
    if not files:
        raise UsageError(f"{gold} holds no *.gold.json")
    articles = {_stem(record["path"]): record["id"] for record in _records(folder, ARTICLES)}
    mentions, claims = _by_article(folder, MENTIONS), _by_article(folder, CLAIMS)
    for file in files:
        marked = json.loads(file.read_text("utf-8"))
        if (id := articles.get(marked["id"])) is None:
            board.missing.append(marked["id"])
        else:
            yield Marks(marked["id"], marked, mentions[id], claims[id])


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].split(".")[0]


def _records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in lines_of(folder, name) if line.strip())


def _by_article(folder: Path, name: str) -> defaultdict[str, list[Mark]]:
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for record in _records(folder, name):
        found[record["article_id"]].append(record)
    return found
