"""Multiples: fractions (« un tiers », « neuf Français sur dix ») and factors (« doubler », « divisé par deux »)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from recoupe.extract.composed import through
from recoupe.extract.quantities.build import records
from recoupe.extract.quantities.context import Context, Way
from recoupe.extract.quantities.factors import read_factor
from recoupe.extract.quantities.parts import read_part
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.trend import Governor
from recoupe.read.document import Document
from recoupe.read.numbers import Figure
from recoupe.read.numbers.openings import openings
from recoupe.records import Multiple

__all__ = ["extract_multiples", "find_multiples"]


_OWN: Final = (["sa"], ["son"], ["ses"], ["leur"], ["leurs"])
_MORE_THAN: Final = ["que", "plus"]
_FRACTIONS: Final = {"part", "sur", "slash", "vulgar"}


def extract_multiples(text: str | Document, *, published: dt.date | None = None) -> list[Multiple]:
    """The fractions and factors in a French text, in text order.

    Args:
        text: the text, or a `Document` made of it.
        published: the publication date; part of the article's id only.

    Returns:
        One record a multiple, `value` an exact fraction; `start` and `end` are code points into the text.
    """
    return through(Document.of(text, published), find_multiples)


def find_multiples(document: Document) -> list[Multiple]:
    """The multiples of a document, in text order."""
    return records(document, Multiple, _quantities(document), _fields)


def _quantities(document: Document) -> Iterator[Quantity]:
    text = document.folded
    done = 0
    for opening in openings(document):
        ratio = (read_part if opening.kind in _FRACTIONS else read_factor)(text, opening)
        if ratio is not None and ratio.start >= done:
            done = ratio.end
            quantity = Quantity(Figure(ratio.start, ratio.end, Decimal(1)))
            quantity.ratio, quantity.rule = ratio, ratio.rule
            quantity.figure.approximate = ratio.rule == "fraction-sized"
            yield quantity


def _way(context: Context, governor: Governor) -> Way | None:
    """« recule d'un tiers », « perd la moitié de sa valeur »; « cède un tiers du capital » tells no change."""
    own = governor.link == "" and context.after[:1] == ["de"] and context.after[1:2] in _OWN
    return governor.way if governor.change and (governor.link == "de" or own) else None


def _fields(context: Context, governor: Governor, last: Multiple | None) -> dict[str, Any]:
    ratio = context.quantity.ratio
    assert ratio is not None
    more = context.modifier == "exact" and context.left[:2] == _MORE_THAN and "n'" not in context.left[2:5]
    return {
        "kind": "factor" if ratio.rule.startswith("factor") else "fraction",
        "value": ratio.value,
        "direction": ratio.way or _way(context, governor),
        "modifier": "min" if more else context.modifier,
    }
