"""Two facts set against each other: the same, excluding each other, or not to be compared."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.crosscheck.fact import Fact
from recoupe.crosscheck.quantity import agree, exclude

__all__ = ["Relation", "comparable_periods", "relation", "same_measure"]

_SAME_TIME = 31
_SAME_NEWS = 7


class Relation(NamedTuple):
    """How two facts stand: the same or not, and the rule that says so."""

    same: bool
    rule: str


def relation(one: Fact, other: Fact) -> Relation | None:
    """How two facts about the same subject and metric stand to each other; None when nothing can be said.

    An agreement demands the same perimeter, a contradiction besides that neither is told as provisional, unconfirmed,
    or of a period that was not over.
    """
    if not same_measure(one, other):
        return None
    if (dated := comparable_periods(one, other)) is None or not _same_footing(one, other):
        return None
    same = agree(one.figure.quantity, other.figure.quantity)
    if _denied(one) != _denied(other):
        return Relation(False, "one-denies") if same and _may_contradict(one, other) and dated else None
    if same:
        return Relation(True, _rule(one, other, dated=dated))
    if not dated or not _may_contradict(one, other) or not exclude(one.figure.quantity, other.figure.quantity):
        return None
    opposite = one.figure.quantity.sign * other.figure.quantity.sign < 0
    return Relation(False, "signs-apart" if opposite else "figures-apart")


def same_measure(one: Fact, other: Fact) -> bool:
    """Whether two facts are counted alike: unit, perimeter, and what a change is measured against."""
    return one.figure.measure == other.figure.measure and one.hard == other.hard and _same_base(one, other)


def _denied(fact: Fact) -> bool:
    """Whether a fact says what a figure is not; « n'a pas dépassé 3 » says what it is, and is read so."""
    return fact.told.polarity == "negated" and fact.told.modifier in ("exact", "approx")


def _rule(one: Fact, other: Fact, *, dated: bool) -> str:
    if not dated:
        return "same-figure-same-month"
    modifiers = {one.told.modifier, other.told.modifier}
    if modifiers & {"min", "max"}:
        return "within-bound"
    if "approx" in modifiers:
        return "about-the-same"
    ranges = [fact.figure.quantity.centre is None for fact in (one, other)]
    return "within-range" if any(ranges) and not all(ranges) else "same-figure"


def comparable_periods(one: Fact, other: Fact) -> bool | None:
    """True for one and the same period; False where neither tells one but both were published in the same month;
    None where the periods differ."""
    if one.span is not None and other.span is not None:
        return True if one.span == other.span else None
    if _is_dated(one) or _is_dated(other):
        return None
    return False if _apart(one, other) <= _SAME_TIME else None


def _is_dated(fact: Fact) -> bool:
    """Whether the text tells a period at all, be it one without known days."""
    told = fact.told
    return bool(told.period or told.period_start or told.period_end)


def _apart(one: Fact, other: Fact) -> int:
    """The days between two publications; very many where one is not known."""
    if one.published is None or other.published is None:
        return 1_000_000
    return abs((one.published - other.published).days)


def _same_base(one: Fact, other: Fact) -> bool:
    """Whether two changes are measured against the same. One that says nothing is taken to be over a year where the
    period is a year, or a half, or a quarter of a company: not where economists count from quarter to quarter."""
    if one.base == other.base:
        return True
    if {one.base, other.base} != {None, "year"} or one.span is None:
        return False
    days = (one.span[1] - one.span[0]).days
    of_company = bool(one.told.company_id)
    return days > 150 or (days > 80 and of_company)


def _same_footing(one: Fact, other: Fact) -> bool:
    """Whether both are told as facts, or both as the same forecast."""
    first, second = one.told.realis, other.told.realis
    if "forecast" not in (first, second):
        return True
    return first == second and (one.told.modality == other.told.modality or None in (one.by, other.by))


def _may_contradict(one: Fact, other: Fact) -> bool:
    if one.tags != other.tags or "unconfirmed" in (one.told.realis, other.told.realis):
        return False
    if one.told.realis == "forecast":  # Two forecasters may differ; one may change its mind.
        return one.by == other.by and one.told.source is not None and _apart(one, other) <= _SAME_NEWS
    return (_is_over(one) and _is_over(other)) or _apart(one, other) <= _SAME_NEWS


def _is_over(fact: Fact) -> bool:
    return fact.span is not None and fact.published is not None and fact.span[1] <= fact.published
