"""The confidence of a claim: a probability, from the rules, to two decimals."""

from __future__ import annotations

import pytest

from recoupe.errors import LexiconError
from recoupe.lexicon.confidence import load, probability


def test_a_probability_whatever_the_rules() -> None:
    for rules in ([], ["metric:label"], ["metric:none", "subject:none", "period:none"], ["no-such:rule"] * 9):
        chance = probability(rules)
        assert chance is not None
        assert 0 <= chance <= 1
        assert chance == round(chance, 2)


def test_an_order_of_rules_changes_nothing() -> None:
    rules = ["metric:part-of", "subject:carried", "period:own", "realis:cue"]
    assert probability(rules) == probability(rules[::-1]) == probability(rules * 2)


@pytest.mark.parametrize("data", [{"weights": {"metric": 1.0}}, {"weights": {"a:b": "x"}}, {"bias": "x"}])
def test_a_bad_table_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"confidence\.toml"):
        load(data)
