"""Forecasts: the one-line cases, and what holds of every text."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.forecasts import extract_forecasts
from recoupe.records import Forecast
from tests.cases import Case, cases


def reading(record: Forecast) -> str:
    """A record as a case file writes it: « target, 2030-01-01/2030-12-31, negated »."""
    told = [str(record.modality)]
    if record.horizon:
        told.append(f"{record.horizon.start}/{record.horizon.end}")
    if record.polarity == "negated":
        told.append("negated")
    return ", ".join(told)


@pytest.mark.parametrize("case", cases("forecasts.txt"))
def test_cases(case: Case) -> None:
    dated = case.published is not None
    found = [
        (record.start, record.end, reading(record if dated else record.model_copy(update={"horizon": None})))
        for record in extract_forecasts(case.text, published=case.published)
    ]
    wanted = [(mark.start, mark.end, mark.reading) for mark in case.marks]
    assert [one[2] for one in found] == [one[2] for one in wanted], [case.text[a:b] for a, b, _ in found]
    assert all(max(a, c) < min(b, d) for (a, b, _), (c, d, _) in zip(found, wanted, strict=True))


PIECES = st.sampled_from(
    ["Le groupe vise 8 %", "si", "la marge recule", ", ", "elle atteindra", "d'ici 2030", ". ", "\n", "« ", " »",
     "?", "n'exclut pas", "va", "vendre", "en cas de", "sera", "vendue", "qu'", "’", "\u202f", "à", "(", "1998", "İ",
     "on", ";"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_spans_are_the_text_and_never_overlap(text: str) -> None:
    records = extract_forecasts(text, published=dt.date(2025, 2, 10))
    assert all(text[record.start : record.end] == record.text for record in records)
    assert all(one.end <= two.start for one, two in pairwise(records))


def test_two_texts_are_read_apart() -> None:
    one, two = "La marge remontera si le lait baisse.", "Le groupe vise 8 %. Il n'exclut pas une vente."
    joined = extract_forecasts(f"{one}\n\n{two}")
    shift = len(one) + 2
    apart = [(record.start, record.modality) for record in extract_forecasts(one)]
    apart += [(record.start + shift, record.modality) for record in extract_forecasts(two)]
    assert [(record.start, record.modality) for record in joined] == apart


@pytest.mark.parametrize("piece", ["si ", "sera ", "va ", "être ", "vise à ", "que ", "(", "n'", "sans "])
def test_a_long_line_costs_linear_time(piece: str) -> None:
    assert isinstance(extract_forecasts(piece * 4000), list)
