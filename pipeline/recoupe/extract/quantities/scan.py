"""All quantities of a document: figures with units, joined into ranges, with what neighbours leave out.

Shared by money and percentages through `Document.once`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from recoupe.extract.quantities.context import remember
from recoupe.extract.quantities.ellipsis import understand
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.split import mended
from recoupe.extract.quantities.units import read_unit
from recoupe.lexicon.trends import MOVING, PASSAGES, TREND_OBJECTS
from recoupe.lexicon.words import words
from recoupe.read.document import Document
from recoupe.read.numbers import read_figures

__all__ = ["scan"]

_JOIN: Final = re.compile(
    r"(?: ?(?P<range>[àÀaA]|-|ou|et|jusqu'à) ?(?P<between>(?:environ|près de|plus de|peut-être|même|voire) )?"
    r"|(?P<list>, ?(?:puis |et |voire |contre )?(?:de |à )?| et de | contre | puis | puis de | et à | puis à ))"
    r"(?P<sign>(?<= )[+-] ?)?$"
)
_ENTRE: Final = re.compile(r"(?i:(?<!\w)entre )(?:environ |près de |quelque |\+ ?|- ?)?$")
_DE: Final = re.compile(r"(?i:(?<!\w)(?:de |d'))(?:environ |près de |quelque |\+ ?|- ?)?$")
_RATE: Final = re.compile(r"(?<!\w)(?:taux|marge|part|taxe|TVA|ratio|objectif|seuil|quota)(?!\w)")
# « grimpe de quatre points, de 31,2 à 35,2 % »: after how far it moved, where from and where to.
_AFTER_MOVE: Final = re.compile(
    r"(?:points?|pts?|(?<!\w)p[bt]s?|de base|[%€$]|euros?|dollars?|francs?|dirhams?|dinars?), (?:passant )?(?:de |d')\Z"
)
_HOUR: Final = re.compile(r"\d ?[hH:] ?\Z")
_NOUN_BEFORE: Final = {"de", "la", "sa", "à", "une", "cette", "longue"}
_NEAR: Final = 24
_YEARS: Final = (Decimal(1900), Decimal(2100))


def scan(document: Document) -> list[Quantity]:
    """The quantities of a document that have a unit, in text order."""
    text = document.folded
    found: list[Quantity] = []
    free = 0
    for figure in read_figures(document):
        if figure.start < free:
            continue
        quantity = Quantity(figure)
        read_unit(text, quantity, free)
        free = quantity.end
        found.append(quantity)
    joined = _join(text, found)
    understand(document, joined)
    kept = [one for one in joined if one.money is not None or one.proportion is not None]
    remember(document, kept)
    return kept


def _join(text: str, found: list[Quantity]) -> list[Quantity]:
    """Ranges made one, from right to left so that a unit reaches all the figures that share it."""
    kept: list[Quantity] = []
    for left in reversed(found):
        right = kept[-1] if kept else None
        if right is None or right.figure.start - left.end > _NEAR or not _pair(text, left, right):
            kept.append(left)
        elif left.low is None and right.low is not None and right.head == left.head:
            continue
    kept.reverse()
    return kept


def _pair(text: str, left: Quantity, right: Quantity) -> bool:
    """Joins two neighbours into the right one where they make a range; else shares the unit. True when joined."""
    understood = right.plain
    if (understood and right.figure.scale is None) or left.figure.vague or left.figure.glued:
        return False
    between = text[left.end : right.start]
    if understood:
        return _bounds(text, left, right, between)
    if left.plain and mended(text, left, right, between):
        return True
    joint = _JOIN.fullmatch(between)
    if joint is None or not _same(left, right):
        return False
    if between == ", " and _is_spoken(text, left, right):
        return _merge(left, right)
    if joint["sign"]:
        return _signed(text, left, right, joint)
    if joint["range"] is not None and right.low is None and _is_range(text, left, right, joint["range"]):
        return _merge(left, right)
    if left.plain and joint["range"] in (None, "et", "ou", "à") and _shares(text, left, right, joint):
        _take_unit(left, right)
    if joint["range"] == "à" and not left.plain and _DE.search(text[max(0, left.start - 40) : left.start]):
        left.passage = right.passage = True
    return False


def _bounds(text: str, left: Quantity, right: Quantity, between: str) -> bool:
    """« entre 1,2 et 1,5 milliard »: a range whose currency, if it has one, is a neighbour's."""
    joint = _JOIN.fullmatch(between)
    if joint is None or joint["sign"] or joint["range"] is None or right.low is not None or not _same(left, right):
        return False
    return left.plain and _is_range(text, left, right, joint["range"]) and _merge(left, right)


def _is_spoken(text: str, left: Quantity, right: Quantity) -> bool:
    """« vingt-cinq, trente euros »: what one says of about so much; a list has three or an « et »."""
    low, high = left.figure, right.figure
    spoken = low.words and high.words and left.plain and not left.counted and right.low is None and not right.elliptical
    return spoken and low.value < high.value <= 2 * low.value and text[left.start - 2 : left.start] != ", "


def _signed(text: str, left: Quantity, right: Quantity, joint: re.Match[str]) -> bool:
    """« de -6,8 à -1,7 milliard »: two figures with a sign each are two rounds, and share the unit."""
    if left.plain and (text[left.start - 1 : left.start] in ("+", "-") or joint["range"] == "à"):
        _take_unit(left, right)
    left.passage = right.passage = joint["range"] == "à" and not left.plain
    return False


def _same(left: Quantity, right: Quantity) -> bool:
    if left.plain:
        return not left.counted or left.figure.scale is None
    return (left.money is None) == (right.money is None) and left.proportion == right.proportion


def _is_range(text: str, left: Quantity, right: Quantity, joint: str) -> bool:
    before = text[max(0, left.start - 40) : left.start]
    if joint == "et":
        return _ENTRE.search(before) is not None
    if _is_year(left, right):
        return False
    if joint in ("ou", "-"):
        return left.plain and (joint == "ou" or _ascends(left, right))
    if not _ascends(left, right) or (left.money is not None and _is_moved(text, left, right)):
        return False
    if _DE.search(before) is None:
        return (left.plain and _near(left, right)) or (not left.plain and left.figure.start == left.start)
    if _AFTER_MOVE.search(before):
        return False
    open_to_both = left.plain and right.proportion is not None and not _RATE.search(before)
    return not _passes(text, left, PASSAGES if open_to_both else MOVING)


def _is_moved(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether two amounts are a move and the level it led to (« cède 12 cents à 28,10 dollars »)."""
    unit = right.money
    if unit is None or left.money is None or left.money.ratio != unit.ratio:
        return True
    before = words(text[max(0, left.start - 24) : left.start].lower())[-2:]
    return not TREND_OBJECTS.keys().isdisjoint(before)


def _passes(text: str, left: Quantity, verbs: frozenset[str]) -> bool:
    """Whether « de X à Y » tells where something starts and ends (« passe de 3 à 5 % »)."""
    before = words(text[max(0, left.start - 70) : left.start].lower())[-10:]
    return any(
        word in verbs and not (prior in _NOUN_BEFORE and word.endswith(("ée", "ées", "e")))
        for prior, word in pairwise(before)
    )


def _ascends(left: Quantity, right: Quantity) -> bool:
    scale = right.figure.scale if left.figure.scale is None else None
    low = left.figure.value * scale if scale is not None and left.plain else left.figure.value
    high = right.figure.value
    return low < high or (left.plain and left.figure.value < high and (scale is None or left.figure.number >= 100))


def _near(left: Quantity, right: Quantity) -> bool:
    """Whether two figures may bound one: « un trois pièces à 1450 $ » is no range, « 12 à 15 000 $ » is one."""
    low, high = left.figure.value, right.figure.value
    return right.figure.scale is not None or high < 100 * low or low * 1000 < high <= low * 100_000


def _is_year(left: Quantity, right: Quantity) -> bool:
    number = left.figure.number
    return (
        _YEARS[0] <= number <= _YEARS[1]
        and number == int(number)
        and not left.figure.words
        and (number > right.figure.number)
    )


def _merge(left: Quantity, right: Quantity) -> bool:
    if left.figure.scale is None and right.figure.scale is not None and left.plain:
        scale = right.figure.scale
        if left.figure.number * scale >= right.figure.value and scale > 1:
            scale = scale / 1000
        if left.figure.number * scale < right.figure.value:  # not of « 800 000 à 1,2 million »
            left.figure.rescale(scale)
    if right.figure.scale is None and left.plain and left.figure.value * 1000 < right.figure.value <= 10**6:
        left.figure.rescale(Decimal(1000))  # « 12 à 15 000 euros »
    right.low = left.figure.value
    right.start, right.head = left.start, left.head
    right.figure.approximate |= left.figure.approximate
    if left.money is not None and right.money is None:
        right.money = left.money
    return True


def _shares(text: str, left: Quantity, right: Quantity, joint: re.Match[str]) -> bool:
    """Whether a figure without a unit takes that of the next one (« respectivement 6,8 et 9,1 % »)."""
    if _is_year(left, right) or left.counted or (left.figure.scale is not None and right.money is None):
        return False
    before = text[max(0, left.start - 40) : left.start]
    if _HOUR.search(before):
        return False
    if joint["range"] == "à":
        falls = left.figure.number > right.figure.number
        return _DE.search(before) is not None and (
            falls or _AFTER_MOVE.search(before) is not None or _passes(text, left, MOVING)
        )
    alike = (left.figure.number == int(left.figure.number)) == (right.figure.number == int(right.figure.number))
    if "respectivement" in before or "contre" in joint[0] or left.figure.scale is not None:
        return True
    return alike and (joint["range"] == "et" or right.elliptical or left.figure.number != int(left.figure.number))


def _take_unit(left: Quantity, right: Quantity) -> None:
    left.money, left.proportion, left.bare = right.money, right.proportion, right.bare
    left.elliptical = True
    left.rule = "unit-from-right"
    if left.figure.scale is None and right.figure.scale is not None:
        left.figure.rescale(right.figure.scale)
