"""Percentages against the one-line cases."""

from __future__ import annotations

import pytest

from recoupe import extract_percentages
from recoupe.exact import spell
from recoupe.records import Percentage
from tests.cases import Case, cases

UNITS = {"percent": "percent", "percentage_point": "point", "basis_point": "bp", "per_mille": "permille"}


def reading(found: Percentage) -> str:
    """A record in the notation of corpus/cases/percentages.txt."""
    ends = (found.value,) if found.value is not None else (found.low, found.high)
    parts = ["..".join(spell(end) for end in ends if end is not None), UNITS[found.unit], found.kind]
    parts += [found.direction or "", "" if found.modifier == "exact" else found.modifier]
    parts += [f'base="{found.baseline}"' if found.baseline else "", "elliptical" if found.elliptical else ""]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", cases("percentages.txt"))
def test_case(case: Case) -> None:
    found = extract_percentages(case.text, published=case.published)
    assert [(m.start, m.end, reading(m)) for m in found] == [tuple(mark) for mark in case.marks]
    assert all(case.text[m.start : m.end] == m.text for m in found)
