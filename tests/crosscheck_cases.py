"""The planted pairs of corpus/crosscheck: claims as they would be read, and the verdict that they deserve.

A case is a line `= VERDICT · why`, then a line a claim, with bars between the fields:
`DATE PUBLISHER | SUBJECT | METRIC = KEY | FIGURE | PERIOD | OPTIONS | SENTENCE`. A subject with a star is a company. A
date `same` puts the claim into the article of the line before. In the sentence, the figure stands in brackets.

FIGURE: `4.2e9 EUR`, `>3e9 EUR`, `<…`, `~…`, `3e9..4e9 EUR`, `9.99 EUR/mois`, `12% change up`, `8% rate`,
`1.6pt change down`, `45bp rate`, `892‰ rate`, `x2 up`, `1/3`. A currency `?` is not told. OPTIONS: a realis, a
modality, `negated`, `by=SOURCE`, `base=BASELINE`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.records import (
    Claim,
    Evidence,
    Metric,
    MoneyValue,
    MultipleValue,
    PercentageValue,
    Source,
    Subject,
)
from recoupe.records.flat import CLAIM_COLUMNS, row_of
from recoupe.store.blocks import Told, day_of
from recoupe.store.periods import interval_of

__all__ = ["Case", "cases", "told_of", "tolds"]

FOLDER = Path(__file__).parents[1] / "corpus" / "crosscheck"
MODALITIES = ("prediction", "target", "possibility", "conditional")
SIGNS = {">": "min", "<": "max", "~": "approx"}
UNITS = {"%": "percent", "pt": "percentage_point", "bp": "basis_point", "‰": "per_mille"}


class Case(NamedTuple):
    """A planted case: where it stands, what is expected, why, and its claims with the texts of their articles."""

    id: str
    expected: str
    why: str
    claims: list[Told]
    texts: dict[str, str]


def cases(name: str) -> Iterator[Case]:
    """The cases of one file."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("= ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        expected, _, why = lines[start][2:].partition(" · ")
        claims, texts = tolds([line for line in lines[start + 1 : end] if line and not line.startswith("#")])
        yield Case(f"{name}.txt:{start + 1}", expected, why, claims, texts)


def tolds(lines: list[str]) -> tuple[list[Told], dict[str, str]]:
    """The claims of some lines, and the text of each of their articles."""
    found: list[Told] = []
    texts: dict[str, str] = {}
    for number, line in enumerate(lines):
        head, *fields = (field.strip() for field in line.split("|"))
        day, publisher = head.split(" ", 1)
        id = found[-1].article_id if day == "same" else f"article-{number}"
        published = day_of(found[-1].published) if day == "same" else dt.date.fromisoformat(day)
        claim = made(id, number, *fields)
        texts[id] = f"{texts.get(id, '')} {claim.evidence.text}".strip()
        found.append(told_of(claim, published, publisher))
    return found, texts


def told_of(claim: Claim, published: dt.date | None, publisher: str) -> Told:
    """A claim as the store tells it."""
    columns = dict(zip(CLAIM_COLUMNS, row_of(claim), strict=True))
    own = {"figure_direction": claim.value and claim.value.direction}
    article = {"published": published and published.isoformat(), "publisher": publisher}
    every = {**columns, **own, **article}
    return Told(**{name: every[name] for name in Told._fields})


def made(
    article: str, number: int, subject: str, metric: str, figure: str, period: str, options: str, text: str
) -> Claim:
    name, key = (part.strip() for part in metric.split("="))
    start = text.index("[")
    words = text[start + 1 : text.index("]")]
    plain = text.replace("[", "").replace("]", "")
    told = chosen(options)
    place = {"start": start, "end": start + len(words), "text": words}
    who = subject.removesuffix("*")
    return Claim(
        article_id=article,
        subject=Subject(name=who, company_id=who.lower() if who != subject else None),
        metric=Metric(text=name, key=key),
        value=value(figure, place, told.pop("baseline")),
        period=None if period == "-" else interval_of(period),
        evidence=Evidence(text=plain, start=0, end=len(plain)),
        mentions=(f"mention-{number}",),
        **told,
    )


def chosen(options: str) -> dict[str, Any]:
    """What the options say of a claim."""
    found: dict[str, Any] = {"realis": "actual", "baseline": None}
    for key, text in re.findall(r"(by|base)=(.+?)(?=\s+\w+=|$)", options):
        found["source" if key == "by" else "baseline"] = Source(name=text) if key == "by" else text
    words = re.sub(r"(by|base)=(.+?)(?=\s+\w+=|$)", "", options).split()
    for word in words:
        if word in MODALITIES:
            found["modality"] = word
        elif word == "negated":
            found["polarity"] = word
        else:
            found["realis"] = word
    return found


def value(figure: str, place: dict[str, Any], baseline: str | None) -> MoneyValue | PercentageValue | MultipleValue:
    """The figure of a claim."""
    modifier = SIGNS.get(figure[0], "exact")
    amount, *words = figure.lstrip("><~").split()
    direction = next((word for word in words if word in ("up", "down")), None)
    shared: dict[str, Any] = {**place, "modifier": modifier, "direction": direction}
    if amount[0] == "x" or "/" in amount:
        kind = "factor" if amount[0] == "x" else "fraction"
        return MultipleValue(kind=kind, value=Fraction(amount.lstrip("x")), **shared)
    numbers = [Decimal(part) for part in re.findall(r"[\d.]+\d(?:e\d+)?|\d(?:e\d+)?", amount.replace("..", " "))]
    bounds = {"low": numbers[0], "high": numbers[1]} if len(numbers) > 1 else {}
    unit = re.search(r"(%|pt|bp|‰)$", amount)
    if unit:
        shared |= bounds or {"value": numbers[0]}
        return PercentageValue(unit=UNITS[unit[0]], kind=words[0], baseline=baseline, **shared)
    shared |= bounds or {"amount": numbers[0]}
    currency, _, per = words[0].partition("/")
    return MoneyValue(currency=None if currency == "?" else currency, per=per or None, **shared)
