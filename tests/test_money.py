"""Money against the one-line cases."""

from __future__ import annotations

import pytest

from recoupe import extract_money
from recoupe.exact import spell
from recoupe.records import Money
from tests.cases import Case, cases


def reading(money: Money) -> str:
    """A record in the notation of corpus/cases/money.txt."""
    ends = (money.amount,) if money.amount is not None else (money.low, money.high)
    parts = ["..".join(spell(end) for end in ends if end is not None), money.currency or "?"]
    parts += [money.direction or "", "" if money.modifier == "exact" else money.modifier]
    parts += [f'per="{money.per}"' if money.per else "", "elliptical" if money.elliptical else ""]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", cases("money.txt"))
def test_case(case: Case) -> None:
    found = extract_money(case.text, published=case.published)
    assert [(m.start, m.end, reading(m)) for m in found] == [tuple(mark) for mark in case.marks]
    assert all(case.text[m.start : m.end] == m.text for m in found)


def test_the_article_decides_what_a_shared_name_means() -> None:
    assert extract_money("Le loyer est de 900 $. Montréal et Québec enquêtent.")[0].currency == "CAD"
    assert extract_money("Le loyer est de 900 $. New York enquête.")[0].currency == "USD"
    assert extract_money("Le Conseil fédéral et le canton de Vaud paieront 12 francs.")[0].currency == "CHF"
    assert extract_money("La prime est de 12 000 dinars. Alger promet mieux.")[0].currency == "DZD"
    assert extract_money("La prime est de 12 000 dinars.")[0].currency is None


def test_a_sentence_far_away_lends_no_currency() -> None:
    text = "Il a payé 3 millions d'euros. " + "La pluie tombe. " * 40 + "Le pays compte 67 millions en 2019."
    assert len(extract_money(text)) == 1
