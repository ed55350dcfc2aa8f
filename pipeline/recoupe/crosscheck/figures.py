"""The figure of a claim in a measure that another claim may share: currencies with a fixed rate, points, multiples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from recoupe.crosscheck.quantity import Quantity, quantity, ranged
from recoupe.lexicon.comparability import comparability
from recoupe.store.blocks import Told
from recoupe.text import fold

__all__ = ["Figure", "figure_of"]

_SIGNS = {"up": 1, "down": -1}
_ONE = Decimal(1)
_MEASURES: dict[str | None, tuple[str, Decimal]] = {
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


def figure_of(told: Told) -> Figure | None:
    """The figure of a claim; None where there is none that could be set against another (no currency, no figure)."""
    return _READERS[told.kind](told)


def _money(told: Told) -> Figure | None:
    if told.unit is None:
        return None
    direction = _direction(told) if told.figure_direction else None
    unit, rate = comparability().parities.get(told.unit, (told.unit, _ONE))
    per = f"/{fold(told.per).casefold()}" if told.per else ""
    said = _said(told, share=False, sign=_SIGNS[direction] if direction else 1)
    return _figure(f"{unit}{per}", said, 1 / rate, changes=direction is not None)


def _percentage(told: Told) -> Figure | None:
    measure, rate = _MEASURES[told.unit]
    changes = told.value_kind == "change" or measure == "point"
    direction = _direction(told)
    sign = (_SIGNS[direction] if direction else 0) if changes else 1
    return _figure(measure, _said(told, share=True, sign=sign), rate, changes=changes)


def _direction(told: Told) -> str | None:
    return told.direction or told.figure_direction


def _said(told: Told, *, share: bool, sign: int) -> Quantity | None:
    """What a figure says, whether it is told exactly or as a range; None where it is neither, or beyond all measure."""
    exact, low, high = (None if text is None else Decimal(text) for text in (told.value, told.low, told.high))
    if any(abs(number.adjusted()) > _MEASURABLE for number in (exact, low, high) if number):
        return None
    if exact is None:
        return ranged(low, high, sign)
    return quantity(exact, told.figure, _modifier(told), share=share, sign=sign)


def _figure(measure: str, said: Quantity | None, rate: Decimal, *, changes: bool) -> Figure | None:
    return said and Figure(f"{measure}{' change' if changes else ''}", _scaled(said, rate), changes)


def _modifier(told: Told) -> str:
    """The modifier; turned round where the claim is denied (« n'a pas dépassé 3 milliards »)."""
    turned = {"min": "max", "max": "min"} if told.polarity == "negated" else {}
    return turned.get(told.modifier, told.modifier)


def _multiple(told: Told) -> Figure | None:
    """« doubler » is a change of 100 percent, « un tiers » a share of 33: told in round words, so taken as about."""
    direction = _direction(told)
    ratio = Fraction(told.value or 0)
    modifier = "approx" if told.modifier == "exact" else told.modifier
    if told.unit == "fraction":
        sign = _SIGNS[direction] if direction else 1
        measure = "percent change" if direction else "percent"
        return Figure(measure, quantity(ratio * 100, "", modifier, share=False, sign=sign), direction is not None)
    if ratio in (0, 1):
        return None
    fallen = ratio < 1 or direction == "down"  # « divisé par deux » is 1/2; « deux fois moins » may be told as 2, down.
    change = (1 - min(ratio, 1 / ratio)) * 100 if fallen else (ratio - 1) * 100
    sign = -1 if fallen else 1
    return Figure("percent change", quantity(change, "", modifier, share=False, sign=sign), True)


_READERS = {"money": _money, "percentage": _percentage, "multiple": _multiple}


def _scaled(one: Quantity, rate: Decimal) -> Quantity:
    if rate == 1:
        return one
    centre = None if one.centre is None else one.centre * rate
    top = one.possible[1]
    possible = (one.possible[0] * rate, None if top is None else top * rate)
    return Quantity(centre, (one.near[0] * rate, one.near[1] * rate), possible, one.sign)
