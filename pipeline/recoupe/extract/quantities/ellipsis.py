"""Amounts whose currency is understood from a neighbour: « 2,3 milliards d'euros, contre 1,9 milliard »."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Final

from recoupe.extract.quantities.evidence import totals
from recoupe.extract.quantities.quantity import Quantity
from recoupe.lexicon.currencies import Unit
from recoupe.lexicon.scales import SCALE_SIGNS
from recoupe.lexicon.surroundings import either
from recoupe.read.document import Document

__all__ = ["understand"]

_SCALE_ALONE: Final = re.compile(r" ?(?P<sign>Mds?|MDS?|Mrds?|G|M)(?![\w'&/+-]|\.\w)(?! (?:d'|de )?[$€£])")
_THESE: Final = {"ces ", "Ces "}
_SCALE_HEADS: Final = {"M", "G"}
_TUNISIAN: Final = Decimal(10**6)
_LARGE: Final = 10**5
_REACH: Final = 240
_NEAR: Final = 60
_SUM: Final = re.compile(
    rf"(?i)(?<!\w)(?:(?:{either('sums')}) (?:[^\W\d_]+ )?(?:de |d'|à |: ?)|(?:{either('spending')})[^\W\d_]* )"
    rf"(?:(?:{either('about')}) ?)?$"
)
_BALANCE: Final = re.compile(
    rf"(?i)(?<!\w)(?:{either('balances')})(?!\w)[^.;:()\d%]{{0,50}} (?:à|de|les|des|aux|sous les|ces) "
    rf"(?:(?:{either('about')}) ?)?$"
)
_REACHED: Final = re.compile(r"[%€$],? à $")
_AGAINST: Final = re.compile(r"[^.;:%]*?(?<!\w)(?:contre|au lieu de) ")
_THEN: Final = re.compile(rf" ?(?:[,.;)](?!\d)|$|\n)| (?:{either('then')})(?!\w)")
_OF_MONEY: Final = re.compile(rf" (?:de |d')(?:{either('sums')})s?(?!\w)")
_CLAUSE: Final = re.compile(r"[;:.]|(?<!\w)(?:et (?:a|ont|vaut|pèse|rapporte)|pour)(?!\w)")
_COUNTED_HEAD: Final = re.compile(rf"(?i)(?<!\w)(?:{either('counted_heads')})(?!\w)[^.;:()%€$]*\Z")
_COUNT_NEXT: Final = re.compile(r" (?:d'|de (?!la |l'|cet|son |sa |notre |leurs? )|[^\W\d_]+s(?!\w))")
_FUNCTION: Final = re.compile(rf" (?:{either('after_understood')})(?!\w)")


class _Amounts:
    """The figures of a document while their currencies are understood.

    Attributes:
        found: the figures, in text order.
        named: the currency of each amount told so far (« 24 milliards de francs… ces 24 milliards »).
    """

    def __init__(self, document: Document, found: list[Quantity]) -> None:
        self.document = document
        self.found = found
        self.named: dict[Decimal, Unit] = {}
        self._common: Unit | None = None

    def common(self) -> Unit:
        """The currency of the article, or that of most of its amounts; else an open one."""
        if self._common is None:
            plain = Counter(one.money for one in self.found if one.money is not None and not one.elliptical)
            unit, count = plain.most_common(1)[0] if plain else (Unit(""), 0)
            shared = len(plain) == 1 or (count > 3 and count * 3 >= plain.total() * 2)
            self._common = unit if shared else Unit("")
        return self._common


def understand(document: Document, found: list[Quantity]) -> None:
    """Gives scaled figures without a unit the currency of the nearest scaled neighbour, and marks them elliptical.

    A neighbour on the right in the same sentence is asked first, then the one on the left; a neighbour that counts
    something (« millions d'habitants ») makes the figure a count too.
    """
    text = document.folded
    amounts = _Amounts(document, found)
    for index, quantity in enumerate(found):
        figure = quantity.figure
        if quantity.money is not None and figure.scale is not None:
            amounts.named.setdefault(figure.value, quantity.money)
        if quantity.money is not None or quantity.proportion is not None or figure.vague or figure.glued:
            continue
        if figure.scale is not None:
            _understand_scaled(amounts, index)
        elif text[figure.end : figure.end + 2].strip()[:1] in _SCALE_HEADS and _scaled_alone(document, found, index):
            continue
        elif index and quantity.start - found[index - 1].end <= _NEAR:
            _repeat(text, found[index - 1], quantity)


def _understand_scaled(amounts: _Amounts, index: int) -> None:
    document, found, quantity = amounts.document, amounts.found, amounts.found[index]
    text, start = document.folded, quantity.start
    if quantity.counted:
        if _OF_MONEY.match(text, quantity.end):
            source = _neighbour(document, found, index)
            _give(quantity, source.money if source is not None and source.money else amounts.common(), "money-sum")
        return
    if not _may_be_money(text, quantity):
        return
    source = _neighbour(document, found, index)
    if source is not None and source is not quantity:
        _give(quantity, source.money, "money-understood")
    elif _is_sum(text, start):
        _give(quantity, amounts.common(), "money-sum")
    elif source is None and quantity.figure.value in amounts.named and text[start - 4 : start] in _THESE:
        _give(quantity, amounts.named[quantity.figure.value], "money-repeated")
    elif source is None and amounts.common().code and _REACHED.search(text, max(0, start - 5), start):
        _give(quantity, amounts.common(), "money-reached")


def _is_sum(text: str, start: int) -> bool:
    """Whether a noun or verb of money stands before a figure."""
    return bool(_SUM.search(text, max(0, start - 60), start) or _BALANCE.search(text, max(0, start - 90), start))


def _scaled_alone(document: Document, found: list[Quantity], index: int) -> bool:
    """« 3,1 G$, dont 2,2 G restants »: an abbreviated scale whose currency is a neighbour's; « 45 MD » in Tunisia."""
    quantity = found[index]
    scale = _SCALE_ALONE.match(document.folded, quantity.end)
    number = quantity.figure.number
    if scale is None or quantity.figure.words or (number < 10 and number == int(number)):
        return False
    countries = totals(document)
    others = max(countries.get(code, 0) for code in ("MAD", "DZD", "EUR"))
    if scale["sign"] == "MD" and countries.get("TND", 0) > others:
        unit, size, rule = Unit("TND"), _TUNISIAN, "money-scale-tunisian"
    else:
        source = _neighbour(document, found, index)
        if source is None or source is quantity or source.money is None or source.figure.value < _LARGE:
            return False
        unit, size, rule = source.money, SCALE_SIGNS[scale["sign"]], "money-scale-understood"
    quantity.figure.rescale(size)
    quantity.end = scale.end("sign")
    _give(quantity, unit, rule)
    quantity.elliptical = rule == "money-scale-understood"
    return True


def _give(quantity: Quantity, unit: Unit | None, rule: str) -> None:
    quantity.money, quantity.elliptical, quantity.rule = unit, True, rule


def _repeat(text: str, before: Quantity, quantity: Quantity) -> None:
    """« 180 euros (contre 210) », « 5 %, contre 3 un an plus tôt »: the unit of the figure right before it."""
    if before.plain:
        return
    scale = before.figure.scale
    if scale is not None and not (scale >= 10**6 and quantity.figure.number < 1000):
        return
    if _AGAINST.fullmatch(text, before.end, quantity.start) and _THEN.match(text, quantity.end):
        quantity.money, quantity.proportion, quantity.bare = before.money, before.proportion, before.bare
        quantity.elliptical, quantity.rule = True, "unit-from-left"
        if scale is not None:
            quantity.figure.rescale(scale)


def _may_be_money(text: str, quantity: Quantity) -> bool:
    scale = quantity.figure.scale
    if scale is None or scale < 10**6:
        return False
    tail = text[quantity.end : quantity.end + 24]
    return not _COUNT_NEXT.match(tail) or _FUNCTION.match(tail) is not None


def _neighbour(document: Document, found: list[Quantity], index: int) -> Quantity | None:
    here = found[index]
    sentence = document.sentence_index(here.start)
    if _is_count(document, found, index):
        return here
    for step in (1, -1):
        at = index + step
        seen = 0
        while 0 <= at < len(found) and seen < 4:
            other = found[at]
            if abs(other.start - here.start) > _REACH or document.sentence_index(other.start) != sentence:
                break
            if step > 0 and ";" in document.folded[here.end : other.start]:
                break
            if other.money is not None:
                return _converted(document.folded, found, at) if step < 0 else other
            if other.figure.scale is not None and other.figure.scale >= 10**6 and other.counted:
                return here
            at, seen = at + step, seen + 1
    return None


def _is_count(document: Document, found: list[Quantity], index: int) -> bool:
    """Whether it counts what the figure before it counts (« 12 millions de passagers, contre 11 »), or its subject."""
    text, here, before = document.folded, found[index], found[index - 1] if index else None
    if before is not None and before.plain and before.counted and before.figure.scale is not None:
        between = text[before.end : here.start]
        if before.figure.scale >= 10**6 and len(between) < _NEAR and not _CLAUSE.search(between):
            return True
    return _COUNTED_HEAD.search(text, max(0, here.start - _NEAR), here.start) is not None


def _converted(text: str, found: list[Quantity], at: int) -> Quantity:
    """An amount, or the one before it where it only tells that in another currency (« 18 francs (28 euros) »)."""
    other, former = found[at], found[at - 1] if at else None
    if former is None or former.money is None or text[former.end : other.start] not in (" (", " (soit "):
        return other
    return former if text[other.end : other.end + 1] == ")" else other
