"""The one loop that makes records of quantities."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final, TypeVar

from recoupe.exact import spell
from recoupe.extract.places import sentence_place
from recoupe.extract.quantities.context import Context, look
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.trend import Governor, govern
from recoupe.memo import Memo
from recoupe.read.document import Document
from recoupe.records import Mention
from recoupe.records.filling import of_values

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
    for quantity in quantities:
        context = look(document, quantity)
        values = fields(context, govern(context), found[-1] if found else None)
        start, end = quantity.start, quantity.end
        values["article_id"] = document.id
        values["start"] = start
        values["end"] = end
        values["text"] = document.text[start:end]
        values["sentence"] = sentence_place(document, context.span)
        values["rule"] = quantity.rule
        found.append(of_values(model, values))
    return found


def _spelled(value: Decimal) -> Decimal:
    return Decimal(spell(value))


_CANONICAL: Final = Memo(_spelled)
"""By value: equal numbers of other spellings (« 3,80 », « 3,8 ») have the same canonical one."""


def bounds(quantity: Quantity, ratio: Decimal, name: str) -> dict[str, Any]:
    """The value, or the two ends of a range, in their canonical spelling."""
    value = quantity.figure.value
    if ratio is not _ONE and ratio != 1:
        value *= ratio
    if quantity.low is None:
        return {name: _CANONICAL.of(value)}
    return {"low": _CANONICAL.of(quantity.low * ratio), "high": _CANONICAL.of(value)}
