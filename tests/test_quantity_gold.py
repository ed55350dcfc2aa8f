"""Real sentences marked by hand (../shared/gold), where they are at hand: exact spans and values."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recoupe.extract.money import find_money
from recoupe.extract.percentages import find_percentages
from recoupe.read.document import Document

FILES = sorted(
    path for above in Path(__file__).resolve().parents[1:] for path in (above / "shared" / "gold").glob("*.gold.json")
)


def f1(kind: str, find: Callable[[Document], list[Any]], key: str) -> float:
    """F1 of exact spans with their values, over all files; optional and elliptical marks count neither way."""
    right = found = wanted = 0
    for path in FILES:
        gold = json.loads(path.read_text("utf-8"))
        soft = {(mark["start"], mark["end"]) for mark in gold[kind] if mark.get("optional") or mark.get("elliptical")}
        marks = {
            (mark["start"], mark["end"], *map(Decimal, mark[key]))
            for mark in gold[kind]
            if (mark["start"], mark["end"]) not in soft
        }
        read = {
            (m.start, m.end, *(value for value in (getattr(m, key), m.low, m.high) if value is not None))
            for m in find(Document(gold["text"]))
            if (m.start, m.end) not in soft
        }
        right, found, wanted = right + len(marks & read), found + len(read), wanted + len(marks)
    return 2 * right / (found + wanted)


@pytest.mark.skipif(not FILES, reason="no ../shared/gold here")
def test_money_of_real_sentences() -> None:
    assert f1("money", find_money, "amount") >= 0.95


@pytest.mark.skipif(not FILES, reason="no ../shared/gold here")
def test_percentages_of_real_sentences() -> None:
    assert f1("percentages", find_percentages, "value") >= 0.97
