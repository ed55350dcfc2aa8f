"""The one loop that makes records of quantities, and how each is made: as pydantic would make it, without asking it.

Half the time of an extractor would go into validating values that it made itself. `made` fills a record as the
validator does, with canonical decimals and the same id; a test holds every record of the cases against its validated
self.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

from recoupe.exact import spell
from recoupe.extract.quantities.context import Context, look
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.trend import Governor, govern
from recoupe.read.document import Document
from recoupe.records import Mention, Place, Record

__all__ = ["bounds", "records"]

M = TypeVar("M", bound=Mention)
R = TypeVar("R", bound=Record)
_ONE = Decimal(1)
_PLACED = {"start", "end"}
_set = object.__setattr__


@cache
def _blank(model: type[Mention]) -> tuple[dict[str, Any], set[str]]:
    """The fields of a model in their order, with their defaults, and their names."""
    fields = model.model_fields
    return {name: None if field.is_required() else field.default for name, field in fields.items()}, set(fields)


def records(
    document: Document,
    model: type[M],
    quantities: Iterable[Quantity],
    fields: Callable[[Context, Governor, M | None], dict[str, Any]],
) -> list[M]:
    """The records of some quantities of a document.

    Args:
        document: the document.
        model: the kind of record.
        quantities: what to make records of, in text order, each with its rule.
        fields: the fields that the kind has beside those of every mention, valid already, from what stands around a
            quantity, what governs it, and the record before; those left out take their defaults.
    """
    found: list[M] = []
    for quantity in quantities:
        context = look(document, quantity)
        values = fields(context, govern(context), found[-1] if found else None)
        found.append(_made(model, context, values))
    return found


def _made(model: type[M], context: Context, fields: dict[str, Any]) -> M:
    defaults, names = _blank(model)
    document, quantity, span = context.document, context.quantity, context.span
    start, end = quantity.start, quantity.end
    values = defaults | fields
    parts = f"{document.id}|{values['type']}|{start}|{end}"  # as `Mention` makes it
    values["id"] = blake2b(parts.encode(), digest_size=8).hexdigest()
    values["article_id"] = document.id
    values["start"] = start
    values["end"] = end
    values["text"] = document.text[start:end]
    values["sentence"] = _filled(Place, {"start": span.start, "end": span.end}, _PLACED)
    values["rule"] = quantity.rule
    return _filled(model, values, names)


def _filled(model: type[R], values: dict[str, Any], names: set[str]) -> R:
    record = model.__new__(model)
    _set(record, "__dict__", values)
    _set(record, "__pydantic_fields_set__", names)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


@lru_cache(maxsize=4096)
def _canonical(value: Decimal) -> Decimal:
    return Decimal(spell(value))


def bounds(quantity: Quantity, ratio: Decimal, name: str) -> dict[str, Any]:
    """The value, or the two ends of a range, in their canonical spelling."""
    value = quantity.figure.value
    if ratio is not _ONE and ratio != 1:
        value *= ratio
    if quantity.low is None:
        return {name: _canonical(value)}
    return {"low": _canonical(quantity.low * ratio), "high": _canonical(value)}
