"""The figures: what is said of an amount, a percentage, a multiple, as a mention and as the value of a claim."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from recoupe.exact import Exact, Ratio
from recoupe.records.base import Direction, Modifier, Record
from recoupe.records.filling import narrowed
from recoupe.records.mentions import Mention

__all__ = [
    "Anchor",
    "Money",
    "MoneyFields",
    "MoneyValue",
    "Multiple",
    "MultipleFields",
    "MultipleValue",
    "Percentage",
    "PercentageFields",
    "PercentageValue",
    "Value",
    "value_of",
]


class Anchor(Record):
    """A stretch of text with what kind of mention it is."""

    type: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str


class MoneyFields(Record):
    """What is said of an amount. See `Money`."""

    amount: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    modifier: Modifier = "exact"
    direction: Direction | None = None
    per: str | None = None
    elliptical: bool = False


class PercentageFields(Record):
    """What is said of a percentage. See `Percentage`."""

    value: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    unit: Literal["percent", "percentage_point", "basis_point", "per_mille"] = "percent"
    kind: Literal["change", "share", "rate"]
    direction: Direction | None = None
    modifier: Modifier = "exact"
    baseline: str | None = None
    elliptical: bool = False


class MultipleFields(Record):
    """What is said of a multiple. See `Multiple`."""

    kind: Literal["fraction", "factor"]
    value: Ratio
    direction: Direction | None = None
    modifier: Modifier = "exact"


class Money(MoneyFields, Mention):
    """An amount of money, in units of its currency, scale applied; `low` and `high` where it is a range."""

    type: Literal["money"] = "money"


class Percentage(PercentageFields, Mention):
    """A percentage, point, basis point or per mille; never negative: the sign is `direction`."""

    type: Literal["percentage"] = "percentage"


class Multiple(MultipleFields, Mention):
    """A relative quantity without a percent sign: « un tiers », « multiplié par dix »."""

    type: Literal["multiple"] = "multiple"


class MoneyValue(MoneyFields, Anchor):
    """The money of a claim."""

    type: Literal["money"] = "money"


class PercentageValue(PercentageFields, Anchor):
    """The percentage of a claim."""

    type: Literal["percentage"] = "percentage"


class MultipleValue(MultipleFields, Anchor):
    """The multiple of a claim."""

    type: Literal["multiple"] = "multiple"


Value = Annotated[MoneyValue | PercentageValue | MultipleValue, Field(discriminator="type")]


_VALUES: dict[str, type[MoneyValue | PercentageValue | MultipleValue]] = {
    "money": MoneyValue,
    "percentage": PercentageValue,
    "multiple": MultipleValue,
}


def value_of(mention: Money | Percentage | Multiple) -> MoneyValue | PercentageValue | MultipleValue:
    """The value of a claim, from the mention that it was read as."""
    return narrowed(_VALUES[mention.type], mention)
