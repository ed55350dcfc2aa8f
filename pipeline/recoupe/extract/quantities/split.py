"""Numbers that a space has split: « 6, 711 milliards », « 12 ,5 % »."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from recoupe.extract.quantities.quantity import Quantity

__all__ = ["mended"]

_COMMAS: Final = {", ", " ,", " , "}
_BEFORE_SPLIT: Final = re.compile(
    r"(?i)(?:(?<!\w)(?:de|d'|à|environ|près de|quelque|atteint|représente|soit|gagne|perd|cède|prend) ?|[(:+] ?|- )\Z"
)
_AFTER_FIGURE: Final = re.compile(r"\d,? \Z")
_DECIMALS: Final = re.compile(r"\d{1,3}(?![\d.,'])(?! \d)")


def mended(text: str, left: Quantity, right: Quantity, between: str) -> bool:
    """Makes one number of two that a space split (« 6, 711 milliards », « de 3 ,5 % »); not of a list or a date."""
    if between not in _COMMAS:
        return False
    figure = right.figure
    decimals = _DECIMALS.match(text, figure.start)
    if decimals is None or right.elliptical or right.low is not None or right.head != figure.start:
        return False
    whole = text[left.start : left.end]
    cents = len(decimals[0]) == 2 and decimals[0][0] == "0"
    if not whole.replace(" ", "").isdigit() or not (cents or len(whole) <= 3):
        return False
    scaled = figure.scale is not None
    places = len(decimals[0])
    alone = cents or (
        scaled and (places == 3 or decimals[0][0] == "0" or (figure.number > 1 and text[figure.end - 1] in "nd"))
    )
    if not alone and places == 3:
        return False
    pattern = _AFTER_FIGURE if alone else _BEFORE_SPLIT
    if (pattern.search(text, max(0, left.start - 14), left.start) is None) is not alone:
        return False
    figure.number = left.figure.number + Decimal(int(decimals[0])).scaleb(-places)
    figure.value = figure.number * (figure.scale or 1)
    right.start = right.head = figure.start = left.start
    return True
