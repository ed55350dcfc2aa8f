"""The figure of a claim in a measure that another claim may share: currencies with a fixed rate, points, multiples."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from recoupe.crosscheck.quantity import Quantity, quantity, ranged
from recoupe.lexicon.comparability import comparability
from recoupe.records import Claim, MoneyValue, MultipleValue, PercentageValue
from recoupe.text import fold

__all__ = ["Figure", "figure_of"]

_SIGNS = {"up": 1, "down": -1}
_PERCENT = {"percent": ("percent", Fraction(1)), "per_mille": ("percent", Fraction(1, 10))}
_POINTS = {"percentage_point": ("point", Fraction(1)), "basis_point": ("point", Fraction(1, 100))}


class Figure(NamedTuple):
    """A figure to compare.

    Attributes:
        measure: what it is counted in; only figures of one measure are compared.
        changes: whether it tells a change, rather than a level.
    """

    measure: str
    quantity: Quantity
    changes: bool


def figure_of(claim: Claim) -> Figure | None:
    """The figure of a claim; None where there is none that could be set against another (no currency, no figure)."""
    value = claim.value
    if isinstance(value, MoneyValue):
        return _money(value, claim)
    if isinstance(value, PercentageValue):
        return _percentage(value, claim)
    if isinstance(value, MultipleValue):
        return _multiple(value, claim)
    return None


def _money(value: MoneyValue, claim: Claim) -> Figure | None:
    if value.currency is None:
        return None
    direction = claim.direction or value.direction if value.direction else None
    sign = _SIGNS[direction] if direction else 1
    if value.amount is not None:
        found: Quantity | None = quantity(value.amount, value.text, _modifier(value, claim), share=False, sign=sign)
    else:
        found = ranged(value.low, value.high, sign)
    if found is None:
        return None
    unit, rate = comparability().parities.get(value.currency, (value.currency, Fraction(1)))
    per = f"/{fold(value.per).casefold()}" if value.per else ""
    measure = f"{unit}{per}{' change' if direction else ''}"
    return Figure(measure, _scaled(found, 1 / rate), direction is not None)


def _modifier(value: MoneyValue | PercentageValue | MultipleValue, claim: Claim) -> str:
    """The modifier; turned round where the claim is denied (« n'a pas dépassé 3 milliards »)."""
    turned = {"min": "max", "max": "min"} if claim.polarity == "negated" else {}
    return turned.get(value.modifier, value.modifier)


def _percentage(value: PercentageValue, claim: Claim) -> Figure | None:
    measure, rate = {**_PERCENT, **_POINTS}[value.unit]
    changes = value.kind == "change" or measure == "point"
    direction = claim.direction or value.direction
    sign = (_SIGNS[direction] if direction else 0) if changes else 1
    if value.value is not None:
        found: Quantity | None = quantity(value.value, value.text, _modifier(value, claim), share=True, sign=sign)
    else:
        found = ranged(value.low, value.high, sign)
    if found is None:
        return None
    return Figure(f"{measure}{' change' if changes else ''}", _scaled(found, rate), changes)


def _multiple(value: MultipleValue, claim: Claim) -> Figure | None:
    """« doubler » is a change of 100 percent, « un tiers » a share of 33: told in round words, so taken as about."""
    direction = claim.direction or value.direction
    ratio = value.value
    modifier = "approx" if value.modifier == "exact" else value.modifier
    if value.kind == "fraction":
        sign = _SIGNS[direction] if direction else 1
        measure = "percent change" if direction else "percent"
        return Figure(measure, quantity(ratio * 100, "", modifier, share=False, sign=sign), direction is not None)
    if ratio <= 1:
        return None
    change = (ratio - 1) * 100 if direction != "down" else (1 - 1 / ratio) * 100
    sign = -1 if direction == "down" else 1
    return Figure("percent change", quantity(change, "", modifier, share=False, sign=sign), True)


def _scaled(one: Quantity, rate: Fraction) -> Quantity:
    if rate == 1:
        return one
    centre = None if one.centre is None else one.centre * rate
    top = one.possible[1]
    possible = (one.possible[0] * rate, None if top is None else top * rate)
    return Quantity(centre, (one.near[0] * rate, one.near[1] * rate), possible, one.sign)
