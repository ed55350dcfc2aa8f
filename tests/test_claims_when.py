"""The cases of corpus/cases/claims-when.txt: the period and the reality of figures, read with the real model."""

from __future__ import annotations

import pytest

from recoupe.nlp.reader import load
from tests.cases import Case, cases
from tests.test_claims_cases import faults


@pytest.mark.parametrize("case", cases("claims-when.txt"))
def test_period_and_reality(case: Case) -> None:
    read = load().read(case.text, case.published)
    anchors = {mention.id: mention for mention in read.mentions}
    wrong = []
    for mark in case.marks:
        covering = [
            claim
            for claim in read.claims
            if anchors[claim.mentions[0]].start < mark.end and mark.start < anchors[claim.mentions[0]].end
        ]
        wrong += faults(covering[0], mark) if covering else [f"no claim for {case.text[mark.start : mark.end]!r}"]
    assert not wrong, "\n".join(wrong)
