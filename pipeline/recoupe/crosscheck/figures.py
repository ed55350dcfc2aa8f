"""The figure of a claim in a measure that another claim may share: currencies with a fixed rate, points, multiples."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from recoupe.crosscheck.quantity import Quantity, quantity, ranged
from recoupe.lexicon.comparability import comparability
from recoupe.records import Claim, MoneyValue, MultipleValue, PercentageValue
from recoupe.text import fold

__all__ = ["Figure", "figure_of"]

_SIGNS = {"up": 1, "down": -1}
_ONE = Decimal(1)
_MEASURES = {
    "percent": ("percent", _ONE),
    "per_mille": ("percent", Decimal("0.1")),
    "percentage_point": ("point", _ONE),
    "basis_point": ("point", Decimal("0.01")),
}
_MEASURABLE = 60
"""Powers of ten: a figure beyond them is no figure of anything, and would cost as much as it is long."""


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
    unit, rate = comparability().parities.get(value.currency, (value.currency, _ONE))
    per = f"/{fold(value.per).casefold()}" if value.per else ""
    told = _told(value, value.amount, claim, share=False, sign=_SIGNS[direction] if direction else 1)
    return _figure(f"{unit}{per}", told, 1 / rate, changes=direction is not None)


def _percentage(value: PercentageValue, claim: Claim) -> Figure | None:
    measure, rate = _MEASURES[value.unit]
    changes = value.kind == "change" or measure == "point"
    direction = claim.direction or value.direction
    sign = (_SIGNS[direction] if direction else 0) if changes else 1
    told = _told(value, value.value, claim, share=True, sign=sign)
    return _figure(measure, told, rate, changes=changes)


def _told(
    value: MoneyValue | PercentageValue, exact: Decimal | None, claim: Claim, *, share: bool, sign: int
) -> Quantity | None:
    """What a figure says, whether it is told exactly or as a range; None where it is neither, or beyond all measure."""
    if any(abs(number.adjusted()) > _MEASURABLE for number in (exact, value.low, value.high) if number):
        return None
    if exact is None:
        return ranged(value.low, value.high, sign)
    return quantity(exact, value.text, _modifier(value, claim), share=share, sign=sign)


def _figure(measure: str, told: Quantity | None, rate: Decimal, *, changes: bool) -> Figure | None:
    return told and Figure(f"{measure}{' change' if changes else ''}", _scaled(told, rate), changes)


def _modifier(value: MoneyValue | PercentageValue | MultipleValue, claim: Claim) -> str:
    """The modifier; turned round where the claim is denied (« n'a pas dépassé 3 milliards »)."""
    turned = {"min": "max", "max": "min"} if claim.polarity == "negated" else {}
    return turned.get(value.modifier, value.modifier)


def _multiple(value: MultipleValue, claim: Claim) -> Figure | None:
    """« doubler » is a change of 100 percent, « un tiers » a share of 33: told in round words, so taken as about."""
    direction = claim.direction or value.direction
    ratio = value.value
    modifier = "approx" if value.modifier == "exact" else value.modifier
    if value.kind == "fraction":
        sign = _SIGNS[direction] if direction else 1
        measure = "percent change" if direction else "percent"
        return Figure(measure, quantity(ratio * 100, "", modifier, share=False, sign=sign), direction is not None)
    if ratio in (0, 1):
        return None
    fallen = ratio < 1 or direction == "down"  # « divisé par deux » is 1/2; « deux fois moins » may be told as 2, down.
    change = (1 - min(ratio, 1 / ratio)) * 100 if fallen else (ratio - 1) * 100
    sign = -1 if fallen else 1
    return Figure("percent change", quantity(change, "", modifier, share=False, sign=sign), True)


def _scaled(one: Quantity, rate: Decimal) -> Quantity:
    if rate == 1:
        return one
    centre = None if one.centre is None else one.centre * rate
    top = one.possible[1]
    possible = (one.possible[0] * rate, None if top is None else top * rate)
    return Quantity(centre, (one.near[0] * rate, one.near[1] * rate), possible, one.sign)
