"""Figures that are no quantity: model names, scores, laws, addresses, counts, idioms: all extractors are silent."""

from __future__ import annotations

import pytest

from recoupe import Document, extract_money, extract_multiples, extract_percentages
from tests.cases import Case, cases


@pytest.mark.parametrize("case", cases("silence.txt"))
def test_nothing_is_read(case: Case) -> None:
    document = Document(case.text)
    found = [*extract_money(document), *extract_percentages(document), *extract_multiples(document)]
    assert [mention.text for mention in found] == []
