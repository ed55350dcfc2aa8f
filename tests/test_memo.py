"""A memory gives what its function would give, asks once while it remembers, and forgets when it is full."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from recoupe.memo import Memo


@given(st.lists(st.integers(-3, 3) | st.text(max_size=1) | st.none()), st.integers(1, 4))
def test_it_answers_as_its_function(keys: list[object], most: int) -> None:
    memo: Memo[object, str] = Memo(repr, most)
    for key in keys:
        assert memo.of(key) == repr(key)


def test_it_asks_once_even_for_none_and_again_after_it_was_full() -> None:
    asked: list[str] = []
    memo: Memo[str, None] = Memo(asked.append, 2)
    for key in "aabbac":  # « c » finds it full.
        assert memo.of(key) is None
    assert asked == ["a", "b", "c"]
    memo.of("a")
    assert asked == ["a", "b", "c", "a"]


def test_equal_keys_have_one_answer() -> None:
    memo: Memo[Decimal, str] = Memo(lambda number: format(number.normalize(), "f"))
    assert memo.of(Decimal("3.80")) == memo.of(Decimal("3.8")) == "3.8"
