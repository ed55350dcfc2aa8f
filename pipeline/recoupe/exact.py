"""Exact numbers in one canonical spelling: equal values give equal JSON and equal ids, never an exponent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

__all__ = ["Exact", "Ratio", "spell", "spell_ratio"]

_DECIMAL: Final = r"^\d+(\.\d*[1-9])?$"


def spell(value: Decimal) -> str:
    """The canonical spelling of a decimal: ``1.20E+9`` → ``"1200000000"``, ``3.80`` → ``"3.8"``."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def spell_ratio(value: Fraction) -> str:
    """A fraction as a decimal where it ends (1/4 → ``"0.25"``), else as ``"1/3"``."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return spell(Decimal(value.numerator) / Decimal(value.denominator))


def _decimal(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError("a value is never a float: give a Decimal, an int or a string")
    if isinstance(value, Decimal | int | str) and not isinstance(value, bool):
        number = Decimal(value)
        if not number.is_finite() or number < 0:
            raise ValueError("a value is finite and never negative: the sign goes to direction")
        return Decimal(spell(number))
    return value


def _ratio(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError("a value is never a float: give a Fraction, an int or a string")
    return Fraction(value) if isinstance(value, str | int | Decimal) else value


Exact = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(spell, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _DECIMAL}),
]
"""A non-negative decimal, written as a string without exponent or idle zeros."""

Ratio = Annotated[
    Fraction,
    BeforeValidator(_ratio),
    PlainSerializer(spell_ratio, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d*[1-9]|/\d+)?$"}),
]
"""An exact ratio, written as a decimal string, or as ``n/d`` where the decimal would repeat."""
