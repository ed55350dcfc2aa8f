"""Amounts of money: figures with a currency, beside it or understood."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from typing import Any, Final

from recoupe.extract.composed import through
from recoupe.extract.quantities.build import bounds, records
from recoupe.extract.quantities.context import Context, Way, nth
from recoupe.extract.quantities.evidence import decide, tally, totals
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.scan import scan
from recoupe.extract.quantities.trend import Governor
from recoupe.lexicon.rates import PER, PER_ADJECTIVES, PER_LATER, PER_LEFT, PER_WORDS
from recoupe.lexicon.surroundings import either, listed
from recoupe.lexicon.trends import AMOUNTS
from recoupe.read.document import Document
from recoupe.records import Money

__all__ = ["extract_money", "find_money"]

_ITSELF: Final = re.compile(rf" (?:{either('currency_itself')})(?!\w)(?! (?:de|d'|que|qu'|par|le|la)(?!\w))")
_THINGS: Final = re.compile(rf" (?:{either('things')})")


_QUOTED: Final = listed("quoted")
_COMPARED: Final = re.compile(
    r"(?:, | \(| )(?:contre|après|au lieu de|vs|(?:[ST][1-4] ?)?(?:19|20)\d\d ?:) (?:entre |environ |les )?\Z"
)
_SINGULAR: Final = {
    "mois",
    "repas",
    "colis",
    "pays",
    "cas",
    "puits",
    "bras",
    "cours",
    "avis",
    "palais",
    "tapis",
    "corps",
    "fils",
}
_MARKS: Final = frozenset({"seuil", "barre", "cap", "niveau", "plafond", "plancher", "sommet", "record"})
_TAXED: Final = ("net", "nets", "brut", "bruts")
_PRICES: Final = listed("prices")
_PRICED: Final = listed("priced")
_SOLD: Final = re.compile(rf"(?:{either('sold_things')})(?: plus de| près de| environ| quelque)? $")


def extract_money(text: str | Document, *, published: dt.date | None = None) -> list[Money]:
    """The amounts of money in a French text, in text order.

    Args:
        text: the text, or a `Document` made of it.
        published: the publication date; part of the article's id only.

    Returns:
        One record an amount; `start` and `end` are code points into the text. Never raises on any text.
    """
    return through(Document.of(text, published), find_money)


def find_money(document: Document) -> list[Money]:
    """The amounts of money in a document, in text order."""
    wanted = [quantity for quantity in document.once(scan) if quantity.money is not None]
    named = tally([one.money.code for one in wanted if one.money and not one.money.among])
    read = [quantity for quantity in wanted if _is_money(document, quantity, named)]
    return records(document, Money, read, partial(_fields, named))


def _is_money(document: Document, quantity: Quantity, named: dict[str, int]) -> bool:
    """Whether a name that is also that of a thing (« livres », « couronnes ») is money here."""
    unit = quantity.money
    assert unit is not None
    shown = unit.shown
    if not shown:
        figure = quantity.figure
        return not (figure.words and figure.value == 1 and _ITSELF.match(document.folded, quantity.end))
    if _THINGS.match(document.folded, quantity.end) or _SOLD.search(
        document.folded, quantity.start - 24, quantity.start
    ):
        return False
    scale = quantity.figure.scale
    return (
        ("millions" in shown and scale is not None and scale >= 10**6)
        or ("évidence" in shown and any(code in named for code in unit.among))
        or ("prix" in shown and _is_priced(quantity))
        or ("pays" in shown and any(code in totals(document) for code in unit.among))
    )


def _is_priced(quantity: Quantity) -> bool:
    """Whether a word of price stands right before an amount."""
    for word in (quantity.left or ())[:5]:
        if word not in _PRICED:
            return word in _PRICES
    return False


def _fields(named: dict[str, int], context: Context, governor: Governor, last: Money | None) -> dict[str, Any]:
    quantity = context.quantity
    assert quantity.money is not None
    return {
        **bounds(quantity, quantity.money.ratio, "amount"),
        "currency": decide(context.document, quantity, named),
        "modifier": context.modifier,
        "direction": _direction(quantity, context, governor),
        "per": _per(quantity, context, governor) or _compared(context, last),
        "elliptical": quantity.elliptical,
    }


def _direction(quantity: Quantity, context: Context, governor: Governor) -> Way | None:
    """The way of a change told in money: « en hausse de 3 M€ », « cède 12 centimes »; never of a loss or a saving."""
    if context.sign is not None:
        return context.sign
    taxed = nth(context.after, 0) in _TAXED
    if nth(context.after, taxed) in ("de", "en") and nth(context.after, taxed + 1) in ("plus", "moins"):
        return "up" if context.after[taxed + 1] == "plus" else "down"
    if (
        quantity.passage
        or nth(context.left, 0) == "entre"
        or not governor.change
        or governor.noun in AMOUNTS
        or governor.bare
    ):
        return None
    if governor.link == "de":
        return None if context.left[0] in ("de", "d'") and nth(context.left, 1) in _MARKS else governor.way
    unit = quantity.money
    quoted = not _QUOTED.isdisjoint(context.left)
    small = quantity.figure.scale is None and unit is not None and (unit.ratio != 1 or quoted)
    return governor.way if small and governor.link == "" else None


def _compared(context: Context, last: Money | None) -> str | None:
    """What the amount before is counted by, where this one is told to compare (« 1,37 € par action, après 1,29 € »)."""
    if last is None or last.per is None or context.quantity.figure.scale or last.sentence.start != context.span.start:
        return None
    between = context.document.folded[last.end : context.quantity.start]
    return last.per if len(between) < 80 and _COMPARED.search(between) else None


def _per(quantity: Quantity, context: Context, governor: Governor) -> str | None:
    found = PER.match(context.right.removeprefix('"').removeprefix(" »"))
    if found is not None:
        unit = found["slash"] or found["par"] or found["thing"] or found["many"] or (found["each"] and "pièce")
        if unit is None and governor.link in ("", "de") and not quantity.figure.scale:
            unit = found["noun"]
        if unit is not None and found["par"] and unit[-1] == "s" and unit.split(" ")[-1] not in _SINGULAR:
            return unit[:-1]
        return unit
    after = context.after
    word = nth(after, 1 if nth(after, 0) in _TAXED else 0)
    if word in PER_ADJECTIVES:
        return PER_ADJECTIVES[word]
    found = PER_LATER.match(context.right) if "chaque" in context.right or " par " in context.right else None
    if found is None and not PER_WORDS.isdisjoint(context.left[:12]):
        found = PER_LEFT.search(" ".join(reversed(context.left[:12])))
    unit = (found["time"] or found["good"]) if found else None
    return "an" if unit == "année" else unit
