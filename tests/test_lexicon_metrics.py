"""The metrics of the lexicon prove themselves: every form is read, every `accept` and `reject` holds."""

from __future__ import annotations

import pytest

from recoupe.errors import LexiconError
from recoupe.lexicon.metrics import METRICS, MetricEntry, load, metric_of


def key_of(phrase: str) -> str | None:
    entry = metric_of(phrase)
    return entry.key if entry else None


def test_there_are_at_least_eighty() -> None:
    assert len({entry.key for entry in METRICS}) == len(METRICS) >= 80


@pytest.mark.parametrize("entry", METRICS, ids=lambda entry: entry.key)
def test_an_entry_proves_itself(entry: MetricEntry) -> None:
    for phrase in (*entry.forms, *entry.accept):
        assert key_of(phrase) == entry.key, phrase
    for phrase in (*entry.reject, *entry.exceptions):
        assert key_of(phrase) != entry.key, phrase


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("chiffres d’affaires consolidés", "revenue"),
        ("dépenses en faveur des lobbyistes", "spending"),
        ("marges opérationnelles", "operating_margin"),
        ("les ventes du constructeur", "revenue"),
        ("son bénéfice par action", "earnings_per_share"),
        ("l'inflation", "inflation"),
        ("voitures d'occasion", None),
        ("taximètre", None),
    ],
)
def test_a_phrase_is_read_whatever_its_number_and_article(phrase: str, key: str | None) -> None:
    assert key_of(phrase) == key


@pytest.mark.parametrize(
    "entry",
    [
        {"key": "Bad Key"},
        {"key": "x", "of": "nobody", "forms": ["x"], "accept": ["x"], "reject": ["y"]},
        {"key": "x", "of": "any", "forms": [], "accept": ["x"], "reject": ["y"]},
        {"key": "x", "of": "any", "forms": ["x"], "accept": ["x"], "reject": ["y"], "typo": 1},
        {"key": "x", "of": "any", "forms": ["x", "x"], "accept": ["x"], "reject": ["y"]},
    ],
)
def test_a_bad_entry_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"metrics\.toml"):
        load([entry])
