"""Half of Recognizers-Text's French cases (../shared/peer-specs), where they are at hand: the same spans and values.

Their unit « Cent » is a hundredth of ours; the sign of a percentage is our `direction`. What we read otherwise on
purpose is in `OURS`, with the reason.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recoupe import extract_money, extract_percentages

FOLDERS = [above / "shared" / "peer-specs" for above in Path(__file__).resolve().parents[1:]]
HUNDREDTHS = {"Cent", "Penny", "Pence", "Pesewa"}
OURS = {
    "accord de dollar": "« un accord de dollar » names a currency without an amount",
    "1,1^23 pourcent": "a power of ten typed with a caret is no French figure",
    "soustraire cinq": "the verb stays outside the span: « cinq pour-cent »",
}


def load(name: str) -> list[dict[str, Any]]:
    """The cases of one file, none where it is not here."""
    lines = (line for folder in FOLDERS for path in folder.glob(name) for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines]


def wanted(case: dict[str, Any]) -> list[tuple[int, int, Decimal]]:
    """Their results; an end past the text is the text's end."""
    size = len(case["text"])
    return [
        (r["start"], min(r["end"], size), abs(Decimal(str(r["value"]))) / (100 if r["unit"] in HUNDREDTHS else 1))
        for r in case["results"]
    ]


def differing(name: str) -> tuple[list[str], int]:
    """The texts of the cases that we read otherwise, but for those of `OURS`; and how many cases there are."""
    texts, counted = [], load(name)
    for case in counted:
        if any(part in case["text"] for part in OURS):
            continue
        money = name == "ms_currency.jsonl"
        found: list[Any] = list((extract_money if money else extract_percentages)(case["text"]))
        got = [(m.start, m.end, m.amount if money else m.value) for m in found]
        if got != wanted(case):
            texts.append(case["text"])
    return texts, len(counted)


@pytest.mark.parametrize("name", ["ms_currency.jsonl", "ms_percent.jsonl"])
def test_the_peers_cases(name: str) -> None:
    texts, counted = differing(name)
    if not counted:
        pytest.skip("no ../shared/peer-specs here")
    assert texts == []


def test_few_cases_are_read_otherwise() -> None:
    counted = load("ms_currency.jsonl") + load("ms_percent.jsonl")
    if not counted:
        pytest.skip("no ../shared/peer-specs here")
    assert sum(any(part in case["text"] for part in OURS) for case in counted) <= 0.05 * len(counted)
