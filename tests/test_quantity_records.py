"""The records made without the validator are the validated ones, to the letter."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe import Document, extract_money, extract_multiples, extract_percentages
from tests.cases import Case, cases

ALL = [*cases("money.txt"), *cases("percentages.txt"), *cases("multiples.txt")]


@pytest.mark.parametrize("case", ALL)
def test_made_is_validated(case: Case) -> None:
    document = Document(case.text)
    found: list[Any] = [*extract_money(document), *extract_percentages(document), *extract_multiples(document)]
    for mention in found:
        again = type(mention).model_validate(mention.model_dump(exclude={"id"}))
        assert again == mention
        assert again.model_dump_json() == mention.model_dump_json()
        assert list(mention.model_dump()) == list(again.model_dump())
        assert hash(mention.id) == hash(again.id)
