"""What every record of a quantity is given: where it stands and what it says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from recoupe.extract.quantities.context import Context
from recoupe.extract.quantities.quantity import Quantity
from recoupe.read.document import Document
from recoupe.records import Place

__all__ = ["place"]


def place(document: Document, quantity: Quantity, context: Context) -> dict[str, Any]:
    """The fields that every mention has."""
    return {
        "article_id": document.id,
        "start": quantity.start,
        "end": quantity.end,
        "text": document.text[quantity.start : quantity.end],
        "sentence": Place(start=context.span.start, end=context.span.end),
        "rule": quantity.rule,
    }


def bounds(quantity: Quantity, ratio: Decimal, name: str) -> dict[str, Any]:
    """The value, or the two ends of a range."""
    value = quantity.figure.value * ratio if ratio != 1 else quantity.figure.value
    if quantity.low is None:
        return {name: value}
    return {"low": quantity.low * ratio if ratio != 1 else quantity.low, "high": value}
