"""What every record of a quantity is given, and how it is made: as pydantic would make it, without asking it.

Half the time of an extractor would go into validating values that it made itself. `made` fills a record as the
validator does, with canonical decimals and the same id; a test holds every record of the cases against its validated
self.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from recoupe.exact import spell
from recoupe.extract.quantities.context import Context
from recoupe.extract.quantities.quantity import Quantity
from recoupe.read.document import Document
from recoupe.records import Mention, Place
from recoupe.text import Span

__all__ = ["bounds", "made", "place"]

M = TypeVar("M", bound=Mention)
_ONE = Decimal(1)
_DEFAULTS: dict[type[Mention], dict[str, Any]] = {}


def made(model: type[M], fields: dict[str, Any]) -> M:
    """A record of a model from fields that are valid already; fields left out take their defaults."""
    if model not in _DEFAULTS:
        _DEFAULTS[model] = {
            name: None if field.is_required() else field.default for name, field in model.model_fields.items()
        }
    record = model.__new__(model)
    values = _DEFAULTS[model] | fields
    object.__setattr__(record, "__dict__", values)
    object.__setattr__(record, "__pydantic_fields_set__", set(fields))
    object.__setattr__(record, "__pydantic_extra__", None)
    object.__setattr__(record, "__pydantic_private__", None)
    record.model_post_init(None)
    return record


def _sentence(document: Document, span: Span) -> Place:
    places = document.once(_places)
    found = places.get(span)
    if found is None:
        found = places[span] = Place(start=span.start, end=span.end)
    return found


def _places(document: Document) -> dict[Span, Place]:
    return {}


def place(document: Document, quantity: Quantity, context: Context) -> dict[str, Any]:
    """The fields that every mention has."""
    return {
        "article_id": document.id,
        "start": quantity.start,
        "end": quantity.end,
        "text": document.text[quantity.start : quantity.end],
        "sentence": _sentence(document, context.span),
        "rule": quantity.rule,
    }


def bounds(quantity: Quantity, ratio: Decimal, name: str) -> dict[str, Any]:
    """The value, or the two ends of a range, in their canonical spelling."""
    value = quantity.figure.value
    if ratio is not _ONE and ratio != 1:
        value *= ratio
    if quantity.low is None:
        return {name: Decimal(spell(value))}
    return {"low": Decimal(spell(quantity.low * ratio)), "high": Decimal(spell(value))}
