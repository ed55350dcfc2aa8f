"""Multiples against the one-line cases."""

from __future__ import annotations

import pytest

from recoupe import extract_multiples
from recoupe.exact import spell_ratio
from recoupe.records import Multiple
from tests.cases import Case, cases


def reading(found: Multiple) -> str:
    """A record in the notation of corpus/cases/multiples.txt."""
    parts = [found.kind, spell_ratio(found.value), found.direction or ""]
    parts.append("" if found.modifier == "exact" else found.modifier)
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", cases("multiples.txt"))
def test_case(case: Case) -> None:
    found = extract_multiples(case.text, published=case.published)
    assert [(m.start, m.end, reading(m)) for m in found] == [tuple(mark) for mark in case.marks]
    assert all(case.text[m.start : m.end] == m.text for m in found)
