"""The one loop that makes records of quantities."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeVar

from recoupe.exact import spell
from recoupe.extract.quantities.context import Context, look
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.trend import Governor, govern
from recoupe.read.document import Document
from recoupe.records import Mention, Place, digest, filled

__all__ = ["bounds", "records"]

M = TypeVar("M", bound=Mention)
_ONE: Final = Decimal(1)


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
    kind = model.model_fields["type"].default
    sentence = None
    for quantity in quantities:
        context = look(document, quantity)
        values = fields(context, govern(context), found[-1] if found else None)
        if sentence is None or sentence.start != context.span.start:
            sentence = filled(Place, start=context.span.start, end=context.span.end)
        found.append(_made(model, kind, context, sentence, values))
    return found


def _made(model: type[M], kind: str, context: Context, sentence: Place, fields: dict[str, Any]) -> M:
    document, quantity = context.document, context.quantity
    start, end = quantity.start, quantity.end
    return filled(
        model,
        id=digest(document.id, kind, start, end),  # as a mention makes it by itself, in compiled code
        article_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        sentence=sentence,
        rule=quantity.rule,
        **fields,
    )


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
