"""Sources: the one-line cases, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.extract.sources import Attribution, find_sources
from recoupe.extract.syntax import NoSyntax
from recoupe.read.document import Document
from recoupe.text import Span
from tests.cases import Case, cases


def source_of(found: list[Attribution], span: Span) -> str:
    """The name of the narrowest attribution that holds a stretch; « - » for none."""
    holding = [one for one in found if one.scope.holds(span)]
    return min(holding, key=lambda one: one.scope.end - one.scope.start).name if holding else "-"


@pytest.mark.parametrize("case", cases("sources.txt"))
def test_case(case: Case) -> None:
    found = find_sources(Document(case.text), NoSyntax(), [])
    if not case.marks:
        assert not found
    for mark in case.marks:
        assert source_of(found, Span(mark.start, mark.end)).replace("’", "'") == mark.reading.replace("’", "'")


_WORDS = st.sampled_from([
    "selon", "d'après", "l'Insee", ",", ".", "«", "»", '"', "a annoncé", "que", "Le groupe", "explique", "(",
    ")", ":", "\n", "dit-il", "il", "qui", "3 %", "prévoit", "les analystes",
    "Jean Dupont", "son objectif de cours", "Quant à", "par", "-",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_WORDS, max_size=24).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    for one in find_sources(Document(text), NoSyntax(), []):
        assert one.name
        assert text[one.cue_span.start : one.cue_span.end] == one.cue
        for span in (one.span, one.cue_span, one.scope):
            assert 0 <= span.start < span.end <= len(text)
