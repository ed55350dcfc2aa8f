"""What a figure as told says and what it does not exclude: the ground on which two figures agree or exclude each other.

A figure told exactly is as fine as it was written (« 4,2 milliards » stands for all that rounds to it); one told with
« plus de », « près de », as a range, is what those words leave open. Between agreeing and excluding lies a gap, on
purpose: two figures in it are neither, since rounding, cutting off and small differences of scope are everyday.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Quantity", "agree", "exclude", "quantity", "ranged"]

_DIGITS = re.compile(r"\d[\d.,\s]*")
_OTHERS = re.compile(r"\D")
_SLIGHT = Decimal("0.01")
"""By so much of itself each of two figures may be off without contradicting the other."""
_CLOSE = Decimal("0.05")
_ABOUT = Decimal("0.25")
"""What « plus de » and « environ » leave open at most."""


class Quantity(NamedTuple):
    """A figure without its unit. Bounds are rounded to the 28 digits of `decimal`, far finer than anything compared.

    Attributes:
        centre: the number that is told; None for a range.
        near: the bounds between which another figure says the same.
        possible: the bounds that the words do not exclude; None where there is none.
        sign: +1 or -1; 0 where the text does not say which way, so that only sizes are compared.
    """

    centre: Decimal | None
    near: tuple[Decimal, Decimal]
    possible: tuple[Decimal, Decimal | None]
    sign: int = 1


def quantity(value: Decimal | Fraction, text: str, modifier: str, *, share: bool, sign: int = 1) -> Quantity:
    """What a single figure says.

    Args:
        value: the figure, in units.
        text: as written: its digits say how fine it is.
        modifier: exact, approx, min or max.
        share: it is a percentage, in which idle zeros count as digits (« 20 % » is no rounder than « 21 % »).
        sign: see `Quantity`.
    """
    number = value if isinstance(value, Decimal) else Decimal(value.numerator) / value.denominator
    fine, coarse = _steps(number, text, share=share)
    if modifier == "min":
        room = min(coarse, number * _ABOUT)
        near: tuple[Decimal, Decimal] = (number * (1 - _SLIGHT / 2), number + room)
        possible: tuple[Decimal, Decimal | None] = (number * (1 - _SLIGHT), None)
    elif modifier == "max":
        room = min(coarse, number * _ABOUT)
        near, possible = (number - room, number * (1 + _SLIGHT / 2)), (Decimal(0), number * (1 + _SLIGHT))
    elif modifier == "approx":
        room = min(max(coarse / 2, number * _CLOSE), number * 2 * _CLOSE)
        near, possible = (number - room, number + room), (number * (1 - _ABOUT), number * (1 + _ABOUT))
    else:
        room = fine / 2 if share else min(fine / 2, number * _CLOSE)
        slack = max(coarse / 2, number * _SLIGHT, Decimal(0) if fine == coarse == _lead(number) else fine)
        near, possible = (number - room, number + room), (number - slack, number + slack)
    return Quantity(number, near, possible, sign)


def ranged(low: Decimal | None, high: Decimal | None, sign: int = 1) -> Quantity | None:
    """What a range says; None where neither bound is told."""
    if low is None or high is None:
        return None
    bounds = min(low, high), max(low, high)
    return Quantity(None, bounds, (bounds[0] * (1 - _SLIGHT), bounds[1] * (1 + _SLIGHT)), sign)


def _lead(number: Decimal) -> Decimal:
    """The power of ten of a number's first digit; 1 for nought."""
    return Decimal(1).scaleb(number.adjusted()) if number > 0 else Decimal(1)


def _steps(number: Decimal, text: str, *, share: bool) -> tuple[Decimal, Decimal]:
    """The value of the last digit written, and of the last that is not an idle zero."""
    found = _DIGITS.search(text)
    digits = _OTHERS.sub("", found[0]).lstrip("0") if found else ""
    step = number / Decimal(digits) if digits else Decimal(0)
    if not digits or step <= 0 or step != _lead(step):  # Told in words: only what is not nought counts.
        digits = str(int(number)).rstrip("0") if number >= 1 else "1"
        step = _lead(number).scaleb(1 - len(digits))
        return step, step
    idle = 0 if share else len(digits) - len(digits.rstrip("0"))
    return step, step.scaleb(idle)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two figures say the same, as far as their words go."""
    if one.sign * other.sign < 0:
        return False
    if one.centre is None and other.centre is None:
        pairs = zip(one.near, other.near, strict=True)
        return all(abs(here - there) <= 2 * _SLIGHT * max(here, there) for here, there in pairs)
    return _holds(one, other) or _holds(other, one)


def _holds(one: Quantity, other: Quantity) -> bool:
    return other.centre is not None and one.near[0] <= other.centre <= one.near[1]


def exclude(one: Quantity, other: Quantity) -> bool:
    """Whether two figures cannot both be right, whatever is granted to rounding."""
    if one.sign * other.sign < 0:
        return one.near != other.near or one.near[1] > 0
    tops = one.possible[1], other.possible[1]
    return (tops[0] is not None and tops[0] < other.possible[0]) or (tops[1] is not None and tops[1] < one.possible[0])
