"""Records made without the validator are the validated ones, to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recoupe import Document, extract_money, extract_multiples, extract_percentages, load
from recoupe.records import Record
from tests.cases import Case, cases

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
QUANTITIES = [*cases("money.txt"), *cases("percentages.txt"), *cases("multiples.txt")]


def assert_valid(record: Any) -> None:
    again = type(record).model_validate(record.model_dump(exclude={"id"}))
    assert again == record
    assert again.model_dump_json() == record.model_dump_json()
    assert list(record.model_dump()) == list(again.model_dump())
    assert {name: type(value) for name, value in record} == {name: type(value) for name, value in again}


@pytest.mark.parametrize("case", QUANTITIES)
def test_quantities(case: Case) -> None:
    document = Document(case.text)
    for mention in [*extract_money(document), *extract_percentages(document), *extract_multiples(document)]:
        assert_valid(mention)


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.md")), ids=lambda path: path.stem)
def test_all_that_is_read_of_an_article(path: Path) -> None:
    found = load().read(path.read_text("utf-8"))
    records: list[Record] = [*found.mentions, *found.claims]
    assert len({type(record) for record in records}) > 4
    for record in records:
        assert_valid(record)
