"""Amounts of money: figures with a currency, beside it or understood."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from recoupe.extract.quantities.build import bounds, made
from recoupe.extract.quantities.context import Context, Way, look
from recoupe.extract.quantities.evidence import decide
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.scan import scan
from recoupe.extract.quantities.trend import Governor, govern
from recoupe.lexicon.rates import PER, PER_ADJECTIVES, PER_LATER, PER_LEFT, PER_WORDS
from recoupe.lexicon.surroundings import either, listed
from recoupe.lexicon.trends import AMOUNTS
from recoupe.read.document import Document
from recoupe.records import Money

__all__ = ["extract_money", "find_money"]

_THINGS = re.compile(rf" (?:{either('things')})")


_QUOTED = listed("quoted")
_SOLD = re.compile(rf"(?:{either('sold_things')})(?: plus de| près de| environ| quelque)? $")


def extract_money(text: str | Document, *, published: dt.date | None = None) -> list[Money]:
    """The amounts of money in a French text, in text order.

    Args:
        text: the text, or a `Document` made of it.
        published: the publication date; part of the article's id only.

    Returns:
        One record an amount; `start` and `end` are code points into the text. Never raises on any text.
    """
    return find_money(Document.of(text, published))


def find_money(document: Document) -> list[Money]:
    """The amounts of money in a document, in text order."""
    quantities = [quantity for quantity in document.once(scan) if quantity.money is not None]
    named = Counter(quantity.money.code for quantity in quantities if quantity.money and not quantity.money.among)
    return [_record(document, quantity, named) for quantity in quantities if _is_money(document, quantity, named)]


def _is_money(document: Document, quantity: Quantity, named: Counter[str]) -> bool:
    """Whether a name that is also that of a thing (« livres », « couronnes ») is money here."""
    unit = quantity.money
    assert unit is not None
    if not unit.scaled:
        return True
    if _THINGS.match(document.folded, quantity.end) or _SOLD.search(
        document.folded, quantity.start - 24, quantity.start
    ):
        return False
    scale = quantity.figure.scale
    return (scale is not None and scale >= 10**6) or any(named[code] for code in unit.among)


def _record(document: Document, quantity: Quantity, named: Counter[str]) -> Money:
    context = look(document, quantity)
    governor = govern(context)
    unit = quantity.money
    assert unit is not None
    return made(
        Money,
        document,
        quantity,
        context,
        {
            **bounds(quantity, unit.ratio, "amount"),
            "currency": decide(document, quantity, named),
            "modifier": context.modifier,
            "direction": _direction(quantity, context, governor),
            "per": _per(quantity, context, governor),
            "elliptical": quantity.elliptical,
        },
    )


def _direction(quantity: Quantity, context: Context, governor: Governor) -> Way | None:
    """The way of a change told in money: « en hausse de 3 M€ », « cède 12 centimes »; never of a loss or a saving."""
    if context.sign is not None:
        return context.sign
    if context.after[:2] in (["de", "plus"], ["de", "moins"], ["en", "plus"], ["en", "moins"]):
        return "up" if context.after[1] == "plus" else "down"
    if quantity.passage or not governor.change or governor.noun in AMOUNTS or governor.bare:
        return None
    if governor.link == "de":
        return governor.way
    unit = quantity.money
    quoted = not _QUOTED.isdisjoint(context.left)
    small = quantity.figure.scale is None and unit is not None and (unit.ratio != 1 or quoted)
    return governor.way if small and governor.link == "" else None


def _per(quantity: Quantity, context: Context, governor: Governor) -> str | None:
    found = PER.match(context.right.removeprefix('"').removeprefix(" »"))
    if found is not None:
        unit = found["slash"] or found["par"] or found["thing"] or (found["each"] and "pièce")
        if unit is None and governor.link == "" and not quantity.figure.scale:
            unit = found["noun"]
        if unit is not None and found["par"] and unit[-1] == "s" and unit not in ("mois", "repas"):
            return unit[:-1]
        return unit
    if context.after and context.after[0] in PER_ADJECTIVES:
        return PER_ADJECTIVES[context.after[0]]
    found = PER_LATER.match(context.right) if "chaque" in context.right or " par " in context.right else None
    if found is None and not PER_WORDS.isdisjoint(context.left[:12]):
        found = PER_LEFT.search(" ".join(reversed(context.left[:12])))
    unit = (found["time"] or found["good"]) if found else None
    return "an" if unit == "année" else unit
