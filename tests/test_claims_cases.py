"""The cases of corpus/cases/claims.txt, read with the real model: slot by slot."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

import pytest

from recoupe.nlp.reader import load
from recoupe.records import Claim
from tests.cases import Case, Mark, cases

SLOTS = ("subject", "metric", "period", "realis", "source")


def plain(text: str) -> str:
    """Without accents, case, and signs."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]+", " ", "".join(sign for sign in folded if not unicodedata.combining(sign))).strip()


def bounds(period: str) -> tuple[dt.date, dt.date]:
    """First and last day of « 2023 », « 2023-Q1 », « 2023-H1 », « 2023-05 », « 2023-05-17 », « a/b »."""
    if "/" in period:
        first, last = period.split("/")
        return bounds(first)[0], bounds(last)[1]
    parts = period.split("-")
    year = int(parts[0])
    if len(parts) == 3:
        day = dt.date.fromisoformat(period)
        return day, day
    months = {"": (1, 12), "H": (6, 6), "Q": (3, 3)}
    if len(parts) == 1:
        first, last = 1, 12
    elif parts[1][0] in "QH":
        size, number = months[parts[1][0]][0], int(parts[1][1])
        first, last = size * (number - 1) + 1, size * number
    else:
        first = last = int(parts[1])
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def found(claim: Claim) -> dict[str, str | tuple[dt.date | None, dt.date | None] | None]:
    period = claim.period
    return {
        "subject": claim.subject.name if claim.subject else None,
        "metric": claim.metric.text if claim.metric else None,
        "period": (period.start, period.end) if period and (period.start or period.end) else None,
        "realis": claim.realis,
        "source": claim.source.name if claim.source else None,
    }


def faults(claim: Claim, mark: Mark) -> list[str]:
    """The slots of a claim that are not what its mark says."""
    got, wrong = found(claim), []
    for slot, wanted in zip(SLOTS, map(str.strip, mark.reading.split("|")), strict=True):
        value = got[slot]
        if wanted == "*":
            continue
        if wanted == "-":
            right = value is None
        elif slot == "period":
            right = value == bounds(wanted)
        elif slot == "metric" and claim.metric is not None and claim.metric.key == wanted:
            right = True
        else:
            right = isinstance(value, str) and plain(wanted) in plain(value)
        if not right:
            wrong.append(f"{slot}: {value!r}, not {wanted!r} {claim.rules}")
    return wrong


@pytest.mark.parametrize("case", cases("claims.txt"))
def test_claims(case: Case) -> None:
    read = load().read(case.text, case.published)
    anchors = {mention.id: mention for mention in read.mentions}
    wrong = []
    for mark in case.marks:
        claim = next(
            (
                c
                for c in read.claims
                if anchors[c.mentions[0]].start < mark.end and mark.start < anchors[c.mentions[0]].end
            ),
            None,
        )
        wrong += [f"no claim for {case.text[mark.start : mark.end]!r}"] if claim is None else faults(claim, mark)
    assert not wrong, "\n".join(wrong)
