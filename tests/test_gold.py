"""The hand-made gold holds together: its texts are the articles', its offsets point at what it marks.

Of every split that `scripts/score` knows: `corpus/gold`, beside which the rules are made, and those held out.

Whether the marks are right only a reader can say; this keeps them from rotting when an article is edited.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parent.parent / "corpus"
SPLITS = ("gold", "opened", "held-out")
GOLD = sorted(path for split in SPLITS for path in (CORPUS / split).glob("*.gold.json"))

QUANTITY = {"line", "text", "start", "end", "subject", "metric", "period", "realis", "source", "modifier", "optional"}
FIELDS = {
    "money": QUANTITY | {"amount", "currency", "per", "direction", "elliptical"},
    "percentages": QUANTITY | {"value", "unit", "kind", "direction", "baseline"},
    "multiples": QUANTITY - {"subject", "metric", "period", "realis", "source", "modifier"} | {"type", "value"},
    "companies": {"line", "text", "start", "end", "canonical", "optional"},
    "forecasts": {"line", "cue", "start", "end", "modality", "horizon", "forecaster", "source", "optional"},
    "anaphora": {"line", "text", "start", "end", "canonical", "optional"},
}
VALUES = {
    "modifier": {"exact", "approx", "min", "max"},
    "direction": {"up", "down", None},
    "realis": {"actual", "forecast", "unconfirmed"},
    "unit": {"percent", "percentage_point", "basis_point", "per_mille"},
    "kind": {"change", "share", "rate"},
    "type": {"fraction", "factor"},
    "modality": {"prediction", "target", "possibility", "conditional"},
    "optional": {True, False},
    "elliptical": {True, False},
}
DAY = r"\d{4}(?:-\d\d(?:-\d\d)?|-[QH]\d)?"
INTERVAL = re.compile(rf"{DAY}(?:/(?:{DAY})?)?|/{DAY}")


def body(article: Path) -> str:
    """The text of an article: all of a `.txt`, what follows the front matter of a `.md`."""
    text = article.read_bytes().decode("utf-8")
    if article.suffix != ".md" or not text.startswith("---\n"):
        return text
    return text[text.index("\n---\n", 3) + len("\n---\n") :]


def article_of(gold_id: str) -> Path:
    """The one article that a gold file marks: its name up to the first dot is the gold's id."""
    found = [path for path in (CORPUS / "articles").rglob("*") if path.is_file() and path.name.split(".")[0] == gold_id]
    assert len(found) == 1, f"{gold_id}: {len(found)} articles of that name"
    return found[0]


def marks(gold: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mark with the list that it stands in."""
    for kind in FIELDS:
        yield from ((kind, mark) for mark in gold.get(kind, []))


@pytest.fixture(params=GOLD, ids=lambda path: path.name)
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A gold file, read."""
    loaded: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    assert f"{loaded['id']}.gold.json" == request.param.name
    return loaded


@pytest.mark.parametrize("split", SPLITS)
def test_there_is_gold(split: str) -> None:
    assert any(path.parent.name == split for path in GOLD)


def test_no_article_is_marked_twice() -> None:
    assert len({path.name for path in GOLD}) == len(GOLD)


def test_the_text_is_the_article_s(gold: dict[str, Any]) -> None:
    assert gold["text"] == body(article_of(gold["id"]))
    assert 1500 <= len(gold["text"]) <= 6000


def test_the_date_is_a_date(gold: dict[str, Any]) -> None:
    assert gold["date"] is None or dt.date.fromisoformat(gold["date"])


def test_offsets_point_at_the_marked_words(gold: dict[str, Any]) -> None:
    for kind, mark in marks(gold):
        words = mark["cue"] if kind == "forecasts" else mark["text"]
        assert gold["text"][mark["start"] : mark["end"]] == words, mark
        assert words == words.strip()
        assert words, mark
        assert gold["text"].count("\n", 0, mark["start"]) + 1 == mark["line"], mark


def test_every_mark_has_its_fields(gold: dict[str, Any]) -> None:
    for kind, mark in marks(gold):
        assert FIELDS[kind] <= mark.keys(), (mark, FIELDS[kind] - mark.keys())
        for field, allowed in VALUES.items():
            assert field not in mark or mark[field] in allowed, (field, mark)


def test_values_are_exact_and_never_negative(gold: dict[str, Any]) -> None:
    for kind, mark in marks(gold):
        if kind not in ("money", "percentages", "multiples"):
            continue
        written = mark["amount"] if kind == "money" else mark["value"]
        numbers = [written] if kind == "multiples" else written
        assert 1 <= len(numbers) <= 2, mark
        assert all(isinstance(number, str) and Fraction(number) >= 0 for number in numbers), mark
        assert [*numbers] == sorted(numbers, key=Fraction), mark


def test_periods_and_horizons_are_intervals(gold: dict[str, Any]) -> None:
    for _, mark in marks(gold):
        for field in ("period", "horizon"):
            assert mark.get(field) is None or INTERVAL.fullmatch(mark[field]), mark


def test_marks_of_a_kind_are_in_order_and_apart(gold: dict[str, Any]) -> None:
    for kind in FIELDS:
        spans = [(mark["start"], mark["end"]) for mark in gold.get(kind, [])]
        assert spans == sorted(spans), kind
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), kind
